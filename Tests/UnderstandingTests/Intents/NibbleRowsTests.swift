import Ground
import Testing

// Testable: rows are part of a model and never seen outside.
@testable import Understanding

@Suite struct NibbleRowsTests {
  private static func rows(_ count: Int, _ width: Int, seed: Int) -> [[Lane]] {
    var generator = SeededGenerator(seed: UInt64(seed))
    return (0..<count).map { _ in
      (0..<width).map { _ in Lane((0..<8).map { _ in Float(generator.below(2001) - 1000) / 1000 }) }
    }
  }

  @Test(arguments: 0..<20)
  func `adds up to nearly what the rounded rows do`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed + 100))
    let (count, width) = (1 + generator.below(40), 1 + generator.below(9))
    let exact = Self.rows(count, width, seed: seed)
    let rows = NibbleRows(count: count, width: width) { exact[$0] }
    // More than are added up at once, and no more than a multiple of it.
    let ids = (0..<generator.below(40)).map { _ in Int32(generator.below(count)) }
    let values = ids.map { _ in Float(generator.below(100)) / 100 }
    var sums = [Lane](repeating: Lane(repeating: 1), count: width)
    var expected = sums
    rows.add(ids, values, to: &sums)
    for (id, value) in zip(ids, values) {
      for lane in 0..<width { expected[lane] += exact[Int(id)][lane] * value }
    }
    // What is cut off at seven tenths, for each value, and half of one in 255 for its factor.
    let bound = values.reduce(0) { $0 + $1 * 0.35 + 0.01 } + 1e-3
    for lane in 0..<width {
      let apart = sums[lane] - expected[lane]
      #expect(max(apart.max(), -apart.min()) <= bound)
    }
  }

  @Test func `keeps whole steps as they are`() {
    let row = [Lane(-7, -6, -5, -4, -3, -2, -1, 0), Lane(0, 1, 2, 3, 4, 5, 6, 7)]
    let rows = NibbleRows(count: 1, width: 2) { _ in row }
    var sums = [Lane(), Lane()]
    rows.add([0], [2], to: &sums)
    for lane in 0..<2 {
      let apart = sums[lane] - row[lane] * 2
      #expect(max(apart.max(), -apart.min()) < 1e-4)
    }
  }

  @Test func `takes rows of zeros`() {
    let rows = NibbleRows(count: 1, width: 1) { _ in [Lane()] }
    var sums = [Lane(repeating: 2)]
    rows.add([0], [1], to: &sums)
    #expect(sums == [Lane(repeating: 2)])
  }

  @Test(arguments: [0, -1, .infinity, -.infinity, .nan, 1e30] as [Float])
  func `survives any value`(value: Float) {
    let rows = NibbleRows(count: 2, width: 1) { _ in [Lane(repeating: 1)] }
    var sums = [Lane()]
    rows.add([0, 1], [1, value], to: &sums)
    #expect(sums.count == 1)
  }
}
