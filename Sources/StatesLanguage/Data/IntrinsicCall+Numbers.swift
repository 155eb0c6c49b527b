internal import Ground

extension IntrinsicCall {
  func sum() throws(StateFailure) -> JSON {
    let (sum, overflows) = try whole(0).addingReportingOverflow(try whole(1))
    guard !overflows else { throw failure("the sum is out of range") }
    return .integer(sum)
  }

  /// A whole number from the first up to, not including, the second; the same for the same seed.
  func random(drawing generator: inout SeededGenerator) throws(StateFailure) -> JSON {
    let (start, end) = (try whole(0), try whole(1))
    let (width, overflows) = end.subtractingReportingOverflow(start)
    guard width > 0, !overflows else { throw failure("argument 2 must be above argument 1") }
    if values.count == 3 {
      var seeded = SeededGenerator(seed: UInt64(bitPattern: Int64(try whole(2))))
      return .integer(start + seeded.below(width))
    }
    return .integer(start + generator.below(width))
  }

  /// A random UUID (RFC 9562, version 4).
  static func uuid(drawing generator: inout SeededGenerator) -> String {
    let high = generator.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for (index, half) in [high, low].enumerated() {
      for place in 0..<16 {
        let isGroupStart = index == 0 ? place == 8 || place == 12 : place == 0 || place == 4
        if isGroupStart { text.append(UInt8(ascii: "-")) }
        text.append(digits[Int(half >> UInt64(60 - 4 * place) & 0xF)])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
