extension NibbleRows {
  /// The rows that are added up at once, with what each counts.
  struct Batch {
    /// By row and sixteen blocks, the steps of the blocks times the factor of the row, as whole numbers of at most eight
    /// bits.
    private var times: [SIMD16<UInt16>]
    /// How many sixteens a row has: one number for each block, and zeros behind them.
    private let width: Int

    init(rows: Int, steps width: Int) {
      times = [SIMD16<UInt16>](repeating: SIMD16(), count: rows * width)
      self.width = width
    }

    /// Settles what each block of some rows counts.
    ///
    /// - Parameters:
    ///   - rows: where they begin.
    ///   - factors: what each counts; none above `greatest`, which is above 0.
    ///   - bytes: those of all rows there are, from the steps of the first on.
    mutating func weigh(
      _ rows: ArraySlice<Int>,
      _ factors: ArraySlice<Float>,
      upTo greatest: Float,
      steps bytes: UnsafePointer<Bytes>
    ) {
      // There is room for as many rows as are added up at once.
      unsafe times.withUnsafeMutableBufferPointer { times in
        var place = 0
        for (row, factor) in zip(rows, factors) {
          let factor = factor / greatest
          for sixteen in 0..<width {
            unsafe times[place] = Self.products(bytes[row &+ sixteen], factor)
            place &+= 1
          }
        }
      }
    }

    @inline(__always)
    private static func products(_ steps: Bytes, _ factor: Float) -> SIMD16<UInt16> {
      var products = SIMD16<UInt16>()
      for place in 0..<16 {
        // To add 1.5 · 2^23 rounds to a whole number, see ``Lanes/exp(_:)``; whatever a damaged file says, no more than
        // eight bits.
        let bits = (Float(steps[place]) * factor + 12_582_912).bitPattern
        products[place] = UInt16(truncatingIfNeeded: bits & 0xFF)
      }
      return products
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
      _ rows: ArraySlice<Int>
    ) -> (lower: Sum, upper: Sum, zero: Int32) {
      // Two bytes at a time: the lower and the upper four bits of the even ones, then those of the odd ones.
      var (lower, upper, zero) = (Sum(), Sum(), Int32(0))
      unsafe times.withUnsafeBytes { times in
        let times = unsafe times.bindMemory(to: UInt16.self)
        var place = block
        for row in rows {
          let start = unsafe UnsafeRawPointer(bytes + (row &+ block))
          let (own, factor) = unsafe (start.load(as: SIMD8<UInt16>.self), times[place])
          place &+= width &* 16
          zero &+= Int32(factor)
          lower.even &+= (own & 0xF) &* factor
          upper.even &+= ((own &>> 4) & 0xF) &* factor
          lower.odd &+= ((own &>> 8) & 0xF) &* factor
          upper.odd &+= (own &>> 12) &* factor
        }
      }
      return (lower, upper, zero &* 8)
    }
  }

  /// Sixteen whole numbers, those at even places apart from those at odd ones.
  struct Sum {
    var even = SIMD8<UInt16>()
    var odd = SIMD8<UInt16>()

    /// The numbers in their order, less `zero`, times a factor.
    @inline(__always)
    func numbers(times factor: Float, zero: Int32) -> SIMD16<Float> {
      var numbers = SIMD16<Float>()
      numbers.evenHalf = Self.floats(even, zero) * factor
      numbers.oddHalf = Self.floats(odd, zero) * factor
      return numbers
    }

    /// Whole numbers less `zero`: one below 2^23 in the lower bits of 2^23 is a float that is so much higher.
    @inline(__always)
    private static func floats(_ numbers: SIMD8<UInt16>, _ zero: Int32) -> Lane {
      var bits = SIMD16<UInt16>(repeating: 0x4B00)
      bits.evenHalf = numbers
      return unsafe unsafeBitCast(bits, to: Lane.self) - (8_388_608 + Float(zero))
    }
  }
}
