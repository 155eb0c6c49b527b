package import Foundation
package import Storage

/// For somebody who waits in a response: what was said, and that it is not sent otherwise meanwhile.
extension OutboxStore {
  /// The number of the newest message; 0 where there is none.
  package static func lastNumber(in connection: Connection) throws(DatabaseError) -> Int {
    try connection.rows("SELECT coalesce(max(number), 0) FROM outbox") { (row) in row.integer(0) }
      .first ?? 0
  }

  /// What was said to `user` after the message of that number, oldest first, and which message each takes the place of.
  package static func said(
    to user: String,
    after last: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [(number: Int, replaces: Int?)] {
    try connection.rows(
      "SELECT number, replaces FROM outbox WHERE user = ? AND number > ? ORDER BY number",
      .text(user),
      .integer(last)
    ) { (row) in (number: row.integer(0), replaces: row.optionalInteger(1)) }
  }

  /// Has what was said after the given number, and is for anywhere, said where `incoming` was, and in answer to it.
  ///
  /// Only where that is a place of a ``Reference``. Needs ``ReferenceStore/layout``, too.
  package static func address(
    to incoming: Incoming,
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

  /// Holds messages back until then; a time that has passed lets them go.
  package static func hold(
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

  /// Lets go of all that was held back for whoever waited in a process that has ended.
  package static func releaseAll(in connection: Connection) throws(DatabaseError) {
    try connection.run(
      """
      UPDATE outbox SET due = 0
      WHERE attempts = 0 AND due > 0 AND delivered IS NULL AND failed IS NULL
      """
    )
  }

  /// What was said to `user` in answer to an activity, in order.
  package static func messages(
    to user: String,
    answering activity: String,
    in connection: Connection
  ) throws(DatabaseError) -> [OutgoingMessage] {
    try connection.rows(
      "SELECT message, replaces FROM outbox WHERE user = ? AND replyTo = ? ORDER BY number",
      .text(user),
      .text(activity)
    ) { (row) throws(DatabaseError) in try message(row, from: 0) }
  }
}
