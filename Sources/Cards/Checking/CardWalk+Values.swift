internal import Ground

/// The values of members that are no elements.
extension CardWalk {
  /// Checks that a value is what its field wants; a template's expression may be anything.
  mutating func scalar(_ map: JSONMap, as field: CardField, _ key: String) {
    let value = map.value
    if isTemplate, let text = value.string, text.hasExpression {
      checkBeginning(of: text, as: field, at: map.place)
      return
    }
    switch field {
    case .markdown, .words:
      guard let text = required(value.string, "a text", key, at: map.place) else { return }
      checkWords(text, at: map.place, isMarkdown: field == .markdown)
    case .name: _ = required(value.string, "a text", key, at: map.place)
    case .word(let vocabulary):
      guard let text = required(value.string, "a text", key, at: map.place) else { return }
      if !vocabulary.contains(text) {
        report(
          "card.unknown-word",
          at: map.place,
          "'\(key)' cannot be '\(text)'",
          hint: "it may be \(vocabulary.words.joined(separator: ", "))"
        )
      }
    case .flag: _ = required(value.bool, "true or false", key, at: map.place)
    case .number: _ = required(value.double, "a number", key, at: map.place)
    case .size:
      if value.double == nil {
        _ = required(value.string, "a text or a number", key, at: map.place)
      }
    case .link:
      guard let text = required(value.string, "a text", key, at: map.place) else { return }
      checkLink(text, at: map.place)
    case .picture:
      guard let text = required(value.string, "a text", key, at: map.place) else { return }
      checkPicture(text, at: map.place)
    case .date, .time:
      guard let text = required(value.string, "a text", key, at: map.place) else { return }
      if !text.isEmpty, !(field == .date ? CardMoment.isDay(text) : CardMoment.isTime(text)) {
        let form = field == .date ? "a day, YYYY-MM-DD" : "a time, HH:MM"
        report("card.date", at: map.place, "'\(key)' must be \(form)")
      }
    case .names:
      let isFine = value.array?.allSatisfy { $0.string != nil }
      _ = required(isFine == true ? true : nil, "a list of texts", key, at: map.place)
    case .map:
      let isFine = value.object?.allSatisfy { $0.value.string != nil }
      _ = required(isFine == true ? true : nil, "texts by name", key, at: map.place)
    case .free, .one, .many: break
    }
  }

  private mutating func required<Value>(
    _ value: Value?,
    _ what: String,
    _ key: String,
    at place: JSONMap.Place
  ) -> Value? {
    if value == nil { report("card.type", at: place, "'\(key)' must be \(what)") }
    return value
  }

  /// What can be said of a text with expressions: where a link begins, what its Markdown is.
  private mutating func checkBeginning(
    of text: String,
    as field: CardField,
    at place: JSONMap.Place
  ) {
    let beginning = String(text.prefix { $0 != "$" })
    switch field {
    case .link where beginning.contains(":"): checkLink(beginning, at: place)
    case .picture where beginning.contains(":"): checkPicture(beginning, at: place)
    case .markdown, .words: checkWords(text, at: place, isMarkdown: field == .markdown)
    case .flag where !isWhole(text), .number where !isWhole(text):
      report("card.type", at: place, "one expression in ${…} must be all there is")
    default: break
    }
  }

  private func isWhole(_ text: String) -> Bool { text.hasPrefix("${") && text.hasSuffix("}") }

  /// Checks where a button or a link leads.
  mutating func checkLink(_ text: String, at place: JSONMap.Place) {
    let lower = text.lowercased()
    guard !["https:", "mailto:", "tel:", "msteams:"].contains(where: lower.hasPrefix) else {
      return
    }
    report("card.link", at: place, "a link must begin with https:, mailto: or tel:")
  }

  /// Checks where a picture lies.
  mutating func checkPicture(_ text: String, at place: JSONMap.Place) {
    let lower = text.lowercased()
    let kinds = ["png", "jpg", "jpeg", "gif", "svg+xml"].map { "data:image/\($0);base64," }
    guard !lower.hasPrefix("https://"), !kinds.contains(where: lower.hasPrefix) else { return }
    report("card.picture", at: place, "a picture must begin with https:// (or be base64 data)")
  }

  /// Checks words that are shown.
  mutating func checkWords(_ text: String, at place: JSONMap.Place, isMarkdown: Bool) {
    if !isTemplate, text.utf8.contains(UInt8(ascii: "$")), let start = text.firstRange(of: "${"),
      text[start.upperBound...].contains("}")
    {
      report("card.template", at: place, "an expression that was not filled in")
    }
    let marks = CardMarks(text)
    if isMarkdown, let mark = marks.unshownMarkdown {
      report("card.markdown", at: place, "Teams does not show \(mark) in a card", isGrave: false)
    }
    if let tag = marks.tag {
      report("card.html", at: place, "HTML (<\(tag)>) is shown as it is written", isGrave: false)
    }
  }
}
