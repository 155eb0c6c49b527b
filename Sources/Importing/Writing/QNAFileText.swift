internal import Authoring

/// Writes the text of a `.qna` file that says what a model says.
struct QNAFileText {
  private var lines: [String] = []

  /// The text, with line feeds.
  static func text(of file: QNAFile) -> String {
    var text = QNAFileText()
    if !file.name.isEmpty { text.lines.append("> !# @kb.name = \(file.name)") }
    for pair in file.pairs { text.add(pair) }
    for group in file.alterations { text.add(group) }
    return text.lines.joined(separator: "\n") + "\n"
  }

  private mutating func startGroup() {
    if !lines.isEmpty { lines.append("") }
  }

  private mutating func add(_ pair: QNAPair) {
    startGroup()
    if pair.source != QNAPair.editorial {
      lines.append("> !# @qna.pair.source = \(pair.source)")
    }
    if let id = pair.id { lines.append("<a id = \"\(id)\"></a>") }
    lines.append("# ? \(pair.questions.first?.text ?? "")")
    lines += pair.questions.dropFirst().map { "- \($0.text)" }
    if !pair.filters.isEmpty {
      lines += ["", "**Filters:**"] + pair.filters.map { "- \($0.key) = \($0.value)" }
    }
    lines += ["", "```markdown", pair.answer.text, "```"]
    guard !pair.prompts.isEmpty else { return }
    lines += ["", "**Prompts:**"]
    lines += pair.prompts.map {
      "- [\($0.display)](#\($0.target))" + ($0.isContextOnly ? " `context-only`" : "")
    }
  }

  private mutating func add(_ group: Alterations) {
    startGroup()
    lines.append("$\(group.words.first ?? "") : qna-alterations =")
    lines += group.words.dropFirst().map { "- \($0)" }
  }
}
