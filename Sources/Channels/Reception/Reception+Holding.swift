internal import Dialogue
internal import Foundation
internal import Ground
internal import Messaging
internal import Storage
internal import Telemetry

/// What is said to somebody who waits for it, in place of sending it.
extension Reception {
  /// What was held back, now that it goes back to whoever waits; it counts as delivered.
  func messages(
    _ held: [Int]?,
    answering incoming: Incoming,
    isNew: Bool
  ) async throws(DatabaseError) -> [OutgoingMessage] {
    guard let held else { return [] }
    let now = desk.clock.now()
    guard isNew else {
      guard let activity = incoming.activityID else { return [] }
      return try await desk.database.read { (connection) throws(DatabaseError) in
        try OutboxStore.messages(to: incoming.user, answering: activity, in: connection)
      }
    }
    guard !held.isEmpty else { return [] }
    return try await desk.database.write { (connection) throws(DatabaseError) in
      var messages: [OutgoingMessage] = []
      for number in held {
        guard let message = try OutboxStore.message(number, in: connection) else { continue }
        messages.append(message)
        let place = incoming.conversation
        try OutboxStore.markDelivered(number, saidIn: place, at: now, in: connection)
      }
      return messages
    }
  }

  /// Sends as always what was held back for somebody who waits no more.
  func release(_ numbers: [Int], of user: String) async {
    guard !numbers.isEmpty else { return }
    let now = desk.clock.now()
    do throws(DatabaseError) {
      try await desk.database.write { (connection) throws(DatabaseError) in
        try OutboxStore.hold(numbers, until: now, in: connection)
      }
      await desk.send(user)
    } catch {
      // It is sent when the time it was held for is over.
      desk.log(.warning, "release.failed", ["code": .integer(Int(error.code))])
    }
  }
}

extension OutboxStore {
  /// The number of the newest message; 0 where there is none.
  static func lastNumber(in connection: Connection) throws(DatabaseError) -> Int {
    try connection.rows("SELECT coalesce(max(number), 0) FROM outbox") { (row) in row.integer(0) }
      .first ?? 0
  }

  /// Has what flows have said after the given number said where they were spoken to, and in answer to that.
  ///
  /// What they say later is said where the user can be reached alone.
  static func address(
    _ incoming: Incoming,
    after last: Int,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      UPDATE outbox SET conversation = ?1, replyTo = ?2
      WHERE user = ?3 AND number > ?4 AND conversation IS NULL AND replaces IS NULL
        AND EXISTS (SELECT 1 FROM reference WHERE key = ?1)
      """,
      .text(incoming.conversation),
      SQLValue(incoming.activityID),
      .text(incoming.user),
      .integer(last)
    )
  }

  /// Holds back what was said to `user` after the given number; gives the numbers of it, in order.
  static func hold(
    _ wanted: Wanted,
    to user: String,
    after last: Int,
    until time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> [Int] {
    let said = try connection.rows(
      "SELECT number, replaces FROM outbox WHERE user = ? AND number > ? ORDER BY number",
      .text(user),
      .integer(last)
    ) { (row) in (number: row.integer(0), replaces: row.optionalInteger(1)) }
    var numbers = said.map(\.number)
    if wanted == .one {
      numbers = Array((said.first { $0.replaces != nil } ?? said.first).map { [$0.number] } ?? [])
    }
    try hold(numbers, until: time, in: connection)
    return numbers
  }

  /// Holds messages back until then.
  static func hold(
    _ numbers: [Int],
    until time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    for number in numbers {
      try connection.run(
        "UPDATE outbox SET due = ? WHERE number = ?",
        .integer(time.milliseconds),
        .integer(number)
      )
    }
  }

  /// What was said to `user` in answer to an activity, in order.
  static func messages(
    to user: String,
    answering activity: String,
    in connection: Connection
  ) throws(DatabaseError) -> [OutgoingMessage] {
    let numbers = try connection.rows(
      "SELECT number FROM outbox WHERE user = ? AND replyTo = ? ORDER BY number",
      .text(user),
      .text(activity)
    ) { (row) in row.integer(0) }
    var messages: [OutgoingMessage] = []
    for number in numbers {
      if let message = try message(number, in: connection) { messages.append(message) }
    }
    return messages
  }
}
