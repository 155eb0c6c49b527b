import Ground
import TestKit
import Testing

// Whether there is anything to read is for turns only, not for other modules.
@testable import Dialogue

@Suite struct HeardTests {
  @Test func `takes a message as it is`() {
    let heard = Heard("Hei!\nDet gjelder PC-en 😀")
    #expect(heard.text == "Hei!\nDet gjelder PC-en 😀")
    #expect(!heard.isCut)
  }

  @Test func `cuts what is too long, and says so`() {
    let heard = Heard(String(repeating: "a", count: 10_000_000))
    #expect(heard.isCut)
    #expect(heard.text.utf8.count == Heard.longest)
    #expect(!Heard(String(repeating: "a", count: Heard.longest)).isCut)
  }

  @Test(arguments: ["å", "€", "😀"], 0..<4)
  func `never cuts inside a character`(character: String, offset: Int) {
    let text = String(repeating: "a", count: offset) + String(repeating: character, count: 4_000)
    let heard = Heard(text)
    #expect(heard.isCut)
    #expect(text.hasPrefix(heard.text))
    #expect(heard.text.utf8.count > Heard.longest - 8)
  }

  @Test(arguments: ["\u{0}", "\u{7}", "\u{1B}", "\t", "\r", "\u{7F}", "\u{80}", "\u{9B}"])
  func `puts a blank for a control code`(code: String) {
    #expect(Heard("a\(code)b").text.allSatisfy { $0 == "a" || $0 == "b" || $0 == " " })
    #expect(!Heard(code).hasText)
  }

  @Test(arguments: ["", "  ", "...", "!!", "«»", "\n\n", "\u{200B}", "- - -", "\u{FFFD}\u{FFFD}"])
  func `has nothing to read in marks alone`(text: String) { #expect(!Heard(text).hasText) }

  @Test(arguments: ["a", "3", "?", "😀", "... a"])
  func `has something to read in`(text: String) { #expect(Heard(text).hasText) }

  @Test(arguments: 0..<100)
  func `bounds any bytes`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let bytes = (0..<5_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let heard = Heard(String(decoding: bytes, as: UTF8.self))
    #expect(heard.text.utf8.count <= Heard.longest)
    #expect(
      heard.text.unicodeScalars.allSatisfy {
        $0 == "\n" || $0.properties.generalCategory != .control
      }
    )
  }
}
