/// What a scalar means to the tokeniser.
enum CharacterClass: UInt8 {
  case separator, letter, digit, apostrophe, hyphen, point, mark, invisible, emoji

  /// The class of a scalar value.
  init(_ scalar: UInt32) {
    self = scalar < 0x80 ? Self.ascii[Int(scalar)] : Self.beyondASCII(scalar)
  }

  private static let ascii: [CharacterClass] = (0..<128).map { byte in
    switch UInt8(byte) {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case UInt8(ascii: "'"), UInt8(ascii: "`"): .apostrophe
    case UInt8(ascii: "-"): .hyphen
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"): .point
    default: .separator
    }
  }

  private static func beyondASCII(_ scalar: UInt32) -> CharacterClass {
    switch scalar {
    case 0xC0...0x24F: scalar == 0xD7 || scalar == 0xF7 ? .separator : .letter
    case 0xB4, 0x2B9, 0x2BC, 0x2018, 0x2019, 0x2032: .apostrophe
    case 0x300...0x36F: .mark
    case 0x2010, 0x2011: .hyphen
    case 0xAD, 0x61C, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFE00...0xFE0F, 0xFEFF:
      .invisible
    case UTF8Scalar.replacement: .letter
    case 0x80...0xBF: scalar == 0xAA || scalar == 0xB5 || scalar == 0xBA ? .letter : .separator
    default: bySlowPath(scalar)
    }
  }

  private static func bySlowPath(_ scalar: UInt32) -> CharacterClass {
    guard let properties = Unicode.Scalar(scalar)?.properties else { return .separator }
    if scalar >= 0x231A && properties.isEmoji { return .emoji }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .decimalNumber:
      return .letter
    default: return .separator
    }
  }
}
