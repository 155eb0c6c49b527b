package import Foundation
package import Storage

/// Where conversations live: one row each, and the messages that made them, secrets masked.
package struct ConversationStore: Sendable {
  private let database: Database

  package init(_ database: Database) { self.database = database }

  /// The layout of this store's tables; only ever added to.
  package static let layout = Layout(
    "conversation",
    Migration(
      """
      CREATE TABLE conversation (
        id TEXT PRIMARY KEY,
        state TEXT NOT NULL,
        updated REAL NOT NULL
      ) STRICT
      """,
      """
      CREATE TABLE message (
        id INTEGER PRIMARY KEY,
        conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
        fromUser INTEGER NOT NULL,
        text TEXT NOT NULL,
        time REAL NOT NULL
      ) STRICT
      """,
      "CREATE INDEX messageOfConversation ON message (conversation, id)"
    )
  )

  /// The conversation with that id; a new one where there is none, or where an older Rakel's is unreadable.
  package func conversation(_ id: String) async throws(DatabaseError) -> Conversation {
    let states = try await database.read { (connection) throws(DatabaseError) in
      try connection.rows("SELECT state FROM conversation WHERE id = ?", .text(id)) { (row) in
        row.text(0)
      }
    }
    guard let state = states.first else { return Conversation() }
    // Better to begin anew than to fail every message of a conversation.
    return (try? JSONDecoder().decode(Conversation.self, from: Data(state.utf8))) ?? Conversation()
  }

  /// Keeps a turn, in one transaction: the state after it, what was said and what was replied.
  package func commit(
    _ turn: Turn.Outcome,
    of id: String,
    at time: Date
  ) async throws(DatabaseError) {
    let state = Self.state(of: turn.conversation)
    let seconds = time.timeIntervalSince1970
    try await database.write { (connection) throws(DatabaseError) in
      try connection.run(
        """
        INSERT INTO conversation (id, state, updated) VALUES (?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, updated = excluded.updated
        """,
        .text(id),
        .text(state),
        .real(seconds)
      )
      for (fromUser, text) in [(1, turn.heard)] + turn.replies.map({ (0, $0.text) }) {
        try connection.run(
          "INSERT INTO message (conversation, fromUser, text, time) VALUES (?, ?, ?, ?)",
          .text(id),
          .integer(fromUser),
          .text(text),
          .real(seconds)
        )
      }
    }
  }

  private static func state(of conversation: Conversation) -> String {
    // Made of strings only, which always encode; an empty state would be read as a new conversation.
    let encoded = (try? JSONEncoder().encode(conversation)) ?? Data()
    return String(decoding: encoded, as: UTF8.self)
  }
}
