import Ground
import Testing

// Testable: rows are part of a model and never seen outside.
@testable import Understanding

@Suite struct ByteRowsTests {
  @Test(arguments: 0..<20)
  func `adds up to nearly what the rounded rows do`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let (count, width) = (1 + generator.below(40), 1 + generator.below(5))
    let exact = (0..<count).map { _ in
      (0..<width).map { _ in Lane((0..<8).map { _ in Float(generator.below(2001) - 1000) / 100 }) }
    }
    let rows = ByteRows(count: count, width: width) { exact[$0] }
    let ids = (0..<generator.below(9)).map { _ in Int32(generator.below(count)) }
    let values = ids.map { _ in Float(generator.below(100)) / 100 }
    var (sums, expected) = (
      [Lane](repeating: Lane(repeating: 1), count: width),
      [Lane](repeating: Lane(repeating: 1), count: width)
    )
    rows.add(ids, values, to: &sums)
    for (id, value) in zip(ids, values) {
      for lane in 0..<width { expected[lane] += exact[Int(id)][lane] * value }
    }
    // Half a step of the coarsest row, times each value.
    let bound = values.reduce(0, +) * 10 / 127 / 2 + 1e-3
    for lane in 0..<width {
      let apart = sums[lane] - expected[lane]
      #expect(max(apart.max(), -apart.min()) <= bound)
    }
  }

  @Test func `takes rows of zeros`() {
    let rows = ByteRows(count: 1, width: 1) { _ in [Lane()] }
    var sums = [Lane(repeating: 2)]
    rows.add([0], [1], to: &sums)
    #expect(sums == [Lane(repeating: 2)])
  }
}
