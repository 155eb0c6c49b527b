internal import Ground

extension Collator {
  mutating func pair(_ written: WrittenPair, _ section: Document.Section) {
    var pair = QNAPair(
      id: written.id,
      questions: [],
      answer: Answer(text: written.answer, place: written.answerPlace),
      place: section.place
    )
    if let source = written.source, !source.isEmpty { pair.source = source }
    question(written.question, at: section.place, start: section.start, &pair)
    for item in written.alternates {
      question(item.text, at: item.place, start: item.start, &pair)
    }
    pair.filters = written.filters.compactMap { filter($0) }
    pair.prompts = written.prompts.compactMap { item in
      var prompt = PromptLine.read(item.text)
      prompt?.place = item.place
      return prompt
    }
    qna.pairs.append(pair)
  }

  private mutating func question(
    _ text: String,
    at place: Place,
    start: Place,
    _ pair: inout QNAPair
  ) {
    let units = CodeUnits(text)
    guard LinkTarget.isLink(units[...]) else {
      pair.questions.append(Question(text: text, place: place))
      return
    }
    guard let target = linkTarget(units, start) else { return }
    let close = units.firstIndex(of: Unit.closeBracket) ?? 0
    pair.references.append(
      Reference(text: units[1..<max(1, close)].text, target: target, place: place)
    )
  }

  private mutating func filter(_ item: WrittenItem) -> Filter? {
    let parts = item.text.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return nil }
    let value = String(parts[1]).trimmed
    if parts.count > 2 {
      faults.warning(
        "qna.cut-filter",
        item.place,
        "the value of the filter '\(item.text)' ends at its second '='",
        hint: "leave the second '=' out"
      )
    }
    return Filter(key: String(parts[0]).trimmed, value: value, place: item.place)
  }
}
