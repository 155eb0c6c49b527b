package import Foundation
package import Ground
package import Storage

/// How long it is kept, and what there is of one person.
extension InboxStore {
  /// Forgets, a stretch at a time, what came in before `time` and has been handled: it is then no longer known again.
  package static func purge(
    before time: Date,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    try connection.sweep(
      "inbox",
      after: row,
      where: "received < ?1 AND handled IS NOT NULL",
      .integer(time.milliseconds)
    )
  }

  /// What is kept of what `user` sent, oldest first.
  package static func export(
    of user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [JSON] {
    try connection.rows(
      """
      SELECT received, kind, conversation, activityID, content, locale, handled FROM inbox
      WHERE user = ? ORDER BY received, number
      """,
      .text(user)
    ) { (row) in
      [
        "received": .moment(row.date(0)), "kind": .string(row.text(1)),
        "conversation": .string(row.text(2)), "activity": .text(row.optionalText(3)),
        "content": .text(row.optionalText(4)), "language": .text(row.optionalText(5)),
        "handled": .moment(row.optionalDate(6)),
      ]
    }
  }

  /// Forgets everything that `user` sent, handled or not.
  @discardableResult
  package static func forget(_ user: String, in connection: Connection) throws(DatabaseError) -> Int
  {
    try connection.run("DELETE FROM inbox WHERE user = ?", .text(user))
  }
}
