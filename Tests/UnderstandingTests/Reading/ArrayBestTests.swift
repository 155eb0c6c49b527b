import Ground
import Testing

// Testable: both halves keep their best this way, and nobody outside does.
@testable import Understanding

@Suite struct ArrayBestTests {
  @Test(arguments: 0..<20)
  func `keeps the best few in order, and of equal ones the first`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let limit = generator.below(8)
    let all = (0..<generator.below(40)).map { (score: generator.below(10), number: $0) }
    var best: [(score: Int, number: Int)] = []
    for item in all { best.insert(item, keeping: limit) { $0.score > $1.score } }
    let expected = all.sorted { ($0.score, $1.number) > ($1.score, $0.number) }.prefix(limit)
    #expect(best.map(\.number) == expected.map(\.number))
  }
}
