import Ground
import Norwegian
import Testing

@Suite struct FoldingTests {
  private static let groups = [
    ["få", "faa", "fa", "fae"], ["løsning", "loesning", "losning"], ["være", "vaere", "vare"],
    ["køen", "koeen", "koen"], ["åpne", "aapne", "apne", "äpne"],
    ["for", "för", "før", "f\u{FFFD}or"],
    ["én", "en"], ["data"], ["skjerm"], ["facebook"], ["need"], ["zoom"],
  ]

  @Test(arguments: groups)
  func `spellings of one word meet`(group: [String]) {
    let keys = Set(group.map { Folding.key(of: $0) })
    #expect(keys.count == 1)
  }

  @Test(arguments: [
    ("book", "bok"), ("week", "wek"), ("skjerm", "skjorm"), ("mail", "mal"), ("her", "hår"),
  ])
  func `different words stay apart`(one: String, other: String) {
    #expect(Folding.key(of: one) != Folding.key(of: other))
  }

  @Test(arguments: 0..<100)
  func `the key of a key is the key`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let letters = Array("aeoæøåäöéßšn\u{FFFD}\u{30A}x")
    let word = String((0..<12).map { _ in letters[generator.below(letters.count)] })
    let key = Folding.key(of: Normaliser.normalised(word))
    #expect(Folding.key(of: key) == key)
  }

  @Test func `tokens fold when they are words`() {
    #expect(Tokeniser.tokens(in: "FÅR").first?.folded == "far")
  }
}
