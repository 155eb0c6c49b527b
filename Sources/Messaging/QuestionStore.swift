package import Foundation
internal import Ground
package import Storage

/// What flows have asked and wait to hear, and what has been answered.
///
/// All functions take part in the caller's transaction.
package enum QuestionStore {
  /// The layout of this store's table, which needs ``OutboxStore/layout`` before it; only ever added to.
  package static let layout = Layout(
    "question",
    Migration(
      """
      CREATE TABLE question (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        token TEXT NOT NULL,
        execution TEXT NOT NULL,
        flow TEXT NOT NULL,
        user TEXT NOT NULL,
        text TEXT NOT NULL,
        inputs TEXT NOT NULL,
        actions TEXT NOT NULL,
        isCard INTEGER NOT NULL,
        message INTEGER REFERENCES outbox (number),
        asked INTEGER NOT NULL,
        state TEXT NOT NULL,
        settled INTEGER
      ) STRICT
      """,
      "CREATE INDEX openQuestionOfUser ON question (user, id) WHERE state = 'open'",
      "CREATE INDEX answeredQuestionOfUser ON question (user, settled) WHERE state = 'answered'",
      "CREATE INDEX questionOfExecution ON question (execution)",
      "CREATE INDEX questionOfToken ON question (token)"
    ),
    // For each message that is deleted it is asked which question it put.
    Migration("CREATE INDEX questionOfMessage ON question (message) WHERE message IS NOT NULL"),
    // Whoever looks for a token knows whose it is, and an execution asks few questions.
    Migration("DROP INDEX questionOfToken")
  )

  /// Puts a question: keeps it as open, makes the message that asks it, and puts that in the outbox.
  ///
  /// - Parameter message: makes the message from the question's number, which a card carries as `rakelQuestion`.
  /// - Returns: the question with its number and its message's.
  package static func open(
    _ question: Question,
    saying message: (_ id: Int) -> OutgoingMessage,
    in connection: Connection
  ) throws(DatabaseError) -> Question {
    var question = question
    // Each must name the other: with its number known beforehand it is written once.
    question.id = try nextID(in: connection)
    question.state = .open
    question.message = try OutboxStore.add(
      message(question.id),
      to: question.user,
      at: question.asked,
      in: connection
    )
    try insert(question, in: connection)
    return question
  }

  /// The question of that number, whatever has become of it; nil where there is none.
  package static func question(
    _ id: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Question? {
    try connection.rows("SELECT \(columns) FROM question WHERE id = ?", .integer(id)) {
      (row) throws(DatabaseError) in try question(row)
    }.first
  }

  /// The open question that the message of that number puts; nil where it puts none.
  package static func openQuestion(
    putBy message: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Question? {
    try connection.rows(putBy, .integer(message)) { (row) throws(DatabaseError) in
      try question(row)
    }.first
  }

  /// The questions that wait to hear from `user`, newest last; of very many the newest 50.
  package static func openQuestions(
    of user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [KeptQuestion] {
    try connection.rows(
      """
      SELECT \(columns) FROM question WHERE user = ? AND state = 'open' ORDER BY id DESC LIMIT 50
      """,
      .text(user)
    ) { (row) in kept(row) }.reversed()
  }

  /// Whether the newest question that waits to hear from `user` is a card with something to press; nil where none waits.
  package static func newestHasActions(
    of user: String,
    in connection: Connection
  ) throws(DatabaseError) -> Bool? {
    try connection.rows(
      "SELECT actions <> '[]' FROM question WHERE user = ? AND state = 'open' ORDER BY id DESC LIMIT 1",
      .text(user)
    ) { (row) in row.integer(0) == 1 }.first
  }

  /// The open questions that have reached `user`, who else could not mean them; newest last, the newest 50.
  package static func shownQuestions(
    of user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [KeptQuestion] {
    try connection.rows(shown, .text(user)) { (row) in kept(row) }.reversed()
  }

  /// The question that `user` answered last; nil before the first.
  package static func lastAnswered(
    by user: String,
    in connection: Connection
  ) throws(DatabaseError) -> KeptQuestion? {
    try connection.rows(answered, .text(user)) { (row) in kept(row) }.first
  }

  /// Ends an open question; false, and nothing changes, where it was open no more.
  @discardableResult
  package static func settle(
    _ id: Int,
    as state: Question.State,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    try connection.run(
      "UPDATE question SET state = ?, settled = ? WHERE id = ? AND state = 'open'",
      .text(state.rawValue),
      .integer(time.milliseconds),
      .integer(id)
    ) == 1
  }

  /// Closes a question after all whose answer did not count, because the flow had gone on.
  package static func withdraw(
    _ id: Int,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      "UPDATE question SET state = 'closed', settled = ? WHERE id = ?",
      .integer(time.milliseconds),
      .integer(id)
    )
  }

  /// Closes what is open of an execution, because it has ended; gives the questions that were, oldest first.
  @discardableResult
  package static func closeAll(
    of execution: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> [Question] {
    let open = try connection.rows(
      "SELECT \(columns) FROM question WHERE execution = ? AND state = 'open' ORDER BY id",
      .text(execution)
    ) { (row) throws(DatabaseError) in try question(row) }
    return try close(open, at: time, in: connection)
  }

  /// Closes what is open under a token of an execution, because its wait has ended; gives the questions that were, oldest first.
  @discardableResult
  package static func closeAll(
    ofToken token: String,
    of execution: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> [Question] {
    let open = try connection.rows(
      """
      SELECT \(columns) FROM question WHERE execution = ? AND token = ? AND state = 'open' ORDER BY id
      """,
      .text(execution),
      .text(token)
    ) { (row) throws(DatabaseError) in try question(row) }
    return try close(open, at: time, in: connection)
  }

  private static func close(
    _ questions: [Question],
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> [Question] {
    var closed: [Question] = []
    for var question in questions {
      try settle(question.id, as: .closed, at: time, in: connection)
      question.state = .closed
      closed.append(question)
    }
    return closed
  }
}

/// Rows and values.
extension QuestionStore {
  fileprivate static let columns = """
    id, token, execution, flow, user, text, inputs, actions, isCard, message, asked, state
    """

  // Put together once: they are asked for with every message.
  fileprivate static let shown = """
    SELECT \(columns) FROM question WHERE user = ? AND state = 'open'
      AND (SELECT delivered FROM outbox WHERE number = question.message) IS NOT NULL
    ORDER BY id DESC LIMIT 50
    """
  fileprivate static let putBy = """
    SELECT \(columns) FROM question WHERE message = ? AND state = 'open' ORDER BY id LIMIT 1
    """
  fileprivate static let answered = """
    SELECT \(columns) FROM question WHERE user = ? AND state = 'answered'
    ORDER BY settled DESC, id DESC LIMIT 1
    """

  /// The number that the next question gets, from 1 and never used again.
  fileprivate static func nextID(in connection: Connection) throws(DatabaseError) -> Int {
    let last = try connection.rows("SELECT seq FROM sqlite_sequence WHERE name = 'question'") {
      (row) in row.integer(0)
    }.first
    return (last ?? 0) + 1
  }

  fileprivate static func insert(
    _ question: Question,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      INSERT INTO question
        (id, token, execution, flow, user, text, inputs, actions, isCard, message, asked, state)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')
      """,
      .integer(question.id),
      .text(question.token),
      .text(question.execution),
      .text(question.flow),
      .text(question.user),
      .text(question.text),
      .json(.array(question.inputs.map(\.stored))),
      .json(.array(question.actions.map(\.stored))),
      .integer(question.isCard ? 1 : 0),
      .integer(question.message),
      .integer(question.asked.milliseconds)
    )
  }

  fileprivate static func question(_ row: borrowing Row) throws(DatabaseError) -> Question {
    var question = unread(row)
    question.take(inputs: try row.json(6), actions: try row.json(7))
    return question
  }

  fileprivate static func kept(_ row: borrowing Row) -> KeptQuestion {
    KeptQuestion(unread(row), inputs: row.blob(6), actions: row.blob(7))
  }

  /// Without its inputs and its actions.
  private static func unread(_ row: borrowing Row) -> Question {
    var question = Question(
      token: row.text(1),
      execution: row.text(2),
      flow: row.text(3),
      user: row.text(4),
      text: row.text(5),
      inputs: [],
      isCard: row.integer(8) == 1,
      asked: row.date(10)
    )
    question.id = row.integer(0)
    question.message = row.integer(9)
    question.state = Question.State(rawValue: row.text(11)) ?? .closed
    return question
  }
}
