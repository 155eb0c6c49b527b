package import Foundation
package import Ground
package import Storage

/// How long it is kept, and what there is of one person.
extension OutboxStore {
  /// Forgets, a stretch at a time, what was said before `time` and was delivered or given up.
  ///
  /// What asks an open question stays, and what something that is yet to be sent takes the place of. Needs the tables of
  /// ``QuestionStore``.
  package static func purge(
    before time: Date,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    guard let stretch = try connection.stretch(of: "outbox", after: row) else {
      return Sweep(removed: 0, next: nil)
    }
    let old = try connection.rows(
      """
      SELECT number FROM outbox AS old
      WHERE number BETWEEN ? AND ? AND created < ? AND (delivered IS NOT NULL OR failed IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM question WHERE message = old.number AND state = 'open')
        AND NOT EXISTS (SELECT 1 FROM outbox AS new
          WHERE new.replaces = old.number AND new.delivered IS NULL AND new.failed IS NULL)
      """,
      .integer(stretch.lowerBound),
      .integer(stretch.upperBound),
      .integer(time.milliseconds)
    ) { (row) in row.integer(0) }
    try remove(old, in: connection)
    return Sweep(removed: old.count, next: stretch.upperBound)
  }

  /// What was said to `user`, oldest first.
  package static func export(
    of user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [JSON] {
    try connection.rows(
      """
      SELECT created, conversation, message, replyTo, replaces, delivered, externalID, failed, failedAt, number
      FROM outbox WHERE user = ? ORDER BY created, number
      """,
      .text(user)
    ) { (row) in
      [
        "created": .moment(row.date(0)), "number": .integer(row.integer(9)),
        "conversation": .text(row.optionalText(1)), "message": .stored(row.text(2)),
        "answers": .text(row.optionalText(3)),
        "replaces": row.optionalInteger(4).map(JSON.integer) ?? .null,
        "delivered": .moment(row.optionalDate(5)), "channelID": .text(row.optionalText(6)),
        "givenUp": .text(row.optionalText(7)), "givenUpAt": .moment(row.optionalDate(8)),
      ]
    }
  }

  /// Forgets everything that was said to `user`, or is to be.
  @discardableResult
  package static func forget(_ user: String, in connection: Connection) throws(DatabaseError) -> Int
  {
    let numbers = try connection.rows("SELECT number FROM outbox WHERE user = ?", .text(user)) {
      (row) in row.integer(0)
    }
    try remove(numbers, in: connection)
    return numbers.count
  }

  /// Deletes messages, and lets go of them whatever points at them.
  static func remove(_ numbers: [Int], in connection: Connection) throws(DatabaseError) {
    for number in numbers {
      try connection.run("UPDATE outbox SET replaces = NULL WHERE replaces = ?", .integer(number))
      try connection.run("UPDATE question SET message = NULL WHERE message = ?", .integer(number))
      try connection.run("DELETE FROM outbox WHERE number = ?", .integer(number))
    }
  }
}
