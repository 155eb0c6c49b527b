internal import Ground

/// Reads the sections of a text; what is within an item is left to those who give it a meaning.
struct DocumentParser {
  let source: SourceText
  private let tokens: [Token]
  private var index = 0
  /// The comments seen since the last section or item.
  private var comments: [Document.Comment] = []
  /// Where the blanks before the next token start.
  private var blankStart: Int?
  private(set) var document = Document()
  /// What the reference's grammar finds, which it reports first.
  var faults = Faults()
  /// What it finds when it looks at sections.
  var lineFaults = Faults()

  init(source: SourceText) {
    self.source = source
    tokens = Lexer.tokens(of: source)
  }

  mutating func parse() {
    // Whether the grammar counts blanks to what stands before them and not to the next section.
    var absorbsBlanks = false
    while true {
      let token = peek()
      let start = absorbsBlanks ? token.range.lowerBound : startWithBlanks(token)
      absorbsBlanks = true
      switch token.kind {
      case .end:
        document.closingComments = takeComments()
        return
      case .modelInfo:
        info()
        absorbsBlanks = false
      case .link, .linkDefinition: link(start: start)
      case .heading: intent(start: start)
      case .entity: entity(start: start)
      case .legacyEntity: legacyEntity(start: start)
      case .sourceInfo, .identifier, .question: absorbsBlanks = pair(start: start)
      case .item, .filters, .prompts, .fence, .stray, .blank, .comment: unexpected(token)
      }
    }
  }

  private mutating func unexpected(_ token: Token) {
    let what = source.units[token.range.lowerBound..<token.range.upperBound].prefix(30).text
    faults.error(
      "lu.unexpected-text",
      source.place(token.range.lowerBound),
      "'\(what)' stands outside of any section",
      hint: "start a line with '#', '# ?', '@', '[' or '>'"
    )
    skipLine(of: token)
  }

  /// Goes past all tokens that start on the same line and start no section.
  mutating func skipLine(of token: Token) {
    let line = source.line(of: token.range.lowerBound)
    take()
    while true {
      let next = tokens[index]
      guard next.kind != .end, source.line(of: next.range.lowerBound) == line else { return }
      switch next.kind {
      case .blank, .stray, .item, .filters, .prompts: index += 1
      default: return
      }
    }
  }

  // MARK: Tokens

  /// The next token that is neither blank nor comment.
  mutating func peek() -> Token {
    while true {
      let token = tokens[index]
      switch token.kind {
      case .blank: blankStart = blankStart ?? token.range.lowerBound
      case .comment: note(token)
      default: return token
      }
      index += 1
    }
  }

  mutating func take() {
    blankStart = nil
    if index < tokens.count - 1 { index += 1 }
  }

  func startWithBlanks(_ token: Token) -> Int { blankStart ?? token.range.lowerBound }

  mutating func takeComments() -> [Document.Comment] {
    defer { comments = [] }
    return comments
  }

  /// Makes these the comments that the next section takes.
  mutating func restore(_ comments: [Document.Comment]) { self.comments = comments }

  /// Goes past a remark that says nothing to the parser.
  mutating func takeAsComment() {
    var token = tokens[index]
    let mark = source.units[token.range].firstIndex(of: Unit.greater) ?? token.range.lowerBound
    token.body = mark + 1
    note(token)
    take()
  }

  private mutating func note(_ token: Token) {
    let next = token.range.upperBound + 1
    let isBlank =
      next < source.units.count
      && source.units[next..<source.lineEnd(from: next)].allSatisfy(\.isBlank)
    comments.append(
      Document.Comment(
        source.units[token.body..<token.range.upperBound].trimmedEnd.text,
        endsParagraph: isBlank
      )
    )
  }

  /// What follows a token's mark, trimmed.
  func body(_ token: Token) -> ArraySlice<UInt16> {
    source.units[token.body..<token.range.upperBound].trimmed
  }

  mutating func add(_ content: Document.Content, at place: Place, start: Int) {
    var section = Document.Section(comments: takeComments(), content, place: place)
    section.start = source.place(start)
    document.sections.append(section)
  }

  /// The place of a token's first unit that is not blank.
  func place(of token: Token) -> Place {
    var offset = token.range.lowerBound
    while offset < token.range.upperBound, source.units[offset].isBlank { offset += 1 }
    return source.place(offset)
  }

  /// One list item; the next token must be one.
  mutating func item(start: Int) -> WrittenItem {
    let token = tokens[index]
    var item = WrittenItem(comments: takeComments(), body(token).text, place: place(of: token))
    item.start = source.place(start)
    let lineStart = source.lineStart(of: token.range.lowerBound)
    let before = source.units[lineStart..<token.range.lowerBound]
    if before.allSatisfy({ $0 == Unit.space }) {
      item.indentation = .spaces(before.count)
    } else if before.allSatisfy({ $0 == Unit.tab }) {
      item.indentation = .tabs(before.count)
    } else {
      item.indentation = .mixed
    }
    take()
    return item
  }
}
