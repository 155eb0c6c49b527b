extension WordScanner {
  /// Appends the emoji that `range` begins with, and says where the next scalar begins.
  ///
  /// One emoji is a scalar with its variation selectors, skin tones and tags, all that zero-width
  /// joiners tie to it, or two regional indicators. Its text leaves out selectors and skin tones: a
  /// thumb is a thumb.
  func takeEmoji(_ range: Range<Int>, into tokens: inout [Token]) -> Int {
    let first = UTF8Scalar(bytes, at: range.lowerBound)
    var text: [UInt8] = []
    text.append(scalar: first.value)
    var end = range.lowerBound + first.length
    var wantsPartner = Self.isRegionalIndicator(first.value)
    var isJoined = false
    while end < range.upperBound {
      let scalar = UTF8Scalar(bytes, at: end)
      switch scalar.value {
      case 0xFE0F, 0x1F3FB...0x1F3FF, 0xE0020...0xE007F:
        break
      case 0x200D:
        isJoined = true
      case let value where isJoined && CharacterClass(value) == .emoji:
        append(value, joined: true, to: &text)
        isJoined = false
      case let value where wantsPartner && Self.isRegionalIndicator(value):
        append(value, joined: false, to: &text)
        wantsPartner = false
      default:
        tokens.append(emoji(text, range.lowerBound..<end))
        return end
      }
      end += scalar.length
    }
    tokens.append(emoji(text, range.lowerBound..<end))
    return end
  }

  private func append(_ scalar: UInt32, joined: Bool, to text: inout [UInt8]) {
    guard text.count + 8 <= Tokeniser.longestText else { return }
    if joined { text.append(scalar: 0x200D) }
    text.append(scalar: scalar)
  }

  private func emoji(_ text: [UInt8], _ range: Range<Int>) -> Token {
    Token(text: String(decoding: text, as: UTF8.self), range: range, kind: .emoji)
  }

  private static func isRegionalIndicator(_ scalar: UInt32) -> Bool {
    (0x1F1E6...0x1F1FF).contains(scalar)
  }
}
