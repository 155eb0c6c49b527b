/// UTF-16 code units, the measure in which the reference parser counts columns and labels.
typealias CodeUnits = [UInt16]

/// The code units that mean something in the two formats.
enum Unit {
  static let newline = UInt16(0x0A)
  static let tab = UInt16(0x09)
  static let space = UInt16(0x20)
  static let quote = UInt16(0x22)
  static let hash = UInt16(0x23)
  static let dollar = UInt16(0x24)
  static let apostrophe = UInt16(0x27)
  static let openParenthesis = UInt16(0x28)
  static let closeParenthesis = UInt16(0x29)
  static let star = UInt16(0x2A)
  static let plus = UInt16(0x2B)
  static let comma = UInt16(0x2C)
  static let dash = UInt16(0x2D)
  static let slash = UInt16(0x2F)
  static let colon = UInt16(0x3A)
  static let semicolon = UInt16(0x3B)
  static let less = UInt16(0x3C)
  static let equals = UInt16(0x3D)
  static let greater = UInt16(0x3E)
  static let question = UInt16(0x3F)
  static let at = UInt16(0x40)
  static let openBracket = UInt16(0x5B)
  static let backslash = UInt16(0x5C)
  static let closeBracket = UInt16(0x5D)
  static let backtick = UInt16(0x60)
  static let openBrace = UInt16(0x7B)
  static let bar = UInt16(0x7C)
  static let closeBrace = UInt16(0x7D)
  static let nonBreakingSpace = UInt16(0xA0)
  static let byteOrderMark = UInt16(0xFEFF)
}

extension UInt16 {
  /// Whether the grammar skips it between tokens: space, tab, U+00A0 and U+FEFF, and no other.
  var isBlank: Bool {
    self == Unit.space || self == Unit.tab || self == Unit.nonBreakingSpace
      || self == Unit.byteOrderMark
  }

  /// Whether the ends of a text are trimmed of it: everything that ECMAScript calls white space.
  var isTrimmed: Bool {
    switch self {
    case 0x09...0x0D, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
      0xFEFF:
      true
    default: false
    }
  }

  /// Whether it starts a list item.
  var isItemMark: Bool { self == Unit.dash || self == Unit.star || self == Unit.plus }
}

extension ArraySlice<UInt16> {
  /// Without white space at both ends.
  var trimmed: ArraySlice<UInt16> { trimmedStart.trimmedEnd }

  var trimmedStart: ArraySlice<UInt16> { drop(while: \.isTrimmed) }

  var trimmedEnd: ArraySlice<UInt16> {
    var end = endIndex
    while end > startIndex, self[end - 1].isTrimmed { end -= 1 }
    return self[startIndex..<end]
  }

  /// The text; a lone surrogate becomes U+FFFD.
  var text: String { String(decoding: self, as: UTF16.self) }

  /// The parts between separators, each trimmed, empty ones left out.
  func list(separatedBy isSeparator: (UInt16) -> Bool) -> [String] {
    split(whereSeparator: isSeparator).map(\.trimmed).filter { !$0.isEmpty }.map(\.text)
  }
}

extension CodeUnits {
  init(_ text: String) { self = Array(text.utf16) }

  /// The text; a lone surrogate becomes U+FFFD.
  var text: String { self[...].text }
}

extension String {
  /// Without white space at both ends, as ECMAScript's `trim` leaves it.
  var trimmed: String { CodeUnits(self)[...].trimmed.text }

  /// The parts between commas and semicolons, each trimmed, empty ones left out.
  var listed: [String] {
    CodeUnits(self)[...].list { $0 == Unit.comma || $0 == Unit.semicolon }
  }

  /// Without any quotation marks.
  var unquoted: String { filter { $0 != "'" && $0 != "\"" } }
}
