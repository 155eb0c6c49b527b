package import Ground

/// One thing said to one person: words, or a card, or a card that takes another's place.
package struct OutgoingMessage: Sendable, Hashable {
  /// The words, in Markdown; what is shown where a card cannot be.
  package var text: String
  /// What may be chosen, by the words on the buttons, numbered from 1; empty where nothing is.
  package var options: [String]
  /// An Adaptive Card (1.5); nil for words alone.
  package var card: JSON?
  /// The outbox's number of the message that this one takes the place of; nil for a new one.
  package var replaces: Int?

  package init(_ text: String, options: [String] = [], card: JSON? = nil, replaces: Int? = nil) {
    self.text = text
    self.options = options
    self.card = card
    self.replaces = replaces
  }
}
