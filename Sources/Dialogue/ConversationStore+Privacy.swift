package import Foundation
package import Ground
package import Storage

/// How long they are kept, and what there is of one person.
extension ConversationStore {
  /// Forgets, a stretch at a time, what was said before `time`.
  package static func purgeMessages(
    before time: Date,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    try connection.sweep(
      "message",
      after: row,
      where: "time < ?1",
      .real(time.timeIntervalSince1970)
    )
  }

  /// Forgets, a stretch at a time, the conversations in which nothing has been said since `time` and of which no message
  /// is left; to be done after ``purgeMessages(before:after:in:)``.
  package static func purge(
    before time: Date,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    try connection.sweep(
      "conversation",
      after: row,
      where: """
        updated < ?1
        AND NOT EXISTS (SELECT 1 FROM message WHERE message.conversation = conversation.id)
        """,
      .real(time.timeIntervalSince1970)
    )
  }

  /// The ids of the conversations of `user`: those that say so, those that a channel has for them, and what an older
  /// Rakel has kept under ids that name them.
  ///
  /// Needs the tables of ``ReferenceStore`` and ``InboxStore``.
  package static func conversations(
    of user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [String] {
    try connection.rows(
      """
      SELECT id FROM conversation WHERE user = ?1
        OR user IS NULL AND (id IN (SELECT key FROM reference WHERE user = ?1)
          OR id IN (SELECT conversation FROM inbox WHERE user = ?1)
          OR id = 'terminal:' || ?1 OR substr(id, -length(?1) - 1) = '#' || ?1)
      ORDER BY updated, id
      """,
      .text(user)
    ) { (row) in row.text(0) }
  }

  /// The conversations of `user` with all that was said in them, and what is remembered; the one longest silent first.
  package static func export(
    of user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [JSON] {
    try conversations(of: user, in: connection).map { (id) throws(DatabaseError) in
      let messages = try connection.rows(
        "SELECT time, fromUser, text FROM message WHERE conversation = ? ORDER BY time, id",
        .text(id)
      ) { (row) -> JSON in
        [
          "time": .moment(Date(timeIntervalSince1970: row.real(0))),
          "from": .string(row.integer(1) == 1 ? user : "rakel"), "text": .string(row.text(2)),
        ]
      }
      let memory = try connection.rows(
        "SELECT updated, state FROM conversation WHERE id = ?",
        .text(id)
      ) { (row) in
        (Date(timeIntervalSince1970: row.real(0)), JSON.stored(row.text(1)))
      }.first
      return [
        "conversation": .string(id), "updated": .moment(memory?.0),
        "remembered": memory?.1 ?? .null, "messages": .array(messages),
      ]
    }
  }

  /// Forgets the conversations of `user`; gives how many there were, and how many messages.
  @discardableResult
  package static func forget(
    _ user: String,
    in connection: Connection
  ) throws(DatabaseError) -> (conversations: Int, messages: Int) {
    let ids = try conversations(of: user, in: connection)
    var messages = 0
    for id in ids {
      messages += try connection.run("DELETE FROM message WHERE conversation = ?", .text(id))
      try connection.run("DELETE FROM conversation WHERE id = ?", .text(id))
    }
    return (ids.count, messages)
  }
}
