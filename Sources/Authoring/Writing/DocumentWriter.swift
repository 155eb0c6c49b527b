/// Writes a document: one item a line, a blank line between sections.
struct DocumentWriter {
  private(set) var text = ""
  private var previous: Document.Content?

  /// The text of a document, in UTF-8 with line feeds; empty where the document is.
  static func text(of document: Document) -> String {
    var writer = DocumentWriter()
    for section in document.sections { writer.section(section) }
    if !document.closingComments.isEmpty {
      if !writer.text.isEmpty { writer.line("") }
      writer.comments(document.closingComments)
      writer.dropBlankEnd()
    }
    return writer.text
  }

  mutating func line(_ line: String) { text += line + "\n" }

  private mutating func dropBlankEnd() {
    while text.hasSuffix("\n\n") { text.removeLast() }
  }

  mutating func comments(_ comments: [Document.Comment], indentation: String = "") {
    for comment in comments {
      line(indentation + ">" + comment.text)
      if comment.endsParagraph { line("") }
    }
  }

  private mutating func section(_ section: Document.Section) {
    if let previous, !(section.comments.isEmpty && section.content.joins(previous)) { line("") }
    comments(section.comments)
    switch section.content {
    case .info(let info): line("> !# @\(info.key) =" + (info.value.isEmpty ? "" : " \(info.value)"))
    case .link(let link):
      let isNumber = Int(link.path).map { String($0) == link.path } ?? false
      line("[\(link.text)]" + (isNumber ? "[\(link.path)]" : "(\(link.path))"))
    case .linkDefinition(let name, let path): line("[\(name)]: \(path)")
    case .intent(let intent): self.intent(intent)
    case .entity(let entity): self.entity(entity)
    case .legacyEntity(let entity): legacyEntity(entity)
    case .pair(let pair): self.pair(pair)
    }
    previous = section.content
  }

  private mutating func intent(_ intent: WrittenIntent) {
    line(String(repeating: "#", count: intent.level) + " " + intent.name)
    items(intent.items)
  }

  mutating func items(_ items: [WrittenItem], indentation: String = "") {
    for item in items {
      comments(item.comments, indentation: indentation)
      line("\(indentation)- \(item.text)")
    }
  }

  // MARK: Entities

  private mutating func entity(_ entity: WrittenEntity) {
    var words = ["@"]
    if let type = entity.type { words.append(type) }
    let mark = entity.isInterchangeable ? "(interchangeable)" : ""
    words.append((EntityNames.written(entity.name) ?? entity.name) + mark)
    if !entity.roles.isEmpty {
      let isFlags = entity.roles.allSatisfy(PhraseListFlag.contains)
      if !isFlags { words.append(entity.roles.count == 1 ? "hasRole" : "hasRoles") }
      words.append(EntityNames.list(entity.roles) ?? "")
    }
    if !entity.features.isEmpty {
      words.append(entity.features.count == 1 ? "usesFeature" : "usesFeatures")
      words.append(EntityNames.list(entity.features) ?? "")
    }
    if let parts = entity.parts { words += ["=", "[\(parts.joined(separator: ", "))]"] }
    if let expression = entity.expression { words += ["=", expression] }
    if !entity.items.isEmpty && entity.parts == nil && entity.expression == nil {
      words.append("=")
    }
    line(words.joined(separator: " "))
    entityItems(entity.items)
  }

  private mutating func entityItems(_ items: [WrittenItem]) {
    var base: Int?
    var hasValue = false
    for item in items {
      var depth = 1
      var text = item.text
      if text.hasPrefix("@"), let child = ChildLine.read(text, place: item.place) {
        let level = item.level ?? 0
        base = base ?? level
        depth = 1 + max(0, level - (base ?? level))
        text = Self.child(child)
      } else if text.hasSuffix(":") {
        hasValue = true
        text = String(text.dropLast()).trimmed + " :"
      } else if hasValue {
        depth = 2
      }
      let indentation = String(repeating: "    ", count: depth)
      comments(item.comments, indentation: indentation)
      line("\(indentation)- \(text)")
    }
  }

  private static func child(_ child: EntityChild) -> String {
    var words = ["@", EntityNames.child(child.type), EntityNames.child(child.name)]
    if !child.features.isEmpty {
      words.append(child.features.count == 1 ? "usesFeature" : "usesFeatures")
      words.append(child.features.joined(separator: ", "))
    }
    return words.joined(separator: " ")
  }

  private mutating func legacyEntity(_ entity: WrittenLegacyEntity) {
    line("$\(entity.name) : \(entity.type)")
    items(entity.items)
  }

  // MARK: Pairs

  private mutating func pair(_ pair: WrittenPair) {
    if let source = pair.source { line("> !# @qna.pair.source = \(source)") }
    if let id = pair.id {
      line(id.contains("\"") ? "<a id = '\(id)'></a>" : "<a id = \"\(id)\"></a>")
    }
    line(pair.question.isEmpty ? "# ?" : "# ? \(pair.question)")
    items(pair.alternates)
    if !pair.filters.isEmpty {
      comments(pair.filterComments)
      line("**Filters:**")
      items(pair.filters)
    }
    comments(pair.answerComments)
    line("```markdown")
    if !pair.answer.isEmpty { line(pair.answer) }
    line("```")
    if !pair.prompts.isEmpty {
      line("")
      comments(pair.promptComments)
      line("**Prompts:**")
      items(pair.prompts)
    }
  }
}

extension WrittenItem {
  /// How deep a part of an entity is nested, as the reference counts.
  var level: Int? {
    switch indentation {
    case .spaces(let count): (count + 3) / 4
    case .tabs(let count): count
    case .mixed: nil
    }
  }
}

extension Document.Content {
  /// Whether it stands right below a section of this kind.
  func joins(_ previous: Document.Content) -> Bool {
    switch (previous, self) {
    case (.info, .info), (.link, .link), (.linkDefinition, .linkDefinition): true
    case (.entity(let above), .entity(let below)): above.items.isEmpty && below.items.isEmpty
    default: false
    }
  }
}
