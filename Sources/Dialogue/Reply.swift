package import Cards
internal import Ground

/// One thing Rakel says back.
package struct Reply: Sendable, Hashable {
  /// The words, in Markdown.
  package var text: String
  /// What the user may choose, numbered from 1; empty where nothing is asked or offered.
  package var options: [Conversation.Option]
  /// Whether an answer is waited for; else the options are only offered.
  package var isQuestion: Bool

  package init(_ text: String, options: [Conversation.Option] = [], isQuestion: Bool = false) {
    self.text = text
    self.options = options
    self.isQuestion = isQuestion
  }

  /// The question as a card with a button for each choice; nil where nothing is asked.
  package var card: Card? {
    guard isQuestion, !options.isEmpty else { return nil }
    let choices = options.enumerated().map { index, option in
      Card.Choice(title: option.title, data: ["choice": .integer(index + 1)])
    }
    return .choices(of: choices, asking: text)
  }
}
