package import Foundation
internal import Ground
package import Messaging
package import Storage

/// What the outbox has for a user, as a channel shows it.
package struct Delivery: Sendable, Hashable {
  /// The outbox's number.
  package var number: Int
  /// The message, its options those of the question it asks where it asks one that is open.
  package var message: OutgoingMessage
  /// Whether it takes a card's place with the words of the message before it: news only where the card was.
  package var isRepeated = false
}

extension ConversationStore {
  /// Whether there is something that has not reached a user yet.
  package func hasUndelivered(to user: String) async throws(DatabaseError) -> Bool {
    try await database.read { (connection) throws(DatabaseError) in
      try !OutboxStore.undelivered(to: user, limit: 1, in: connection).isEmpty
    }
  }

  /// What has not reached a user yet, oldest first, at most a hundred.
  package func undelivered(
    to user: String,
    skip: String
  ) async throws(DatabaseError) -> [Delivery] {
    try await database.read { (connection) throws(DatabaseError) in
      try Self.undelivered(to: user, skip: skip, in: connection)
    }
  }

  /// See ``undelivered(to:skip:)``.
  ///
  /// - Parameter skip: the words for passing over what need not be told.
  package static func undelivered(
    to user: String,
    skip: String,
    in connection: Connection
  ) throws(DatabaseError) -> [Delivery] {
    let messages = try OutboxStore.undelivered(to: user, in: connection)
    var previous: String?
    return try messages.map { (number, message) throws(DatabaseError) in
      let message = try offering(message, numbered: number, skip: skip, in: connection)
      defer { previous = message.text }
      let isRepeated = message.replaces != nil && message.text == previous
      return Delivery(number: number, message: message, isRepeated: isRepeated)
    }
  }

  /// See ``undelivered(to:skip:)``: one message of the outbox, with the choices of the question that it asks, as its user
  /// is shown it.
  package static func offering(
    _ message: OutgoingMessage,
    numbered number: Int,
    skip: String,
    in connection: Connection
  ) throws(DatabaseError) -> OutgoingMessage {
    guard let question = try QuestionStore.openQuestion(putBy: number, in: connection) else {
      return message
    }
    var message = message
    let offers = Filling(question: question.id).offers(in: question, skip: skip)
    message.options = offers.map(\.title)
    return message
  }

  /// Notes that messages have reached their user.
  package func markDelivered(
    _ deliveries: [Delivery],
    at time: Date
  ) async throws(DatabaseError) {
    try await database.write { (connection) throws(DatabaseError) in
      for delivery in deliveries {
        try OutboxStore.markDelivered(delivery.number, at: time, in: connection)
      }
    }
  }
}
