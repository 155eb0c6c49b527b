package import Ground

/// The card that takes the place of one that was answered: what was asked and what was chosen, with nothing to press.
package struct CardReceipt: Sendable, Hashable {
  /// The words of the question, in Markdown.
  package var question: String
  /// What was told, in the order of the inputs.
  package var facts: [Fact]
  /// The words on the button that was pressed; nil where there was no choice between buttons.
  package var chosen: String?

  /// An input's label and what was told, as plain text.
  package struct Fact: Sendable, Hashable {
    package var title: String
    package var value: String

    package init(title: String, value: String) {
      self.title = title
      self.value = value
    }
  }

  package init(question: String, facts: [Fact] = [], chosen: String? = nil) {
    self.question = question
    self.facts = facts
    self.chosen = chosen
  }

  /// Reads an answer: the data of an action and the values of the inputs, side by side, as flows get it.
  ///
  /// Inputs that were left empty are left out, and so is the button where there was no other.
  package init(
    question: String,
    _ asked: CardInputs,
    answer: JSON,
    in language: CardLanguage
  ) {
    self.question = question
    facts = asked.inputs.compactMap { input in
      guard let value = answer[input.id] else { return nil }
      let words = input.words(for: value, in: language)
      let title = input.label.isEmpty ? input.id : input.label
      return words.isEmpty ? nil : Fact(title: title, value: words)
    }
    let action = asked.action(in: answer)
    chosen = asked.actions.count > 1 || facts.isEmpty ? action?.title : nil
  }

  /// The card.
  package var card: Card {
    var body: [JSON] = []
    func add(_ text: String, isTitle: Bool) {
      var block: JSONObject = JSONObject()
      block["type"] = "TextBlock"
      block["text"] = .string(text)
      block["wrap"] = true
      if isTitle { block["style"] = "heading" }
      body.append(.object(block))
    }
    if !question.isEmpty { add(question, isTitle: true) }
    if !facts.isEmpty { body.append(["type": "FactSet", "facts": .array(facts.map(\.json))]) }
    if let chosen = shownChoice { add(chosen, isTitle: false) }
    return Card(json: [
      "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
      "type": "AdaptiveCard",
      "version": "1.5",
      "fallbackText": .string(text),
      "body": .array(body),
    ])
  }

  /// The same in words, a paragraph for each fact, in Markdown.
  package var text: String {
    let lines = facts.map { CardMarkdown.escaping("\($0.title): \($0.value)") }
    return ([question] + lines + [shownChoice ?? ""]).filter { !$0.isEmpty }
      .joined(separator: "\n\n")
  }

  private var shownChoice: String? {
    chosen.flatMap { $0.isEmpty ? nil : "✓ " + CardMarkdown.escaping($0) }
  }
}

extension CardReceipt.Fact {
  fileprivate var json: JSON {
    [
      "title": .string(CardMarkdown.escaping(title)),
      "value": .string(CardMarkdown.escaping(value)),
    ]
  }
}

extension CardInput {
  /// A value in words: the titles of what was chosen, a day as it is read; empty for nothing.
  package func words(for value: JSON, in language: CardLanguage) -> String {
    let text = CardValues.text(value)
    switch kind {
    case .choice(let choices, let severalAllowed):
      let values = severalAllowed ? text.split(separator: ",").map(String.init) : [text]
      return choices.filter { values.contains($0.value) }.map(\.title).joined(separator: ", ")
    case .date:
      return CardDate(text)?.text(language.datePattern, in: language) ?? text
    case .toggle(let on, _): return text == on ? "✓" : "–"
    case .number: return language == .en ? text : text.replacing(".", with: ",")
    case .text, .time: return text
    }
  }
}
