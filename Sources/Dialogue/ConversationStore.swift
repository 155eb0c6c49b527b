package import Foundation
internal import Ground
internal import Messaging
package import Storage

/// Where conversations live: one row each, and the messages that made them, secrets masked.
package struct ConversationStore: Sendable {
  let database: Database

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
    ),
    // Whose it is, which its id does not always say; looked up so rarely that an index would cost more than it saves.
    Migration("ALTER TABLE conversation ADD COLUMN user TEXT")
  )

  /// The layouts of everything that a turn keeps, in the order in which they need each other.
  package static let layouts = [OutboxStore.layout, QuestionStore.layout, layout]

  /// The conversation with that id; a new one where there is none, or where an older Rakel's is unreadable.
  package func conversation(_ id: String) async throws(DatabaseError) -> Conversation {
    try await database.read { (connection) throws(DatabaseError) in
      try Self.conversation(id, in: connection)
    }
  }

  /// What a turn needs to know beforehand: the conversation, and what flows have to do with the user.
  package func situation(
    of id: String,
    with user: String,
    through runner: any FlowRunner
  ) async throws(DatabaseError) -> (conversation: Conversation, pending: Pending) {
    try await database.read { (connection) throws(DatabaseError) in
      try Self.situation(of: id, with: user, through: runner, in: connection)
    }
  }

  /// Keeps a turn in one transaction: the state after it, what was said, and what it asks of the flows.
  ///
  /// - Parameter also: what else belongs to the turn, such as its line in an audit.
  /// - Returns: the conversation as it was kept.
  @discardableResult
  package func commit(
    _ turn: Turn.Outcome,
    of id: String,
    through runner: any FlowRunner = NoFlows(),
    at time: Date,
    also: @Sendable (Connection) throws(DatabaseError) -> Void = { _ in }
  ) async throws(DatabaseError) -> Conversation {
    try await database.write { (connection) throws(DatabaseError) in
      let kept = try Self.keep(turn, of: id, through: runner, at: time, in: connection)
      try also(connection)
      return kept
    }
  }
}

/// The same within a transaction that the caller has begun.
extension ConversationStore {
  /// See ``conversation(_:)``.
  package static func conversation(
    _ id: String,
    in connection: Connection
  ) throws(DatabaseError) -> Conversation {
    let states = try connection.rows(
      "SELECT state FROM conversation WHERE id = ?",
      .text(id)
    ) { (row) in
      // Better to begin anew than to fail every message of a conversation.
      try? row.json(0)
    }
    return Conversation(stored: (states.first ?? nil) ?? .null)
  }

  /// See ``situation(of:with:through:)``.
  package static func situation(
    of id: String,
    with user: String,
    through runner: any FlowRunner,
    in connection: Connection
  ) throws(DatabaseError) -> (conversation: Conversation, pending: Pending) {
    let conversation = try conversation(id, in: connection)
    return (conversation, try pending(conversation, with: user, through: runner, in: connection))
  }

  /// What flows have to do with the user.
  ///
  /// - Parameter isSaid: whether all that is to be said counts as said: for ``Turn/goOn(with:in:pending:at:)``, and then
  ///   nothing is looked up where that has nothing to say.
  package static func pending(
    _ conversation: Conversation,
    with user: String,
    assumingAllIsSaid isSaid: Bool = false,
    through runner: any FlowRunner,
    in connection: Connection
  ) throws(DatabaseError) -> Pending {
    if isSaid, conversation.owed == nil,
      try QuestionStore.newestHasActions(of: user, in: connection) != true
    {
      return Pending()
    }
    var pending = Pending(
      questions: isSaid
        ? try QuestionStore.openQuestions(of: user, in: connection)
        : try QuestionStore.shownQuestions(of: user, in: connection),
      answered: try QuestionStore.lastAnswered(by: user, in: connection)
    )
    if !isSaid, let started = conversation.started {
      pending.isRunning = try runner.isRunning(started.execution, in: connection)
    }
    return pending
  }

  static func write(
    _ conversation: Conversation,
    as id: String,
    of user: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      INSERT INTO conversation (id, state, updated, user) VALUES (?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET
        state = excluded.state, updated = excluded.updated, user = excluded.user
      """,
      .text(id),
      .json(conversation.stored),
      .real(time.timeIntervalSince1970),
      .text(user)
    )
  }

  static func write(
    _ text: String,
    fromUser: Bool,
    to id: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      "INSERT INTO message (conversation, fromUser, text, time) VALUES (?, ?, ?, ?)",
      .text(id),
      .integer(fromUser ? 1 : 0),
      .text(text),
      .real(time.timeIntervalSince1970)
    )
  }
}
