internal import Ground

extension DocumentParser {
  /// Reads a pair and gives whether the blanks that follow count to it.
  ///
  ///     source? id? question { alternate } ( filters? answer | answer filters? ) prompts?
  mutating func pair(start: Int) -> Bool {
    var pair = WrittenPair(question: "", answer: "")
    let own = takeComments()
    let place = place(of: peek())
    guard head(&pair) else {
      restore([])
      return true
    }
    let faultsBefore = lineFaults
    pair.alternates = items(
      startsAtMark: false,
      "qna.missing-dash",
      "a line between question and answer starts with '-'"
    )
    check(pair.alternates)
    var isWhole = true
    var absorbsBlanks = false
    if peek().kind == .filters { filters(&pair) }
    isWhole = answer(&pair)
    // Without an answer every line of one would be reported as no alternate.
    if !isWhole { lineFaults = faultsBefore }
    if isWhole && pair.filters.isEmpty && peek().kind == .filters {
      filters(&pair)
      absorbsBlanks = true
    }
    if isWhole && peek().kind == .prompts {
      prompts(&pair)
      absorbsBlanks = true
    }
    let following = takeComments()
    restore(own)
    if isWhole { add(.pair(pair), at: place, start: start) } else { _ = takeComments() }
    restore(following)
    return absorbsBlanks || !isWhole
  }

  /// Source, id and question; false where the question is missing.
  private mutating func head(_ pair: inout WrittenPair) -> Bool {
    if peek().kind == .sourceInfo {
      pair.source = body(peek()).text
      take()
    }
    if peek().kind == .identifier {
      pair.id = identifier(peek())
      take()
    }
    let token = peek()
    guard token.kind == .question else {
      faults.error(
        "qna.missing-question",
        source.place(token.range.lowerBound),
        token.kind == .sourceInfo
          ? "the source of a pair stands before its id" : "a question is expected here",
        hint: "the order is: source, id, '# ? question', '- alternate', answer, prompts"
      )
      if token.kind == .sourceInfo { take() }
      return false
    }
    pair.question = body(token).filter { $0 != Unit.tab }[...].trimmed.text
    take()
    return true
  }

  /// The id in `<a id = "x"></a>`.
  private mutating func identifier(_ token: Token) -> String? {
    let text = source.units[token.range]
    if let id = PairIdentifier.read(text) { return id }
    lineFaults.error(
      "qna.id",
      source.place(token.range.lowerBound),
      "'\(text.prefix(40).text)' is no id",
      hint: "write <a id = \"name\"></a> on a line of its own"
    )
    return nil
  }

  /// Where the first half of a pair is not followed by an answer, a fault.
  private mutating func answer(_ pair: inout WrittenPair) -> Bool {
    let token = peek()
    guard token.kind == .fence else {
      faults.error(
        "qna.missing-answer",
        source.place(token.range.lowerBound),
        "the answer to '\(pair.question)' is missing",
        hint: "put it between two lines of ```"
      )
      if token.kind == .stray || token.kind == .item { skipLine(of: token) }
      return false
    }
    pair.answerComments = takeComments()
    pair.answerPlace = source.place(token.range.lowerBound)
    if let text = FencedAnswer.read(source.units[token.range]) {
      pair.answer = text
    } else {
      lineFaults.error(
        "qna.fence",
        source.place(token.range.lowerBound),
        "an answer starts on the line after ``` or ```markdown",
        hint: "put ``` on a line of its own before and after the answer"
      )
    }
    take()
    return true
  }

  private mutating func filters(_ pair: inout WrittenPair) {
    let mark = peek()
    pair.filterComments = takeComments()
    take()
    pair.filters = items(
      startsAtMark: false,
      "qna.missing-dash",
      "a filter starts with '-'"
    )
    check(pair.filters)
    requireLines(pair.filters, after: mark)
    for filter in pair.filters where !filter.text.contains("=") {
      lineFaults.error(
        "qna.filter",
        filter.place,
        "the filter '\(filter.text)' has no value",
        hint: "write - key = value"
      )
    }
  }

  private mutating func prompts(_ pair: inout WrittenPair) {
    let mark = peek()
    pair.promptComments = takeComments()
    take()
    pair.prompts = items(
      startsAtMark: false,
      "qna.missing-dash",
      "a prompt starts with '-'"
    )
    check(pair.prompts)
    requireLines(pair.prompts, after: mark)
    for prompt in pair.prompts where PromptLine.read(prompt.text) == nil {
      lineFaults.error(
        "qna.prompt",
        prompt.place,
        "'\(prompt.text)' is no prompt",
        hint: "write - [display](#?question or id) and, if wanted, `context-only`"
      )
    }
  }

  private mutating func requireLines(_ items: [WrittenItem], after mark: Token) {
    guard items.isEmpty && !faults.hasErrors && !lineFaults.hasErrors else { return }
    faults.error(
      "qna.empty-list",
      source.place(peek().range.lowerBound),
      "'\(source.units[mark.range].text)' is not followed by any line"
    )
  }

  /// Questions, filters and prompts hold neither labels nor escapes.
  private mutating func check(_ items: [WrittenItem]) {
    for item in items {
      let text = CodeUnits(item.text)
      guard let offset = LineScanner.firstSpecial(text) else { continue }
      // The text is trimmed; its mark and the blanks after it stand before it on the line.
      let start = source.offset(of: item.place) + 1
      var body = start
      while body < source.units.count, source.units[body].isTrimmed { body += 1 }
      faults.error(
        "qna.special-text",
        source.place(body + offset),
        "'\(text[offset...].prefix(20).text)': a question, filter or prompt holds no braces and no '\\'",
        hint: "write it without"
      )
    }
  }
}

/// Reads `<a id = "x"></a>`.
enum PairIdentifier {
  /// The text between the quotation marks; nil where the line has another form.
  static func read(_ token: ArraySlice<UInt16>) -> String? {
    var rest = token.dropFirst(2)
    skipSpaces(&rest)
    guard take(&rest, "id") else { return nil }
    skipSpaces(&rest)
    guard take(&rest, "=") else { return nil }
    skipSpaces(&rest)
    guard let quote = rest.first, quote == Unit.quote || quote == Unit.apostrophe else {
      return nil
    }
    rest = rest.dropFirst().dropLast(4)
    while rest.last == Unit.space { rest = rest.dropLast() }
    guard rest.last == Unit.greater else { return nil }
    rest = rest.dropLast()
    while rest.last == Unit.space { rest = rest.dropLast() }
    guard let last = rest.last, last == Unit.quote || last == Unit.apostrophe else { return nil }
    let id = rest.dropLast()
    return id.isEmpty || id.contains(Unit.newline) ? nil : id.text
  }

  private static func skipSpaces(_ rest: inout ArraySlice<UInt16>) {
    rest = rest.drop { $0 == Unit.space }
  }

  private static func take(_ rest: inout ArraySlice<UInt16>, _ word: String) -> Bool {
    let count = word.utf16.count
    guard rest.prefix(count).text.lowercased() == word else { return false }
    rest = rest.dropFirst(count)
    return true
  }
}

/// Reads an answer between two fences.
enum FencedAnswer {
  /// The text between the first line and the closing fence, trimmed; nil where it starts on the first line.
  static func read(_ token: ArraySlice<UInt16>) -> String? {
    let inner = token.dropFirst(3).dropLast(3)
    guard let lineEnd = inner.firstIndex(of: Unit.newline) else { return nil }
    let language = inner[..<lineEnd].text.lowercased()
    guard language.isEmpty || language == "markdown" else { return nil }
    return inner[(lineEnd + 1)...].trimmed.text
  }
}

/// Reads `[display](#?target) `context-only``.
enum PromptLine {
  private static let mark = CodeUnits("`context-only`")

  /// The prompt; nil where the line has another form.
  static func read(_ line: String) -> Prompt? {
    var rest = CodeUnits(line)[...].trimmed
    let isContextOnly = rest.suffix(mark.count).text.lowercased() == "`context-only`"
    if isContextOnly { rest = rest.dropLast(mark.count).trimmedEnd }
    guard rest.first == Unit.openBracket, rest.last == Unit.closeParenthesis,
      let split = rest.indices.dropLast().first(where: {
        rest[$0] == Unit.closeBracket && rest[$0 + 1] == Unit.openParenthesis
      })
    else { return nil }
    let display = rest[(rest.startIndex + 1)..<split]
    var target = rest[(split + 2)...].dropLast().drop { $0 == Unit.space }
    guard target.first == Unit.hash, !display.isEmpty, !display.contains(Unit.openBracket),
      !target.contains(Unit.bar)
    else { return nil }
    target = target.dropFirst().drop { $0 == Unit.space || $0 == Unit.question }
    return Prompt(display: display.text, target: target.text, isContextOnly: isContextOnly)
  }
}
