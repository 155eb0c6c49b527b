extension WordScanner {
  /// Whether the apostrophe, hyphen or point at `index` joins what stands on its two sides; if so,
  /// it is taken in.
  mutating func join(at index: Int, before rest: Range<Int>) -> Bool {
    guard !text.isEmpty, !rest.isEmpty else { return false }
    let following = CharacterClass(UTF8Scalar(bytes, at: rest.lowerBound).value)
    let isJoined: Bool
    switch bytes[index] {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"):
      if !hasLetter && following == .digit && text.count < Tokeniser.longestText {
        text.append(bytes[index])
        return true
      }
      isJoined = joins(point: bytes[index], before: rest, following)
    case UInt8(ascii: "-"),
      0xE2 where isHyphen(at: index):
      isJoined = joins(hyphenBefore: rest, following)
    default:
      isJoined = following == .letter
    }
    if isJoined { beginPart() }
    return isJoined
  }

  private func isHyphen(at index: Int) -> Bool {
    CharacterClass(UTF8Scalar(bytes, at: index).value) == .hyphen
  }

  private func joins(point: UInt8, before rest: Range<Int>, _ following: CharacterClass) -> Bool {
    switch point {
    case UInt8(ascii: "."): following == .letter && isOneLetter
    case UInt8(ascii: ":"): following == .letter && hasLetter && isEnding(rest)
    default: false
    }
  }

  private func joins(hyphenBefore rest: Range<Int>, _ following: CharacterClass) -> Bool {
    switch following {
    case .letter: isOneLetter || Self.firstParts.contains(Array(text[part...])) || isEnding(rest)
    case .digit: isOneLetter
    default: false
    }
  }

  /// Whether the part so far is a single letter, ASCII or of two bytes as æ, ø and å are.
  private var isOneLetter: Bool {
    let count = text.count - part
    return hasLetter && (count == 1 || (count == 2 && text[part] >= 0x80))
  }

  /// Whether the rest begins with an ending and nothing more of a word.
  private func isEnding(_ rest: Range<Int>) -> Bool {
    var letters: [UInt8] = []
    for index in rest {
      let byte = bytes[index]
      guard byte < 0x80 else { return false }
      let characterClass = CharacterClass(UInt32(byte))
      if characterClass == .digit { return false }
      guard characterClass == .letter else { break }
      guard letters.count < 4 else { return false }
      letters.append(byte | 0x20)
    }
    return Self.endings.contains(letters)
  }

  /// First parts that people write with a hyphen, without one, or as a word of their own.
  private static let firstParts = Set(
    ["to", "tre", "wi", "re", "co", "ikke", "ikkje", "pre", "un"].map { Array($0.utf8) }
  )

  /// Endings of Bokmål, Nynorsk and English abbreviations, and English particles (`log-in`).
  private static let endings = Set(
    [
      "a", "ane", "ar", "e", "en", "ene", "ens", "er", "es", "et", "ets", "n", "ne", "s", "t",
      "in", "off", "on", "out", "up",
    ].map { Array($0.utf8) }
  )
}
