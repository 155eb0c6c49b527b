/// The line of an `@` entity: `type? name? roles? features? '='? (parts | expression)?`.
struct EntityLine {
  /// Why a line is none, and where.
  struct Fault {
    var offset: Int
    var message: String
  }

  private enum Word {
    case equals, comma, hasRoles, usesFeatures, note
    case type(String)
    case parts, expression
    case name(isQuoted: Bool)
  }

  private let units: CodeUnits
  private let end: Int
  /// The last `)` of the line.
  private let lastParenthesis: Int?
  private var words: [(word: Word, range: Range<Int>)] = []
  private var index = 0
  private(set) var fault: Fault?

  private static let types: Set<String> = [
    "simple", "list", "regex", "prebuilt", "composite", "ml", "patternany", "phraselist", "intent",
  ]

  /// - Parameter range: what follows the `@`, up to the end of the line.
  init(_ units: CodeUnits, _ range: Range<Int>) {
    self.units = units
    end = range.upperBound
    lastParenthesis = units[range].lastIndex(of: Unit.closeParenthesis)
    read(from: range.lowerBound)
  }

  /// The entity; nil where it has no name or the line is at fault.
  mutating func parse() -> WrittenEntity? {
    guard fault == nil else { return nil }
    var type: String?
    if case .type(let word)? = peek { type = word; index += 1 }
    guard let name = name() else {
      expectEnd()
      return nil
    }
    var entity = WrittenEntity(type: type, name: name.text)
    entity.isInterchangeable = name.isInterchangeable
    let hasLabel = isNext { if case .hasRoles = $0 { true } else { false } }
    if hasLabel || isNext({ if case .name = $0 { true } else { false } }) {
      entity.roles = list().map(\.unquoted.trimmed)
      entity.hasRoles = true
    }
    if isNext({ if case .usesFeatures = $0 { true } else { false } }) {
      entity.features = list().map(\.unquoted.trimmed)
    }
    _ = isNext { if case .equals = $0 { true } else { false } }
    switch peek {
    case .parts:
      entity.parts = units[words[index].range].dropFirst().dropLast().list {
        $0 == Unit.comma || $0 == Unit.semicolon
      }
      index += 1
    case .expression:
      entity.expression = units[words[index].range].trimmed.text
      index += 1
    default: break
    }
    expectEnd()
    return fault == nil ? entity : nil
  }

  private var peek: Word? { index < words.count ? words[index].word : nil }

  /// Goes past the next word where it is such a one; names are looked at only.
  private mutating func isNext(_ isSuch: (Word) -> Bool) -> Bool {
    guard let word = peek, isSuch(word) else { return false }
    if case .name = word { return true }
    index += 1
    return true
  }

  private mutating func name() -> (text: String, isInterchangeable: Bool)? {
    guard case .name(let isQuoted)? = peek else { return nil }
    var range = words[index].range
    index += 1
    if case .note? = peek {
      range = range.lowerBound..<words[index].range.upperBound
      index += 1
    }
    let mark = "(interchangeable)"
    var text = units[range].trimmed.text
    if !isQuoted && text.hasSuffix("=") { text.removeLast() }
    let isInterchangeable = text.lowercased().hasSuffix(mark)
    if isInterchangeable { text = String(text.dropLast(mark.count)).trimmed }
    if isQuoted || text.hasPrefix("'") || text.hasPrefix("\"") { text = text.unquoted }
    return (text, isInterchangeable)
  }

  /// Names between commas.
  private mutating func list() -> [String] {
    var names: [String] = []
    while fault == nil {
      guard case .name? = peek else {
        unexpected("a name")
        break
      }
      names.append(units[words[index].range].text)
      index += 1
      guard case .comma? = peek else { break }
      index += 1
    }
    return names
  }

  private mutating func expectEnd() {
    if index < words.count { unexpected("the end of the line") }
  }

  private mutating func unexpected(_ wanted: String) {
    guard fault == nil else { return }
    guard index < words.count else {
      fault = Fault(offset: end, message: "the line ends where \(wanted) is expected")
      return
    }
    let range = words[index].range
    fault = Fault(
      offset: range.lowerBound,
      message: "'\(units[range].prefix(40).text)' stands where \(wanted) is expected"
    )
  }

  // MARK: Words

  private mutating func read(from start: Int) {
    var position = start
    while position < end, fault == nil {
      let unit = units[position]
      let run = runEnd(from: position)
      if unit.isBlank && blankEnd(from: position) >= run {
        position = blankEnd(from: position)
      } else if unit == Unit.semicolon {
        position += 1  // The reference drops it with a word on its console.
      } else if unit == Unit.comma {
        words.append((.comma, position..<(position + 1)))
        position += 1
      } else if unit == Unit.quote || unit == Unit.apostrophe {
        position = quoted(from: position)
      } else {
        position = word(from: position, runEnd: run)
      }
    }
  }

  private mutating func word(from start: Int, runEnd: Int) -> Int {
    switch units[start] {
    case Unit.slash:
      words.append((.expression, start..<end))
      return end
    case Unit.openParenthesis:
      if let close = lastParenthesis, close >= start, close + 1 >= runEnd {
        return add(.note, start..<(close + 1))
      }
    case Unit.openBracket:
      if let close = partsEnd(from: start), close >= runEnd { return add(.parts, start..<close) }
    case Unit.equals where runEnd == start + 1: return add(.equals, start..<runEnd)
    default: break
    }
    switch units[start..<runEnd].prefix(20).text.lowercased() {
    case "hasrole", "hasroles": return add(.hasRoles, start..<runEnd)
    case "usesfeature", "usesfeatures": return add(.usesFeatures, start..<runEnd)
    case let word where Self.types.contains(word): return add(.type(word), start..<runEnd)
    default: return add(.name(isQuoted: false), start..<runEnd)
    }
  }

  private mutating func add(_ word: Word, _ range: Range<Int>) -> Int {
    words.append((word, range))
    return range.upperBound
  }

  private mutating func quoted(from start: Int) -> Int {
    var index = start + 1
    while index < end {
      let unit = units[index]
      if (unit == Unit.quote || unit == Unit.apostrophe) && index > start + 1 {
        return add(.name(isQuoted: true), start..<(index + 1))
      }
      switch unit {
      case Unit.quote, Unit.apostrophe, Unit.comma, Unit.semicolon, Unit.tab: index = end
      default: index += 1
      }
    }
    fault = Fault(offset: start, message: "a quotation mark without its end")
    return end
  }

  private func blankEnd(from start: Int) -> Int {
    var index = start
    while index < end, units[index].isBlank { index += 1 }
    return index
  }

  /// The end of the units that may stand in a name.
  private func runEnd(from start: Int) -> Int {
    var index = start
    while index < end {
      switch units[index] {
      case Unit.space, Unit.tab, Unit.comma, Unit.semicolon, Unit.quote, Unit.apostrophe:
        return index
      default: index += 1
      }
    }
    return index
  }

  private func partsEnd(from start: Int) -> Int? {
    var index = start + 1
    while index < end {
      switch units[index] {
      case Unit.closeBracket: return index + 1
      case Unit.openBracket, Unit.openBrace, Unit.closeBrace, Unit.openParenthesis,
        Unit.closeParenthesis:
        return nil
      default: index += 1
      }
    }
    return nil
  }
}
