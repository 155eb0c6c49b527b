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
    // Four rows at a time keep the sums in a register four times as long.
    while k + 4 <= ids.count {
      let (a, b) = unsafe (rows + Int(ids[k]) * width, rows + Int(ids[k + 1]) * width)
      let (c, d) = unsafe (rows + Int(ids[k + 2]) * width, rows + Int(ids[k + 3]) * width)
      let (va, vb) = unsafe (Lane(repeating: values[k]), Lane(repeating: values[k + 1]))
      let (vc, vd) = unsafe (Lane(repeating: values[k + 2]), Lane(repeating: values[k + 3]))
      for i in 0..<width {
        unsafe sums[i] += (a[i] * va + b[i] * vb) + (c[i] * vc + d[i] * vd)
      }
      k += 4
    }
    while k < ids.count {
      let row = unsafe rows + Int(ids[k]) * width
      let value = unsafe Lane(repeating: values[k])
      for i in 0..<width { unsafe sums[i] += row[i] * value }
      k += 1
    }
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
