/// Reads the value that a word for a password announces, within the same clause.
struct ValueReader {
  let text: SecretText
  let topic: PasswordWords.Topic
  /// Whether the announcing word is in capitals, so that capitals tell nothing.
  let isShouted: Bool
  /// Whether a word for changing stands before: «byttet passord til …».
  var hasChange = false
  /// Whether such a word may be meant, as in «byttte passord til …»; what looks like a word is then left alone.
  var mayHaveChange = false

  private enum Joint { case none, vague, weak, strong }

  init(text: SecretText, topic: PasswordWords.Topic, isShouted: Bool) {
    self.text = text
    self.topic = topic
    self.isShouted = isShouted
  }

  /// The range of the value; nil where none follows.
  func read(from start: Int) -> Range<Int>? {
    var joint = Joint.none
    var cursor = start
    // Enough for «passordet mitt til den nye pc-en på jobb er nå …».
    for step in 0..<12 {
      if let mark = strongMark(at: cursor) {
        joint = .strong
        cursor = mark
      }
      guard let chunk = text.chunk(from: cursor) else {
        // A value may stand on the next line after «passord:».
        guard joint == .strong, let next = nextLine(after: cursor) else { return nil }
        return value(next, joint: joint, isNext: false)
      }
      if let value = value(chunk, joint: joint, isNext: step == 0) { return value }
      let word = bare(chunk)
      let lower = text.lower(word)
      if PasswordWords.joints.contains(lower) {
        joint = .weak
      } else if ["til", "to", "som", "as"].contains(lower), mayHaveChange {
        joint = hasChange ? .weak : .vague
      } else if joint != .none, !PasswordWords.adverbs.contains(lower) {
        return nil
      } else if PasswordWords.clauseWords.contains(lower) {
        return nil
      }
      if endsClause(chunk, word) { return nil }
      cursor = nextStart(chunk, word)
    }
    return nil
  }

  /// The index after «=», «:», «->» and the like, quotes and brackets around it included.
  private func strongMark(at start: Int) -> Int? {
    var cursor = start
    var isFound = false
    while cursor < text.bytes.count, cursor < start + 12 {
      switch text.bytes[cursor] {
      case UInt8(ascii: "="), UInt8(ascii: ":"): isFound = true
      case UInt8(ascii: "-") where isArrow(cursor): isFound = true
      case UInt8(ascii: ">") where isFound: break
      case UInt8(ascii: " "), 0x09: break
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "*"):
        // Quotes after the mark belong to the value.
        if isFound { return cursor }
      default: return isFound ? cursor : nil
      }
      cursor += 1
    }
    return isFound ? cursor : nil
  }

  private func isArrow(_ index: Int) -> Bool {
    guard index + 1 < text.bytes.count else { return false }
    if text.bytes[index + 1] == UInt8(ascii: ">") { return true }
    // A dash with blanks around it.
    return index > 0 && text.isBlank(index - 1) && text.isBlank(index + 1)
  }

  private func nextLine(after start: Int) -> Range<Int>? {
    var cursor = start
    while cursor < text.bytes.count, cursor < start + 8,
      text.isBlank(cursor) || text.isLineEnd(cursor)
    {
      cursor += 1
    }
    return text.chunk(from: cursor)
  }

  /// The chunk without the punctuation and quotes around it.
  private func bare(_ chunk: Range<Int>) -> Range<Int> {
    var (lower, upper) = (chunk.lowerBound, chunk.upperBound)
    while lower < upper, SecretShape.isPunctuation(text.bytes[lower]) { lower += 1 }
    while lower < upper, SecretShape.isPunctuation(text.bytes[upper - 1]) { upper -= 1 }
    return lower..<upper
  }

  /// Whether a full stop, comma or the like ends the clause with the chunk.
  private func endsClause(_ chunk: Range<Int>, _ word: Range<Int>) -> Bool {
    text.bytes[word.upperBound..<chunk.upperBound].contains {
      ".,!?;".utf8.contains($0)
    }
  }

  /// «Passordet(mitt):Sommer» has its colon inside a chunk.
  private func nextStart(_ chunk: Range<Int>, _ word: Range<Int>) -> Int {
    let tail = word.upperBound..<chunk.upperBound
    return text.bytes[tail].contains { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") }
      ? word.upperBound : chunk.upperBound
  }
}

// The value.
extension ValueReader {
  private func value(_ chunk: Range<Int>, joint: Joint, isNext: Bool) -> Range<Int>? {
    guard joint != .none || isNext else { return nil }
    if let quoted = quoted(chunk), joint != .none { return quoted }
    let inner = withoutPunctuation(chunk)
    guard !inner.isEmpty else { return nil }
    let shape = SecretShape(text: text, range: inner, isShouted: isShouted)
    guard !shape.isOrdinary else { return nil }
    let next = text.chunk(from: chunk.upperBound).map { text.lower(bare($0)) } ?? ""
    switch topic {
    case .personalNumber: return shape.isDigits && shape.length == 5 ? inner : nil
    case .pin, .code:
      guard topic == .pin || joint != .none else { return nil }
      return code(inner, chunk, shape, next, joint)
    case .password: break
    }
    if shape.isDigits {
      guard !PasswordWords.counted.contains(next) else { return nil }
      return joint != .none && shape.length >= 3 || shape.length >= 6 ? inner : nil
    }
    switch joint {
    case .strong:
      // «Passord: trenger nytt» is a sentence, «passord: sommer» is not.
      let isAlone = next.isEmpty || endsClause(chunk, inner)
      return shape.isSecret || isAlone || shape.isCommonPassword ? inner : nil
    case .weak: return shape.isSecret || shape.isCommonPassword ? inner : nil
    case .none, .vague: return shape.isMixed ? inner : nil
    }
  }

  /// Four to eight digits, also in two groups, or a mix of digits and letters after a joint.
  private func code(
    _ inner: Range<Int>,
    _ chunk: Range<Int>,
    _ shape: SecretShape,
    _ next: String,
    _ joint: Joint
  ) -> Range<Int>? {
    guard shape.isDigits else { return joint != .none && shape.isMixed ? inner : nil }
    if PasswordWords.counted.contains(next) { return nil }
    if shape.length < 4, let second = text.chunk(from: chunk.upperBound) {
      let rest = bare(second)
      let restShape = SecretShape(text: text, range: rest, isShouted: false)
      if restShape.isDigits, (4...8).contains(shape.length + restShape.length) {
        return inner.lowerBound..<rest.upperBound
      }
    }
    return (4...8).contains(shape.length) ? inner : nil
  }

  /// «"to ord"»: what stands between quotes, blanks included.
  private func quoted(_ chunk: Range<Int>) -> Range<Int>? {
    guard let first = text.bytes[chunk].first, Self.quoteBytes.contains(first) else { return nil }
    let marks = [("\"", "\""), ("'", "'"), ("«", "»"), ("“", "”"), ("„", "“"), ("`", "`")]
    for (opening, closing) in marks {
      let open = Array(opening.utf8)
      let close = Array(closing.utf8)
      guard text.bytes[chunk].starts(with: open) else { continue }
      let start = chunk.lowerBound + open.count
      var cursor = start
      while cursor + close.count <= text.bytes.count, cursor < start + 128 {
        if text.bytes[cursor..<cursor + close.count].elementsEqual(close) {
          let shape = SecretShape(text: text, range: start..<cursor, isShouted: false)
          return cursor > start && !shape.isOrdinary ? start..<cursor : nil
        }
        cursor += 1
      }
    }
    return nil
  }

  /// The first bytes of the marks that open a quotation.
  private static let quoteBytes: Set<UInt8> = [0x22, 0x27, 0x60, 0xC2, 0xE2]

  /// The chunk without what ends a clause or closes a bracket; `!` may belong to the password.
  private func withoutPunctuation(_ chunk: Range<Int>) -> Range<Int> {
    var (lower, upper) = (chunk.lowerBound, chunk.upperBound)
    while lower < upper, "\"'([{:=".utf8.contains(text.bytes[lower]) { lower += 1 }
    while lower < upper, "\"'.,;)]}".utf8.contains(text.bytes[upper - 1]) { upper -= 1 }
    // «pwd=abc;user=ola» and «pass=abc&x=1».
    if let end = text.bytes[lower..<upper].firstIndex(where: { ";&".utf8.contains($0) }),
      text.bytes[end..<upper].contains(UInt8(ascii: "="))
    {
      upper = end
    }
    return lower..<upper
  }
}
