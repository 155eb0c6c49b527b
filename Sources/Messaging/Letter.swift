package import struct Foundation.Date

/// A message of the outbox that has yet to be sent, with what its sender needs to know.
package struct Letter: Sendable, Hashable {
  /// The outbox's number.
  package var number: Int
  package var user: String
  /// What is to be said; nil where what is stored cannot be read.
  package var message: OutgoingMessage?
  /// The channel's id of the activity that it answers; nil where it answers none.
  package var replyTo: String?
  /// When it was decided that it be said.
  package var created: Date
  /// Not to be sent before; long ago where there was no attempt yet.
  package var due: Date
  /// How often sending has failed.
  package var attempts: Int
  /// How many parts of it have been sent, where it was too long for one.
  package var partsSent: Int
  /// Whether it is for wherever the user can be reached alone.
  package var isForAnywhere: Bool
}

/// The messages that wait to be said in one place, oldest first.
package struct Pile: Sendable, Hashable {
  /// The place; nil where the user has none.
  package var reference: Reference?
  package var letters: [Letter]
}

/// A message that another one takes the place of, as the channel knows it.
package struct ReplacedMessage: Sendable, Hashable {
  /// What the channel calls it; nil where it has not reached its user, or the channel said nothing.
  package var externalID: String?
  /// The key of the reference where it was said; nil where it was said nowhere yet.
  package var conversation: String?
  /// The words that were said to the user just before what replaces it; nil where that was long ago.
  package var wordsBefore: String?

  package init(
    externalID: String? = nil,
    conversation: String? = nil,
    wordsBefore: String? = nil
  ) {
    self.externalID = externalID
    self.conversation = conversation
    self.wordsBefore = wordsBefore
  }
}
