/// Cuts a text into tokens, in one pass.
///
/// Like the reference's it does not know where a line starts: a token may follow another on its line.
struct Lexer {
  private let source: SourceText
  private var units: CodeUnits { source.units }
  private var position = 0
  private(set) var tokens: [Token] = []
  /// Marks whose closing half does not occur any more; looking for it again would make the pass quadratic.
  private var hasFence = true
  private var hasIdentifierEnd = true

  private static let filters = CodeUnits("**filters:**")
  private static let prompts = CodeUnits("**prompts:**")
  private static let sourceMark = CodeUnits("!# @qna.pair.source")
  private static let infoMark = CodeUnits("!#")
  private static let identifierStart = CodeUnits("<a")
  private static let identifierEnd = CodeUnits("</a>")
  private static let fence = CodeUnits("```")

  /// The tokens of `source`; the last one is its end.
  static func tokens(of source: SourceText) -> [Token] {
    var lexer = Lexer(source: source)
    while lexer.position < source.units.count { lexer.next() }
    lexer.add(.end, to: source.units.count)
    return lexer.tokens
  }

  private init(source: SourceText) { self.source = source }

  private mutating func next() {
    let unit = units[position]
    if unit == Unit.newline {
      position += 1
      return
    }
    let start = skippingBlanks(position)
    if start > position && !(start < units.count && opensLine(at: start)) {
      return add(.blank, to: start)
    }
    switch start < units.count ? units[start] : 0 {
    case Unit.greater: remark(at: start)
    case Unit.hash: heading()
    case Unit.star where matches(Self.filters, at: start):
      add(.filters, to: start + Self.filters.count)
    case Unit.star where matches(Self.prompts, at: start):
      add(.prompts, to: start + Self.prompts.count)
    case Unit.dash, Unit.star, Unit.plus: restOfLine(.item)
    case Unit.dollar: restOfLine(.legacyEntity)
    case Unit.at: restOfLine(.entity)
    case Unit.openBracket: link(at: start)
    case Unit.less where matches(Self.identifierStart, at: start): identifier()
    case Unit.backtick where matches(Self.fence, at: start): answer()
    default: stray()
    }
  }

  /// Whether the unit at `start` takes the blanks before it into its own token.
  private func opensLine(at start: Int) -> Bool {
    units[start] == Unit.greater || (units[start] == Unit.openBracket && linkEnd(at: start) != nil)
  }

  private mutating func remark(at start: Int) {
    let end = source.lineEnd(from: start)
    let mark = skippingBlanks(start + 1)
    guard matches(Self.infoMark, at: mark), mark + 2 < end else {
      return add(.comment, to: end, body: start + 1)
    }
    let equals = skippingBlanks(mark + Self.sourceMark.count)
    let isSource =
      matches(Self.sourceMark, at: mark) && equals + 1 < end && units[equals] == Unit.equals
    add(
      isSource ? .sourceInfo : .modelInfo,
      to: end,
      body: isSource ? equals + 1 : mark + 2
    )
  }

  private mutating func heading() {
    var body = position
    while body < units.count, units[body] == Unit.hash { body += 1 }
    let mark = skippingBlanks(body)
    let end = source.lineEnd(from: position)
    if mark < end, units[mark] == Unit.question { return add(.question, to: end, body: mark + 1) }
    add(.heading, to: end, body: body)
  }

  private mutating func link(at start: Int) {
    guard let (kind, body, end) = linkEnd(at: start) else { return stray() }
    add(kind, to: end, body: body)
  }

  /// What a `[` starts, where its second half starts and where it ends; nil where it starts nothing.
  private func linkEnd(at start: Int) -> (Token.Kind, body: Int, end: Int)? {
    guard let close = closing(Unit.closeBracket, Unit.openBracket, from: start + 1) else {
      return nil
    }
    let second = skippingBlanks(close + 1)
    guard second < units.count else { return nil }
    switch units[second] {
    case Unit.openParenthesis:
      let end = closing(Unit.closeParenthesis, Unit.openParenthesis, from: second + 1)
      return end.map { (.link, second, $0 + 1) }
    case Unit.openBracket:
      let end = closing(Unit.closeBracket, Unit.openBracket, from: second + 1)
      return end.map { (.link, second, $0 + 1) }
    case Unit.colon: return (.linkDefinition, second + 1, source.lineEnd(from: second))
    default: return nil
    }
  }

  /// The next `close` on the line, unless an `open` comes first.
  private func closing(_ close: UInt16, _ open: UInt16, from start: Int) -> Int? {
    var index = start
    while index < units.count, units[index] != Unit.newline, units[index] != open {
      if units[index] == close { return index }
      index += 1
    }
    return nil
  }

  private mutating func identifier() {
    guard hasIdentifierEnd, let end = find(Self.identifierEnd, from: position + 2) else {
      hasIdentifierEnd = false
      return stray()
    }
    add(.identifier, to: end)
  }

  private mutating func answer() {
    guard hasFence, let end = find(Self.fence, from: position + 3) else {
      hasFence = false
      return stray()
    }
    add(.fence, to: end)
  }

  private mutating func restOfLine(_ kind: Token.Kind) {
    add(kind, to: source.lineEnd(from: position), body: position + 1)
  }

  /// One unit that starts nothing, joined to those before it.
  private mutating func stray() {
    if let last = tokens.indices.last, tokens[last].kind == .stray,
      tokens[last].range.upperBound == position
    {
      position += 1
      tokens[last].range = tokens[last].range.lowerBound..<position
    } else {
      add(.stray, to: position + 1)
    }
  }

  private mutating func add(_ kind: Token.Kind, to end: Int, body: Int? = nil) {
    tokens.append(Token(kind: kind, range: position..<end, body: body ?? position))
    position = end
  }

  private func skippingBlanks(_ start: Int) -> Int {
    var index = start
    while index < units.count, units[index].isBlank { index += 1 }
    return index
  }

  /// Whether `pattern`, in lower case, stands at `index` in any case.
  private func matches(_ pattern: CodeUnits, at index: Int) -> Bool {
    guard index + pattern.count <= units.count else { return false }
    for (offset, expected) in pattern.enumerated() {
      let unit = units[index + offset]
      let lower = (0x41...0x5A).contains(unit) ? unit + 0x20 : unit
      if lower != expected { return false }
    }
    return true
  }

  /// The end of the first `pattern` at or after `start`.
  private func find(_ pattern: CodeUnits, from start: Int) -> Int? {
    var index = start
    while index + pattern.count <= units.count {
      if units[index] == pattern[0] && matches(pattern, at: index) { return index + pattern.count }
      index += 1
    }
    return nil
  }
}
