/// Rows of a matrix with eight bits a number, and a scale for each row.
///
/// A sum of some hundred rows does not tell these from the numbers they were made of: over our own messages no
/// probability moves by more than a hundredth. They take half the memory of ``HalfLane``, and fetching rows from memory is
/// most of what a sum costs.
struct ByteRows: Sendable, Equatable {
  typealias ByteLane = SIMD8<Int8>

  /// How many lanes a row has.
  let width: Int
  private let scales: NumberRun<Float>
  private let lanes: NumberRun<ByteLane>

  var count: Int { scales.count }

  /// Rounds the rows that `row` gives for the numbers 0 ..< `count`, each of `width` lanes, all finite.
  init(count: Int, width: Int, row: (Int) -> [Lane]) {
    var (scales, lanes): ([Float], [ByteLane]) = ([], [])
    scales.reserveCapacity(count)
    lanes.reserveCapacity(count * width)
    for number in 0..<count {
      let row = row(number)
      let scale = row.reduce(Float(0)) { max($0, $1.max(), -$1.min()) } / 127
      scales.append(scale)
      for lane in row {
        let parts = scale > 0 ? (lane / scale).rounded(.toNearestOrEven) : Lane()
        lanes.append(ByteLane(truncatingIfNeeded: SIMD8<Int32>(parts)))
      }
    }
    self.width = width
    self.scales = NumberRun(scales)
    self.lanes = NumberRun(lanes)
  }

  /// Adds `values[k]` times row `ids[k]` to `sums`, for every `k`; the sums have as many lanes as a row.
  func add(_ ids: [Int32], _ values: [Float], to sums: inout [Lane]) {
    precondition(ids.count == values.count && sums.count == width, "rows and sums do not fit")
    let factors = zip(ids, values).map { scales[Int($0)] * $1 }
    // Every id has a scale, as was just seen, and as many lanes as every other row.
    unsafe lanes.withPointer { lanes in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        guard let sums = sums.baseAddress else { return }
        var k = 0
        // Two rows at a time: sums are fetched and stored once for both.
        while k + 2 <= ids.count {
          let (a, b) = unsafe (lanes + Int(ids[k]) * width, lanes + Int(ids[k + 1]) * width)
          unsafe Self.add(a, factors[k], b, factors[k + 1], to: sums, width: width)
          k += 2
        }
        if k < ids.count {
          let row = unsafe lanes + Int(ids[k]) * width
          unsafe Self.add(row, factors[k], row, 0, to: sums, width: width)
        }
      }
    }
  }

  /// Adds two rows, each times its factor; rows and sums have `width` lanes.
  private static func add(
    _ a: UnsafePointer<ByteLane>,
    _ factorA: Float,
    _ b: UnsafePointer<ByteLane>,
    _ factorB: Float,
    to sums: UnsafeMutablePointer<Lane>,
    width: Int
  ) {
    let (factorA, factorB) = (Lane(repeating: factorA), Lane(repeating: factorB))
    for i in 0..<width {
      unsafe sums[i] += widened(a[i]) * factorA + widened(b[i]) * factorB
    }
  }

  @inline(__always)
  private static func widened(_ lane: ByteLane) -> Lane {
    Lane(SIMD8<Int32>(truncatingIfNeeded: lane))
  }

  func write(to writer: inout ModelWriter) {
    writer.writeAll(counted: scales)
    writer.writeAll(counted: lanes)
  }

  /// Reads `count` rows of `width` lanes.
  init(from reader: inout ModelReader, count: Int, width: Int) throws(ModelError) {
    self.width = width
    scales = try reader.counted(Float.self, count: count)
    lanes = try reader.counted(ByteLane.self, count: count * width)
    guard scales.allSatisfy(\.isFinite) else { throw .damaged }
  }
}
