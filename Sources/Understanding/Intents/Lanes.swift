/// Eight numbers that are worked on at once.
typealias Lane = SIMD8<Float>

/// The inner loops of the recogniser, over rows of a matrix that lie one after the other.
///
/// They work on pointers since a bounds check on every one of some billion accesses would cost more than the
/// arithmetic; each states what its caller guarantees. The order of additions is fixed, so results are bit-equal.
enum Lanes {
  /// How many lanes hold `count` numbers.
  static func needed(for count: Int) -> Int { (count + 7) / 8 }

  /// Adds `values[k]` times row `ids[k]` to `sums`, for every `k`; rows have as many lanes as the sums.
  static func add(_ rows: [Lane], _ ids: [Int32], _ values: [Float], to sums: inout [Lane]) {
    let width = sums.count
    precondition(ids.count == values.count, "each feature needs a value")
    // Ids come from the table that the rows were made for, so that every row is there.
    unsafe rows.withUnsafeBufferPointer { rows in
      unsafe ids.withUnsafeBufferPointer { ids in
        unsafe values.withUnsafeBufferPointer { values in
          unsafe sums.withUnsafeMutableBufferPointer { sums in
            guard let rows = rows.baseAddress, let sums = sums.baseAddress else { return }
            unsafe add(rows, ids, values, to: sums, width: width)
          }
        }
      }
    }
  }

  /// Adds `values[k]` times row `ids[k]` to `sums`, for every `k`.
  ///
  /// Every id is below the number of rows, `ids` and `values` are of one length, `sums` has `width` lanes.
  private static func add(
    _ rows: UnsafePointer<Lane>,
    _ ids: UnsafeBufferPointer<Int32>,
    _ values: UnsafeBufferPointer<Float>,
    to sums: UnsafeMutablePointer<Lane>,
    width: Int
  ) {
    var k = 0
    while k + 4 <= ids.count {
      let four = unsafe SIMD4(ids[k], ids[k + 1], ids[k + 2], ids[k + 3])
      let times = unsafe SIMD4(values[k], values[k + 1], values[k + 2], values[k + 3])
      unsafe add(four, of: rows, times: times, to: sums, width: width)
      k += 4
    }
    while k < ids.count {
      unsafe add(ids[k], of: rows, times: values[k], to: sums, width: width)
      k += 1
    }
  }

  /// Adds row `k` times unit `k` to `sums`, for every unit above 0; rows have as many lanes as the sums.
  static func add(_ rows: [Lane], timesActive units: ArraySlice<Lane>, to sums: inout [Lane]) {
    let width = sums.count
    precondition(rows.count == units.count * 8 * width, "each unit needs a row")
    unsafe rows.withUnsafeBufferPointer { rows in
      unsafe units.withUnsafeBytes { units in
        unsafe sums.withUnsafeMutableBufferPointer { sums in
          guard let rows = rows.baseAddress, let sums = sums.baseAddress else { return }
          let units = unsafe units.bindMemory(to: Float.self)
          var (active, values, count) = (SIMD4<Int32>(), SIMD4<Float>(), 0)
          for number in units.indices where unsafe units[number] > 0 {
            active[count] = Int32(truncatingIfNeeded: number)
            values[count] = unsafe units[number]
            count += 1
            guard count == 4 else { continue }
            unsafe add(active, of: rows, times: values, to: sums, width: width)
            count = 0
          }
          for place in 0..<count {
            unsafe add(active[place], of: rows, times: values[place], to: sums, width: width)
          }
        }
      }
    }
  }

  /// Adds four rows at a time, which keeps the sums in a register four times as long.
  @inline(__always)
  private static func add(
    _ ids: SIMD4<Int32>,
    of rows: UnsafePointer<Lane>,
    times values: SIMD4<Float>,
    to sums: UnsafeMutablePointer<Lane>,
    width: Int
  ) {
    let (a, b) = unsafe (rows + Int(ids[0]) * width, rows + Int(ids[1]) * width)
    let (c, d) = unsafe (rows + Int(ids[2]) * width, rows + Int(ids[3]) * width)
    let (va, vb) = (Lane(repeating: values[0]), Lane(repeating: values[1]))
    let (vc, vd) = (Lane(repeating: values[2]), Lane(repeating: values[3]))
    for i in 0..<width {
      unsafe sums[i] += (a[i] * va + b[i] * vb) + (c[i] * vc + d[i] * vd)
    }
  }

  @inline(__always)
  private static func add(
    _ id: Int32,
    of rows: UnsafePointer<Lane>,
    times value: Float,
    to sums: UnsafeMutablePointer<Lane>,
    width: Int
  ) {
    let row = unsafe rows + Int(id) * width
    let value = Lane(repeating: value)
    for i in 0..<width { unsafe sums[i] += row[i] * value }
  }

  /// Adds `change` times `values[k]` to row `ids[k]`, for every `k`; rows have as many lanes as the change.
  static func spread(
    _ change: [Lane],
    times values: [Float],
    over ids: [Int32],
    of rows: inout [Lane]
  ) {
    let width = change.count
    precondition(ids.count == values.count, "each feature needs a value")
    // Ids come from the table that the rows were made for, so that every row is there.
    unsafe change.withUnsafeBufferPointer { change in
      unsafe rows.withUnsafeMutableBufferPointer { rows in
        guard let change = change.baseAddress, let rows = rows.baseAddress else { return }
        for k in ids.indices {
          let row = unsafe rows + Int(ids[k]) * width
          unsafe subtract(change, times: -values[k], from: row, width: width)
        }
      }
    }
  }

  /// Subtracts `factor` times `change` from a row; both have `width` lanes.
  @inline(__always)
  static func subtract(
    _ change: UnsafePointer<Lane>,
    times factor: Float,
    from row: UnsafeMutablePointer<Lane>,
    width: Int
  ) {
    let factor = Lane(repeating: factor)
    for i in 0..<width { unsafe row[i] -= change[i] * factor }
  }

  /// e to the power of each number, to about 6 digits; numbers below -87 give 0.
  ///
  /// A polynomial (Cephes' `expf`) instead of the C library's: the same bits on every machine, and eight at once.
  @inline(__always)
  static func exp(_ x: Lane) -> Lane {
    // The library's `clamped` is a call for each bound.
    var clamped = x
    clamped.replace(with: Lane(repeating: -87), where: x .< -87)
    clamped.replace(with: Lane(repeating: 88), where: x .> 88)
    // Adding 1.5 · 2^23 rounds to a whole number, which then is in the lowest bits, in one instruction of any x86-64;
    // what the library has for it works on one number at a time.
    let shifted = clamped * 1.442_695_04 + 12_582_912
    let power = shifted - 12_582_912
    let r = clamped - power * 0.693_359_375 + power * 2.121_944_4e-4
    var y = r * 1.987_569_15e-4 + 1.398_199_95e-3
    y = y * r + 8.333_451_9e-3
    y = y * r + 4.166_579_6e-2
    y = y * r + 1.666_666_55e-1
    y = y * r + 0.5
    y = y * r * r + r + 1
    let whole = unsafe unsafeBitCast(shifted, to: SIMD8<Int32>.self) &- 0x4B40_0000
    return (y * Lane(bitPattern: (whole &+ 127) &<< 23)).replacing(
      with: Lane(),
      where: x .< Lane(repeating: -87)
    )
  }
}

extension SIMD8 where Scalar == Float {
  /// Numbers whose bits are given.
  fileprivate init(bitPattern bits: SIMD8<Int32>) {
    self = unsafe unsafeBitCast(bits, to: Self.self)
  }
}
