internal import Authoring

/// A pair as an export gives it.
struct ExportedPair {
  var id: Int?
  var source = ""
  var questions: [String] = []
  var answer = ""
  var metadata: [(key: String, value: String)] = []
  var prompts: [ExportedPrompt] = []
  var isContextOnly = false
  /// How messages name it.
  var place = ""
}

/// A follow-up as an export gives it.
struct ExportedPrompt {
  var order: Int
  var target: Int
  var display: String
}

/// The pairs of one import, made fit for `.qna`.
struct KnowledgeBase {
  var losses = Losses()
  private var exported: [ExportedPair] = []

  mutating func add(_ pair: ExportedPair) { exported.append(pair) }

  /// The lowest id above all others.
  var nextID: Int { (exported.compactMap(\.id).max() ?? 0).addingReportingOverflow(1).partialValue }

  /// The pairs; ids are kept only where a pair leads to another, as nobody else asks for them.
  mutating func pairs() -> [QNAPair] {
    let hasPrompts = exported.contains { !$0.prompts.isEmpty }
    var pairs: [QNAPair] = []
    var seen: Set<QNAPair> = []
    let targets = targets()
    for exported in exported {
      guard let pair = pair(exported, hasPrompts ? targets : [:]) else { continue }
      if seen.insert(pair).inserted {
        pairs.append(pair)
      } else {
        losses.count("a pair is left out: it is written twice", at: exported.place)
      }
    }
    reportUnreached()
    return pairs
  }

  /// Where an id leads: the first pair that has it, where that becomes one.
  private func targets() -> [Int: ExportedPair] {
    var targets: [Int: ExportedPair] = [:]
    for pair in exported where Self.isWhole(pair) {
      if let id = pair.id, targets[id] == nil { targets[id] = pair }
    }
    return targets
  }

  private static func isWhole(_ pair: ExportedPair) -> Bool {
    !pair.answer.oneLine.isEmpty && pair.questions.contains { !$0.oneLine.isEmpty }
  }

  private mutating func pair(
    _ exported: ExportedPair,
    _ targets: [Int: ExportedPair]
  ) -> QNAPair? {
    guard Self.isWhole(exported) else {
      losses.count("a pair without a question or without an answer is left out", at: exported.place)
      return nil
    }
    var questions: [Question] = []
    for raw in exported.questions {
      let isFirst = questions.isEmpty
      let question = Question(
        text: QNAText.question(raw, isFirst: isFirst, at: exported.place, &losses)
      )
      if !question.text.isEmpty && !questions.contains(question) { questions.append(question) }
    }
    var pair = QNAPair(
      questions: questions,
      answer: Answer(text: QNAText.answer(exported.answer, at: exported.place, &losses))
    )
    let source = exported.source.oneLine
    if !source.isEmpty { pair.source = source }
    if let id = exported.id, targets[id] != nil { pair.id = String(id) }
    for (key, value) in exported.metadata {
      let filter = QNAText.filter(key, value, at: exported.place, &losses)
      if let filter, !pair.filters.contains(filter) { pair.filters.append(filter) }
    }
    pair.prompts = prompts(of: exported, targets)
    return pair
  }

  private mutating func prompts(
    of pair: ExportedPair,
    _ targets: [Int: ExportedPair]
  ) -> [Prompt] {
    // Sorting keeps the order of those with the same number.
    let sorted = pair.prompts.enumerated().sorted {
      ($0.element.order, $0.offset) < ($1.element.order, $1.offset)
    }
    return sorted.compactMap { _, prompt in
      guard let target = targets[prompt.target] else {
        losses.count("a prompt is left out: no pair has the id \(prompt.target)", at: pair.place)
        return nil
      }
      let display = QNAText.display(prompt.display, at: pair.place, &losses)
      guard !display.isEmpty else {
        losses.count("a prompt without text is left out", at: pair.place)
        return nil
      }
      return Prompt(
        display: display,
        target: String(prompt.target),
        isContextOnly: target.isContextOnly
      )
    }
  }

  /// In `.qna` it is the prompt that says that a pair is reached in this way only.
  private mutating func reportUnreached() {
    let reached = Set(exported.flatMap(\.prompts).map(\.target))
    for pair in exported where pair.isContextOnly && !(pair.id.map(reached.contains) ?? false) {
      losses.count("'context only' is left out: no prompt leads there", at: pair.place)
    }
  }
}
