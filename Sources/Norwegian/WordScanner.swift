/// Finds words, numbers and emoji in a stretch of bytes without addresses.
struct WordScanner {
  let bytes: [UInt8]
  /// The text of the word being read; its buffer is kept from word to word.
  var text: [UInt8] = []
  /// Where in `text` the part after the last joining mark begins.
  private(set) var part = 0
  private(set) var hasLetter = false
  private var start = 0
  private var end = 0
  /// The last letter read and how many times in a row it came.
  private var last: UInt32 = 0
  private var repeats = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
    text.reserveCapacity(64)
  }

  /// Appends the tokens of `range`, whose bounds must be inside the bytes.
  mutating func scan(_ range: Range<Int>, into tokens: inout [Token]) {
    var index = range.lowerBound
    while index < range.upperBound {
      if let letter = plainLetter(at: index) {
        add(letter, from: index, until: index + 1)
        index += 1
        continue
      }
      let scalar = UTF8Scalar(bytes, at: index)
      let next = index + scalar.length
      switch CharacterClass(scalar.value) {
      case .letter:
        index = take(letter: scalar.value, at: index, until: next)
        continue
      case .digit:
        take(digit: bytes[index], at: index)
      case .mark where !text.isEmpty && !Normaliser.marks.contains(scalar.value):
        index = take(letter: scalar.value, at: index, until: next)
        continue
      case .invisible, .mark:
        break
      case .apostrophe, .hyphen, .point:
        if !join(at: index, before: next..<range.upperBound) { finish(into: &tokens) }
      case .separator:
        finish(into: &tokens)
      case .emoji:
        finish(into: &tokens)
        index = takeEmoji(index..<range.upperBound, into: &tokens)
        continue
      }
      index = next
    }
    finish(into: &tokens)
  }

  /// The letter of ASCII at `index` in lower case, where no mark follows it: what nearly all of a message is, and needs
  /// no more than to be added.
  private func plainLetter(at index: Int) -> UInt32? {
    let lower = bytes[index] | 0x20
    guard lower >= UInt8(ascii: "a"), lower <= UInt8(ascii: "z"), !mayBeMark(at: index + 1) else {
      return nil
    }
    return UInt32(lower)
  }

  /// Whether U+0300 to U+036F may begin at `index`: they begin with one of two bytes.
  private func mayBeMark(at index: Int) -> Bool {
    index < bytes.count && (bytes[index] == 0xCC || bytes[index] == 0xCD)
  }

  /// Adds a letter with the marks that follow it, and says where the next scalar begins.
  private mutating func take(letter: UInt32, at index: Int, until next: Int) -> Int {
    var (lower, next) = (Normaliser.lowercased(letter), next)
    while mayBeMark(at: next) {
      let mark = UTF8Scalar(bytes, at: next)
      guard Normaliser.marks.contains(mark.value) else { break }
      lower = Normaliser.composed(lower, with: mark.value) ?? lower
      next += mark.length
    }
    // A lost first letter counts only where a word follows: else any noise would be a word.
    if text.isEmpty, lower == UTF8Scalar.replacement, !isLetter(at: next) { return next }
    add(lower, from: index, until: next)
    return next
  }

  /// Adds a letter in lower case, which takes the bytes from `index` until `next`.
  @inline(__always)
  private mutating func add(_ lower: UInt32, from index: Int, until next: Int) {
    if text.isEmpty { start = index }
    (end, hasLetter) = (next, true)
    repeats = lower == last ? repeats + 1 : 1
    last = lower
    guard text.count + 4 <= Tokeniser.longestText else { return }
    if repeats < 3 { text.append(scalar: lower) }
    if repeats == 3 && Self.isVowel(lower) { text.removeLast(lower < 0x80 ? 1 : 2) }
  }

  /// Begins a part after a joining mark; letters repeated across the mark are no repetition.
  mutating func beginPart() { (part, last, repeats) = (text.count, 0, 0) }

  private func isLetter(at index: Int) -> Bool {
    index < bytes.count && CharacterClass(UInt32(bytes[index])) == .letter
  }

  private mutating func take(digit: UInt8, at index: Int) {
    if text.isEmpty { start = index }
    end = index + 1
    (last, repeats) = (0, 0)
    if text.count + 4 <= Tokeniser.longestText { text.append(digit) }
  }

  private mutating func finish(into tokens: inout [Token]) {
    guard !text.isEmpty else { return }
    let kind: Token.Kind = hasLetter ? .word : .number
    tokens.append(
      Token(text: String(decoding: text, as: UTF8.self), range: start..<end, kind: kind)
    )
    text.removeAll(keepingCapacity: true)
    (hasLetter, last, repeats, part) = (false, 0, 0, 0)
  }

  private static func isVowel(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79, 0xE5, 0xE6, 0xF8: true
    default: false
    }
  }
}
