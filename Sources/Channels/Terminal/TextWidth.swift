/// How many columns of a terminal text takes, and where to break it.
package enum TextWidth {
  /// Stand-ins of no width for the escape sequences around bold text (private use area).
  static let boldStart: Character = "\u{E000}"
  static let boldEnd: Character = "\u{E001}"

  /// The columns of one character: 2 for emoji and East Asian wide ones, 0 for marks without width.
  package static func columns(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case ..<0x20, 0x7F, 0x200B...0x200F, 0xFE00...0xFE0F, 0x300...0x36F, 0xE000...0xE001: return 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      let isEmoji = scalar.properties.isEmojiPresentation
      return isEmoji || character.unicodeScalars.contains { $0.value == 0xFE0F } ? 2 : 1
    }
  }

  /// Breaks one paragraph at blanks into lines of at most `width` columns; a longer word is broken.
  ///
  /// Lines after the first begin with `indent` blanks.
  static func wrap(_ paragraph: String, to width: Int, indent: Int = 0) -> [String] {
    let width = max(width, indent + 10)
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in paragraph.split(separator: " ", omittingEmptySubsequences: true) {
      let length = word.reduce(0) { $0 + columns(of: $1) }
      if used > 0, used + (line.last == " " ? 0 : 1) + length > width,
        !line.allSatisfy({ $0 == " " })
      {
        lines.append(line)
        (line, used) = (String(repeating: " ", count: indent), indent)
      }
      if used > 0, line.last != " " { (line, used) = (line + " ", used + 1) }
      for character in word {
        let next = columns(of: character)
        if used + next > width {
          lines.append(line)
          (line, used) = (String(repeating: " ", count: indent), indent)
        }
        line.append(character)
        used += next
      }
    }
    return lines + [line]
  }
}
