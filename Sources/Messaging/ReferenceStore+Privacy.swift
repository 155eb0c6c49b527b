package import Foundation
package import Ground
package import Storage

/// How long they are kept, and what there is of one person.
extension ReferenceStore {
  /// Forgets, a stretch at a time, where users could be reached who have not been heard of since `time` and for whom
  /// nothing waits.
  ///
  /// Needs the table of ``OutboxStore``.
  ///
  /// - Parameter prefix: what the ids of the users begin with that are meant; empty for all.
  package static func purge(
    unseenSince time: Date,
    ofUsers prefix: String = "",
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    try connection.sweep(
      "reference",
      after: row,
      where: """
        seen < ?1 AND substr(user, 1, length(?2)) = ?2
        AND NOT EXISTS (SELECT 1 FROM outbox
          WHERE outbox.user = reference.user AND delivered IS NULL AND failed IS NULL)
        """,
      .integer(time.milliseconds),
      .text(prefix)
    )
  }

  /// Where `user` can be reached, the one heard of longest ago first.
  package static func export(
    of user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [JSON] {
    try connection.rows(
      """
      SELECT seen, channelID, conversationID, isPersonal, channelUserID, channelUserName, locale, tenantID,
        serviceURL, botID, blocked, blockedAt
      FROM reference WHERE user = ? ORDER BY seen, key
      """,
      .text(user)
    ) { (row) in
      [
        "seen": .moment(row.date(0)), "channel": .string(row.text(1)),
        "conversation": .string(row.text(2)), "isPersonal": .bool(row.integer(3) == 1),
        "channelUserID": .string(row.text(4)), "channelUserName": .text(row.optionalText(5)),
        "language": .text(row.optionalText(6)), "tenant": .text(row.optionalText(7)),
        "serviceURL": .string(row.text(8)), "bot": .string(row.text(9)),
        "blocked": .text(row.optionalText(10)), "blockedAt": .moment(row.optionalDate(11)),
      ]
    }
  }

  /// Forgets where `user` can be reached.
  @discardableResult
  package static func forget(_ user: String, in connection: Connection) throws(DatabaseError) -> Int
  {
    try connection.run("DELETE FROM reference WHERE user = ?", .text(user))
  }
}
