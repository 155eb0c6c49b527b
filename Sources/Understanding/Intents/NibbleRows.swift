/// Rows of a matrix with four bits a number.
///
/// Every 32 numbers of a row share a step, and are a whole number of steps from -8 to 7. A message adds up some hundred
/// rows, in which the rounding of each is lost: see `docs/decisions/007-a-model-is-a-mapped-file.md` for what was measured.
/// They take a quarter of the memory of ``HalfLane``, and sums run in whole numbers of 16 bits, sixteen at once.
struct NibbleRows: Sendable, Equatable {
  typealias Bytes = SIMD16<UInt8>

  /// How many lanes a row has.
  let width: Int
  /// The longest step of each row, over 255.
  private let scales: NumberRun<Float>
  /// Of each row first its blocks, then a byte for each of them, which times the scale is the step.
  private let bytes: NumberRun<Bytes>

  /// In each byte of a block, the lower four bits are a number of the first half, the upper four one of the second.
  private static let lanesOfBlock = 4
  /// So many rows are added up before their sums, which then are at most 16 · 255 · 15, would need more than 16 bits.
  private static let rowsAtOnce = 16

  private var blocks: Int { Self.blocks(width) }
  private var stride: Int { Self.stride(width) }

  var count: Int { scales.count }

  /// Rounds the rows that `row` gives for the numbers 0 ..< `count`, each of `width` lanes, all finite.
  init(count: Int, width: Int, row: (Int) -> [Lane]) {
    var (scales, bytes): ([Float], [Bytes]) = ([], [])
    scales.reserveCapacity(count)
    bytes.reserveCapacity(count * Self.stride(width))
    for number in 0..<count {
      let lanes = row(number)
      let blocks = (0..<Self.blocks(width)).map { Block(lanes, from: $0 * Self.lanesOfBlock) }
      let steps = blocks.map(\.step)
      let scale = (steps.max() ?? 0) / 255
      scales.append(scale)
      var tail = [UInt8](repeating: 0, count: (Self.stride(width) - blocks.count) * 16)
      for (place, block) in blocks.enumerated() {
        tail[place] = scale > 0 ? UInt8(min(255, (block.step / scale).rounded())) : 0
        bytes.append(block.bytes(step: Float(tail[place]) * scale))
      }
      for start in Swift.stride(from: 0, to: tail.count, by: 16) {
        bytes.append(Bytes(tail[start..<start + 16]))
      }
    }
    self.width = width
    self.scales = NumberRun(scales)
    self.bytes = NumberRun(bytes)
  }

  /// Adds `values[k]` times row `ids[k]` to `sums`, for every `k`; the sums have as many lanes as a row.
  ///
  /// - Parameter values: none below 0.
  func add(_ ids: [Int32], _ values: [Float], to sums: inout [Lane]) {
    precondition(ids.count == values.count && sums.count == width, "rows and sums do not fit")
    let rows = ids.map { Int($0) * stride }
    let factors = zip(ids, values).map { scales[Int($0)] * $1 }
    var batch = Batch(rows: Self.rowsAtOnce, steps: stride - blocks)
    sums += [Lane](repeating: Lane(), count: blocks * Self.lanesOfBlock - width)
    for start in Swift.stride(from: 0, to: ids.count, by: Self.rowsAtOnce) {
      let places = start..<min(start + Self.rowsAtOnce, ids.count)
      add(rows[places], factors[places], to: &sums, &batch)
    }
    sums.removeLast(sums.count - width)
  }

  /// Adds at most ``rowsAtOnce`` rows, each times its factor.
  ///
  /// - Parameter rows: where they begin; every one is that of an id that has a scale.
  private func add(
    _ rows: ArraySlice<Int>,
    _ factors: ArraySlice<Float>,
    to sums: inout [Lane],
    _ batch: inout Batch
  ) {
    guard let greatest = factors.max(), greatest > 0 else { return }
    // What has a scale has as many bytes as every other row. Sums are as long as all blocks.
    unsafe bytes.withPointer { bytes in
      unsafe batch.weigh(rows, factors, upTo: greatest, steps: bytes + blocks)
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        for block in 0..<blocks {
          let sum = unsafe batch.sum(of: block, bytes, rows)
          let lower = sum.lower.numbers(times: greatest, zero: sum.zero)
          let upper = sum.upper.numbers(times: greatest, zero: sum.zero)
          let first = block * Self.lanesOfBlock
          unsafe sums[first] += lower.lowHalf
          unsafe sums[first + 1] += lower.highHalf
          unsafe sums[first + 2] += upper.lowHalf
          unsafe sums[first + 3] += upper.highHalf
        }
      }
    }
  }

  func write(to writer: inout ModelWriter) {
    writer.writeAll(counted: scales)
    writer.writeAll(counted: bytes)
  }

  /// Reads `count` rows of `width` lanes.
  init(from reader: inout ModelReader, count: Int, width: Int) throws(ModelError) {
    self.width = width
    scales = try reader.counted(Float.self, count: count)
    bytes = try reader.counted(Bytes.self, count: count * Self.stride(width))
    guard scales.allSatisfy({ $0.isFinite && $0 >= 0 }) else { throw .damaged }
  }

  private static func blocks(_ width: Int) -> Int { (width + lanesOfBlock - 1) / lanesOfBlock }

  /// How many times sixteen bytes a row has.
  private static func stride(_ width: Int) -> Int { blocks(width) + (blocks(width) + 15) / 16 }
}

extension NibbleRows {
  /// 32 numbers on their way to four bits each.
  private struct Block {
    private var lanes: [Lane]
    /// The step that leaves the least error.
    private(set) var step: Float = 0

    /// Takes four lanes from `first` on; those past the end are zero.
    init(_ all: [Lane], from first: Int) {
      lanes = Array(all[first..<min(first + NibbleRows.lanesOfBlock, all.count)])
      while lanes.count < NibbleRows.lanesOfBlock { lanes.append(Lane()) }
      let most = lanes.reduce(Float(0)) { max($0, $1.max(), -$1.min()) }
      guard most > 0 else { return }
      // To cut off the one or two largest can pay for the finer step of all others.
      let steps: [Float] = [1, 0.85, 0.7].map { most / 7 * $0 }
      step = steps.min { error($0) < error($1) } ?? most / 7
    }

    private func error(_ step: Float) -> Float {
      lanes.reduce(0) { sum, lane in
        let apart = lane - levels(lane, step) * step
        return sum + (apart * apart).sum()
      }
    }

    private func levels(_ lane: Lane, _ step: Float) -> Lane {
      (lane / step).rounded(.toNearestOrEven)
        .clamped(lowerBound: Lane(repeating: -8), upperBound: Lane(repeating: 7))
    }

    /// The numbers as steps, from 0 for -8 to 15 for 7.
    func bytes(step: Float) -> Bytes {
      guard step > 0 else { return Bytes(repeating: 0x88) }
      let numbers = lanes.flatMap { lane -> [UInt8] in
        let levels = levels(lane, step)
        return (0..<8).map { UInt8(Int(levels[$0]) + 8) }
      }
      var bytes = Bytes()
      for place in 0..<16 { bytes[place] = numbers[place] | numbers[place + 16] << 4 }
      return bytes
    }
  }
}
