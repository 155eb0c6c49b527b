import Testing

// Part of how a question is put again.
@testable import Dialogue

@Suite struct ShortTextTests {
  private let long = String(repeating: "ord på ny ", count: 30)

  @Test func `leaves what is short as it is`() {
    let texts = ["", "Kva?", "Ein\n\nto?", String(repeating: "å", count: 200), "👩‍💻\r\nog?"]
    for text in texts { #expect(ShortText.of(text) == text) }
  }

  @Test func `takes the last paragraph that asks, else the first that says something`() {
    #expect(ShortText.of("\(long)\nNår passer det?\nHilsen Rakel") == "Når passer det?")
    #expect(ShortText.of("Når?\n\(long)\nHvor?\n") == "Hvor?")
    #expect(ShortText.of("\n  \nFørst dette.\n\(long)") == "Først dette.")
    #expect(ShortText.of("\(long)\n\nHva?") == "Hva?")
  }

  @Test func `cuts at a word what is long by itself`() {
    let cut = String(repeating: "ord på ny ", count: 20).dropLast()
    #expect(ShortText.of(long) == "\(cut) …")
    #expect(ShortText.of("Først.\n\(long)?") == "\(cut) …")
    let word = String(repeating: "å", count: 300)
    #expect(ShortText.of(word) == "\(word.prefix(200)) …")
    #expect(
      ShortText.of(String(repeating: " ", count: 300)) == "\(String(repeating: " ", count: 199)) …"
    )
  }
}
