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
  /// - Parameters:
  ///   - within: After it, the rest is sent as always.
  ///   - wanted: What is given back; what is not is sent as always.
  func converse(
    _ arrival: Arrival,
    within: Duration,
    for wanted: Wanted
  ) async throws(DatabaseError) -> Conversed
}

/// What somebody who waits for the replies has room for.
package enum Wanted: Sendable, Hashable {
  /// All that is said.
  case everything
  /// One thing: what takes the place of the card that was clicked on, or else the first that is said.
  case one
}

extension Receiving {
  /// Takes it and waits for all that is said.
  package func converse(
    _ arrival: Arrival,
    within time: Duration
  ) async throws(DatabaseError) -> Conversed {
    try await converse(arrival, within: time, for: .everything)
  }
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
