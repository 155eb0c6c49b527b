extension NibbleRows {
  /// The rows that are added up at once, with what each counts.
  struct Batch {
    /// By row and block, the step of the block times the factor of the row, as a whole number of at most eight bits.
    private var times: [UInt16]
    /// How many steps a row has: one for each block, and zeros up to a multiple of 16.
    private let steps: Int

    init(rows: Int, steps: Int) {
      times = [UInt16](repeating: 0, count: rows * steps)
      self.steps = steps
    }

    /// Settles what each block of a row counts, by its steps and a factor from 0 to 1.
    mutating func weigh(_ row: Int, _ steps: UnsafePointer<UInt8>, factor: Float) {
      unsafe times.withUnsafeMutableBufferPointer { times in
        guard let times = times.baseAddress else { return }
        let own = unsafe times + row * self.steps
        for block in 0..<self.steps {
          // Whatever a damaged file says, no more than eight bits.
          unsafe own[block] =
            UInt16(truncatingIfNeeded: Self.wholeNumber(Float(steps[block]) * factor)) & 0xFF
        }
      }
    }

    /// The sums of one block over the rows, as whole numbers that are `zero` too high.
    ///
    /// - Parameters:
    ///   - bytes: those of all rows there are.
    ///   - rows: where each of these begins.
    @inline(__always)
    func sum(
      of block: Int,
      _ bytes: UnsafePointer<Bytes>,
      _ rows: [Int]
    ) -> (lower: SIMD16<UInt16>, upper: SIMD16<UInt16>, zero: Int32) {
      // Two bytes at a time: the lower and the upper four bits of the even ones, then those of the odd ones.
      var (even, evenUpper) = (SIMD8<UInt16>(), SIMD8<UInt16>())
      var (odd, oddUpper) = (SIMD8<UInt16>(), SIMD8<UInt16>())
      var zero: Int32 = 0
      unsafe times.withUnsafeBufferPointer { times in
        var place = block
        for row in rows {
          let start = unsafe UnsafeRawPointer(bytes + (row &+ block))
          let (own, factor) = unsafe (start.load(as: SIMD8<UInt16>.self), times[place])
          place &+= steps
          zero &+= Int32(factor)
          even &+= (own & 0xF) &* factor
          evenUpper &+= ((own &>> 4) & 0xF) &* factor
          odd &+= ((own &>> 8) & 0xF) &* factor
          oddUpper &+= (own &>> 12) &* factor
        }
      }
      var (lower, upper) = (SIMD16<UInt16>(), SIMD16<UInt16>())
      (lower.evenHalf, lower.oddHalf) = (even, odd)
      (upper.evenHalf, upper.oddHalf) = (evenUpper, oddUpper)
      return (lower, upper, zero &* 8)
    }

    /// The nearest whole number, for numbers of less than 22 bits; never traps, see ``Lanes/exp(_:)``.
    @inline(__always)
    private static func wholeNumber(_ number: Float) -> UInt32 {
      (number + 12_582_912).bitPattern &- 0x4B40_0000
    }
  }
}
