/// Finds identity, account and card numbers, however their digits are grouped.
///
/// Digits of any script count. Blanks, line breaks, dots, dashes and slashes may stand between them; invisible
/// characters and enclosing marks (keycaps) are as if they were not there. A number begins and ends where a
/// group does: eleven digits inside a longer run are no identity number.
struct SecretNumbers {
  /// A digit with its place and what stands before it.
  struct Digit {
    var value: UInt8
    var range: Range<Int>
    /// Whether it begins a group.
    var beginsGroup: Bool
    /// Whether only a single full stop stands between it and the digit before.
    var followsDot: Bool
  }

  static func find(in text: String) -> [Secret] {
    guard mayFind(in: text.utf8) else { return [] }
    var finder = SecretNumbers()
    for scalar in text.unicodeScalars { finder.take(scalar) }
    finder.search(keeping: 0)
    return finder.secrets
  }

  /// Whether there are as many digits as the shortest number has, told by the bytes alone.
  ///
  /// Whatever is neither ASCII nor a letter such as «å», whose first byte is 0xC3, may be a digit of some script.
  private static func mayFind(in bytes: String.UTF8View) -> Bool {
    var digits = 0
    for byte in bytes where byte < 0x80 ? (0x30...0x39).contains(byte) : byte > 0xC1 && byte != 0xC3
    {
      digits += 1
    }
    return digits >= fewestDigits
  }

  private var secrets: [Secret] = []
  /// The digits since the last break; cut when long, so that memory stays bounded.
  private var chain: [Digit] = []
  private var offset = 0
  private var separators = 0
  private var lastSeparator: Unicode.Scalar = " "
  /// The last letters and signs before the chain, which may say what it is.
  private var context = Context()
  private var chainContext = Context()

  private static let longestGap = 5
  private static let longestChain = 4096
  /// No number has fewer or more digits.
  private static let fewestDigits = 11
  static let mostDigits = 19

  private mutating func take(_ scalar: Unicode.Scalar) {
    let width = UTF8.width(scalar)
    defer { offset += width }
    let value = scalar.value
    if value >= 0x30, value <= 0x39 { return append(UInt8(value - 0x30), width) }
    if value < 0x80 {
      if Self.isSeparator(value) { return separate(scalar) }
      return end(scalar)
    }
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint { return }
    if (0x300...0x36F).contains(value) || (0x20D0...0x20FF).contains(value) { return }
    if let digit = Self.digit(properties) { return append(digit, width) }
    if properties.isWhitespace || properties.generalCategory == .dashPunctuation
      || value == 0xB7 || value == 0x2022 || value == 0x2044
    {
      return separate(scalar)
    }
    end(scalar)
  }

  /// A decimal digit of any script, or one in a circle, raised or lowered.
  private static func digit(_ properties: Unicode.Scalar.Properties) -> UInt8? {
    guard properties.numericType == .decimal || properties.numericType == .digit,
      let value = properties.numericValue, (0...9).contains(value)
    else { return nil }
    return UInt8(value)
  }

  /// Control codes and blanks, and `. - / _ ' | \ *`.
  private static func isSeparator(_ value: UInt32) -> Bool {
    switch value {
    case 0...0x20, 0x7F, 0x2E, 0x2D, 0x2F, 0x5F, 0x27, 0x7C, 0x5C, 0x2A: true
    default: false
    }
  }

  private mutating func append(_ value: UInt8, _ width: Int) {
    if chain.isEmpty { chainContext = context }
    chain.append(
      Digit(
        value: value,
        range: offset..<offset + width,
        beginsGroup: chain.isEmpty || separators > 0,
        followsDot: separators == 1 && lastSeparator == "."
      )
    )
    separators = 0
    if chain.count >= Self.longestChain { search(keeping: Self.mostDigits) }
  }

  private mutating func separate(_ scalar: Unicode.Scalar) {
    if chain.isEmpty {
      context.take(scalar)
      return
    }
    separators += 1
    lastSeparator = scalar
    if separators > Self.longestGap { end(scalar) }
  }

  private mutating func end(_ scalar: Unicode.Scalar) {
    // Commas, colons and brackets separate the two halves of an identity number and nothing else.
    if chain.count >= 6, ",:;()[]\"+".unicodeScalars.contains(scalar), isDate(endingAt: chain.count)
    {
      return separateHalves(scalar)
    }
    if !chain.isEmpty { search(keeping: 0) }
    separators = 0
    context.take(scalar)
  }

  private mutating func separateHalves(_ scalar: Unicode.Scalar) {
    separators += 1
    lastSeparator = scalar
    if separators > Self.longestGap {
      search(keeping: 0)
      separators = 0
    }
  }

  /// Whether the six digits before `index` are a group or groups of their own and may be a date of birth.
  private func isDate(endingAt index: Int) -> Bool {
    let start = index - 6
    return chain[start].beginsGroup
      && SecretNumberShape.isBirthDate(chain[start..<index].map { Int($0.value) })
  }

  /// Looks at every group's beginning in the chain but the last `keeping` digits, which stay for the next search.
  private mutating func search(keeping: Int) {
    let limit = chain.count - keeping
    for start in 0..<limit where chain[start].beginsGroup {
      let end = min(chain.count, start + Self.mostDigits)
      let shape = SecretNumberShape(
        digits: chain[start..<end],
        endsGroup: end == chain.count || chain[end].beginsGroup,
        context: start == 0 ? chainContext : Context()
      )
      guard let (kind, count) = shape.kind() else { continue }
      let range = chain[start].range.lowerBound..<chain[start + count - 1].range.upperBound
      secrets.append(Secret(kind: kind, range: range))
    }
    chain.removeFirst(limit)
    chainContext = Context()
    context = Context()
  }

  /// What stands right before a chain.
  struct Context {
    /// The last eight lower-case ASCII letters directly before, the last one in the lowest byte.
    private var packed: UInt64 = 0
    private(set) var followsPlus = false

    /// Lower-case ASCII letters directly before, at most eight.
    var letters: String {
      let bytes = (0..<8).reversed().map { UInt8(truncatingIfNeeded: packed >> UInt64($0 * 8)) }
      return String(decoding: bytes.drop { $0 == 0 }, as: UTF8.self)
    }

    mutating func take(_ scalar: Unicode.Scalar) {
      followsPlus = scalar == "+"
      let letter = scalar.value | 0x20
      packed = (0x61...0x7A).contains(letter) ? packed << 8 | UInt64(letter) : 0
    }
  }
}
