internal import Ground

extension DocumentParser {
  /// Reads `> !# @key = value`.
  mutating func info() {
    let token = peek()
    let place = place(of: token)
    let text = body(token)
    guard text.first == Unit.at, let equals = text.firstIndex(of: Unit.equals) else {
      takeAsComment()
      return faults.warning(
        "lu.model-info",
        place,
        "this says nothing about the model",
        hint: "write '> !# @app.name = value', or a comment without '!#'"
      )
    }
    take()
    let key = text[(text.startIndex + 1)..<equals].trimmed.text
    let value = text[(equals + 1)...].trimmed.text
    add(
      .info(ModelInfo(key: key, value: value, place: place)),
      at: place,
      start: token.range.lowerBound
    )
  }

  /// Reads `[text](path)`, `[text][name]` or `[name]: path`.
  mutating func link(start: Int) {
    let token = peek()
    let place = place(of: token)
    let whole = source.units[token.range].trimmed
    take()
    let close = whole.firstIndex(of: Unit.closeBracket) ?? whole.startIndex
    let text = whole[(whole.startIndex + 1)..<max(close, whole.startIndex + 1)].trimmed.text
    let isDefinition = token.kind == .linkDefinition
    var path = source.units[token.body..<token.range.upperBound].trimmed
    if !isDefinition { path = path.dropFirst().dropLast().trimmed }
    if !isDefinition && token.body > source.units[token.range].startIndex
      && source.units[token.body - 1] != Unit.closeBracket
    {
      return faults.error(
        "lu.link-blank",
        source.place(start),
        "'\(whole.prefix(40).text)' has blanks between its two parts",
        hint: "write [text](path) without them"
      )
    }
    guard !path.isEmpty else {
      return faults.error(
        "lu.empty-path",
        source.place(start),
        "'\(whole.prefix(40).text)' names no file",
        hint: "write [text](path/to/file.lu)"
      )
    }
    add(
      isDefinition
        ? .linkDefinition(name: text, path: path.text)
        : .link(Import(text: text, path: path.text, place: place)),
      at: place,
      start: start
    )
  }

  /// Reads `# Name` and its items.
  mutating func intent(start: Int) {
    let token = peek()
    let place = place(of: token)
    let name = body(token).text
    let level = min(2, token.body - token.range.lowerBound)
    if name.isEmpty {
      faults.error(
        "lu.missing-name",
        source.place(token.range.upperBound),
        "an intent needs a name after '#'",
        hint: "write # Name"
      )
    }
    let own = takeComments()
    take()
    var intent = WrittenIntent(name: name, level: level)
    intent.items = items(
      startsAtMark: true,
      "lu.missing-dash",
      "a line in an intent starts with '-'"
    )
    let following = takeComments()
    restore(own)
    add(.intent(intent), at: place, start: start)
    restore(following)
  }

  /// Reads `$name : type` and its items.
  mutating func legacyEntity(start: Int) {
    let token = peek()
    let place = place(of: token)
    let (name, type) = LegacyEntityLine.split(source.units[token.body..<token.range.upperBound])
    let own = takeComments()
    take()
    var entity = WrittenLegacyEntity(name: name, type: type)
    entity.items = listItems()
    guard !name.isEmpty, !type.isEmpty else {
      return faults.error(
        "lu.missing-name",
        source.place(start),
        name.isEmpty ? "an entity needs a name after '$'" : "the entity '\(name)' needs a type",
        hint: "write @ TYPE NAME"
      )
    }
    let following = takeComments()
    restore(own)
    add(.legacyEntity(entity), at: place, start: start)
    restore(following)
  }

  /// Reads `@ type name …` and its items.
  mutating func entity(start: Int) {
    let token = peek()
    let place = place(of: token)
    let own = takeComments()
    take()
    var line = EntityLine(source.units, token.body..<token.range.upperBound)
    let entity = line.parse()
    let items = listItems()
    if let fault = line.fault {
      return faults.error("lu.entity-syntax", source.place(fault.offset), fault.message)
    }
    guard var entity else {
      return faults.error(
        "lu.missing-name",
        source.place(start),
        "an entity needs a name after '@'",
        hint: "write @ TYPE NAME"
      )
    }
    entity.items = items
    let following = takeComments()
    restore(own)
    add(.entity(entity), at: place, start: start)
    restore(following)
  }

  private mutating func listItems() -> [WrittenItem] {
    items(startsAtMark: false, "lu.missing-dash", "a line in an entity starts with '-'")
  }

  /// The items that follow, and a fault for every line between them that is none.
  ///
  /// - Parameter startsAtMark: whether blanks before the first item count to what stands before it.
  mutating func items(
    startsAtMark: Bool,
    _ code: String,
    _ message: String
  ) -> [WrittenItem] {
    var items: [WrittenItem] = []
    var isFirst = startsAtMark
    while true {
      let token = peek()
      let start = isFirst ? token.range.lowerBound : startWithBlanks(token)
      switch token.kind {
      case .item: items.append(item(start: start))
      case .stray:
        lineFaults.error(code, source.place(start), message, hint: "put '-' in front")
        skipLine(of: token)
      default: return items
      }
      isFirst = false
    }
  }
}

/// The parts of `$name : type`.
enum LegacyEntityLine {
  /// The name before the first colon and the type after it; a `[…]` or `/…` that comes first is the type.
  static func split(_ line: ArraySlice<UInt16>) -> (name: String, type: String) {
    var startsWord = true
    for index in line.indices {
      let unit = line[index]
      if unit == Unit.colon {
        return (line[..<index].trimmed.text, line[(index + 1)...].trimmed.text)
      }
      if startsWord
        && (unit == Unit.slash || (unit == Unit.openBracket && isClosed(line[index...])))
      {
        return (line[..<index].trimmed.text, line[index...].trimmed.text)
      }
      startsWord = unit.isBlank
    }
    return (line.trimmed.text, "")
  }

  private static func isClosed(_ rest: ArraySlice<UInt16>) -> Bool {
    for unit in rest.dropFirst() {
      switch unit {
      case Unit.closeBracket: return true
      case Unit.openBracket, Unit.openBrace, Unit.closeBrace, Unit.openParenthesis,
        Unit.closeParenthesis:
        return false
      default: continue
      }
    }
    return false
  }
}
