package import Messaging
package import Storage

/// Takes what channels have understood; the endpoints' side of the reception.
package protocol Receiving: Sendable {
  /// Takes it durably; the turn follows on its own.
  ///
  /// False where it has been taken before: the same conversation and activity id.
  func take(_ arrival: Arrival) async throws(DatabaseError) -> Bool

  /// Takes it and waits for what is said; those messages are then not sent otherwise.
  ///
  /// - Parameter within: After it, the rest is sent as always.
  func converse(_ arrival: Arrival, within: Duration) async throws(DatabaseError) -> Conversed
}

/// What came of a conversation that somebody waits for.
package struct Conversed: Sendable, Hashable {
  /// What was said, in order.
  package var messages: [OutgoingMessage]
  /// Whether that is all, and nothing follows on the ordinary way.
  package var isComplete: Bool
  /// Whether the same had been taken before.
  package var isRepeated: Bool

  package init(messages: [OutgoingMessage], isComplete: Bool = true, isRepeated: Bool = false) {
    self.messages = messages
    self.isComplete = isComplete
    self.isRepeated = isRepeated
  }
}
