package import Foundation
package import Storage

extension ConversationStore {
  /// One thing said in a conversation, secrets masked.
  package struct Line: Sendable, Hashable {
    /// Whether the user said it; else Rakel did.
    package var isFromUser: Bool
    package var text: String
    package var time: Date
  }

  /// What was said last in a conversation, oldest first, at most so many lines.
  package static func transcript(
    of id: String,
    last count: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [Line] {
    try connection.rows(
      """
      SELECT fromUser, text, time FROM (
        SELECT id, fromUser, text, time FROM message WHERE conversation = ? ORDER BY id DESC LIMIT ?)
      ORDER BY id
      """,
      .text(id),
      .integer(count)
    ) { (row) in
      Line(
        isFromUser: row.integer(0) == 1,
        text: row.text(1),
        time: Date(timeIntervalSince1970: row.real(2))
      )
    }
  }
}
