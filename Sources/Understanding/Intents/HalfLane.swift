/// Eight numbers with the upper sixteen of their thirty-two bits (bfloat16): the range of `Float` and two to three
/// digits, which is what a sum of some hundred rows needs of each.
typealias HalfLane = SIMD8<UInt16>

extension SIMD8 where Scalar == UInt16 {
  /// The nearest numbers, ties to even.
  init(rounding lane: Lane) {
    let bits = unsafe unsafeBitCast(lane, to: SIMD8<UInt32>.self)
    let odd = (bits &>> 16) & 1
    self = HalfLane(truncatingIfNeeded: (bits &+ 0x7FFF &+ odd) &>> 16)
  }

  /// The numbers with zeros for the lower bits.
  var widened: Lane {
    let bits = SIMD8<UInt32>(truncatingIfNeeded: self) &<< 16
    return unsafe unsafeBitCast(bits, to: Lane.self)
  }
}

extension Lanes {
  /// Adds `values[k]` times row `ids[k]` to `sums`, for every `k`; rows have as many lanes as the sums.
  static func add(_ rows: [HalfLane], _ ids: [Int32], _ values: [Float], to sums: inout [Lane]) {
    let width = sums.count
    precondition(ids.count == values.count, "each feature needs a value")
    // Ids come from the table that the rows were made for, so that every row is there.
    unsafe rows.withUnsafeBufferPointer { rows in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        guard let rows = rows.baseAddress, let sums = sums.baseAddress else { return }
        for (id, value) in zip(ids, values) {
          let row = unsafe rows + Int(id) * width
          let value = Lane(repeating: value)
          for i in 0..<width { unsafe sums[i] += row[i].widened * value }
        }
      }
    }
  }
}
