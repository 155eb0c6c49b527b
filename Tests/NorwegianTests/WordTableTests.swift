import Ground
import Testing

// Testable: a table is how words are looked up, and never seen outside.
@testable import Norwegian

@Suite struct WordTableTests {
  @Test(arguments: 0..<20)
  func `knows what a dictionary knows`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    func word() -> String {
      (0..<generator.below(4)).map { _ in ["a", "b", "æ", "ø"][generator.below(4)] }.joined()
    }
    var known: [String: Int] = [:]
    for number in 0..<generator.below(60) { known[word()] = number }
    let table = WordTable(known)
    #expect(Set(table.words) == Set(known.keys))
    for _ in 0..<200 {
      let asked = word()
      #expect(table[asked] == known[asked])
      #expect(table[bytes: Array("_\(asked)".utf8).dropFirst()] == known[asked])
      #expect(table.contains(asked) == (known[asked] != nil))
    }
  }
}
