/// The characters that one place of a regular expression takes.
struct ScalarSet: Sendable {
  var ranges: [ClosedRange<UInt32>] = []
  var isNegated = false
  /// Whether upper and lower case are the same.
  var ignoresCase = false

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    var isIn = holds(scalar.value)
    if ignoresCase, !isIn {
      isIn =
        holds(Self.single(scalar.properties.lowercaseMapping) ?? scalar.value)
        || holds(Self.single(scalar.properties.uppercaseMapping) ?? scalar.value)
    }
    return isIn != isNegated
  }

  private func holds(_ value: UInt32) -> Bool { ranges.contains { $0.contains(value) } }

  /// The scalar of a mapping to one.
  private static func single(_ text: String) -> UInt32? {
    let scalars = text.unicodeScalars
    return scalars.count == 1 ? scalars.first?.value : nil
  }

  /// What `\d`, `\w` or `\s` stands for, ASCII only as in Java; nil for another letter.
  static func named(_ letter: UInt8) -> [ClosedRange<UInt32>]? {
    switch letter {
    case UInt8(ascii: "d"): [0x30...0x39]
    case UInt8(ascii: "w"): [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
    case UInt8(ascii: "s"): [0x09...0x0D, 0x20...0x20]
    default: nil
    }
  }

  /// Everything that is in none of the ranges.
  static func complement(of ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
      next = max(next, range.upperBound + 1)
    }
    if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
    return gaps
  }

  /// The line ends that `.` does not take.
  static let lineEnds: [ClosedRange<UInt32>] = [
    0x0A...0x0A, 0x0D...0x0D, 0x85...0x85, 0x2028...0x2029,
  ]
}
