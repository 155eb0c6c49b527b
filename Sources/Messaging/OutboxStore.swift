package import Foundation
internal import Ground
package import Storage

/// What is to be said to whom: written in the transaction that decides it, delivered afterwards by a channel.
///
/// All functions take part in the caller's transaction.
package enum OutboxStore {
  /// The layout of this store's table; only ever added to.
  package static let layout = Layout(
    "outbox",
    Migration(
      """
      CREATE TABLE outbox (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        user TEXT NOT NULL,
        message TEXT NOT NULL,
        replaces INTEGER REFERENCES outbox (number),
        created INTEGER NOT NULL,
        delivered INTEGER,
        externalID TEXT
      ) STRICT
      """,
      "CREATE INDEX undeliveredToUser ON outbox (user, number) WHERE delivered IS NULL"
    ),
    // What a channel needs that other people run: where to, how often tried, given up why and when.
    Migration(
      "ALTER TABLE outbox ADD COLUMN conversation TEXT",
      "ALTER TABLE outbox ADD COLUMN replyTo TEXT",
      "ALTER TABLE outbox ADD COLUMN due INTEGER NOT NULL DEFAULT 0",
      "ALTER TABLE outbox ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0",
      "ALTER TABLE outbox ADD COLUMN partsSent INTEGER NOT NULL DEFAULT 0",
      "ALTER TABLE outbox ADD COLUMN failed TEXT",
      "ALTER TABLE outbox ADD COLUMN failedAt INTEGER",
      "DROP INDEX undeliveredToUser",
      """
      CREATE INDEX pendingToUser ON outbox (user, number) WHERE delivered IS NULL AND failed IS NULL
      """,
      "CREATE INDEX failedToUser ON outbox (user, failedAt) WHERE failed IS NOT NULL"
    ),
    // For each message that is deleted it is asked what replaces it.
    Migration("CREATE INDEX outboxReplacing ON outbox (replaces) WHERE replaces IS NOT NULL"),
    // What was said to somebody of Rakel's own accord, for whoever takes over.
    Migration("CREATE INDEX outboxUnprompted ON outbox (user, number) WHERE replyTo IS NULL"),
    // Whoever looks for what waits in each place need not look through all that waits in one.
    Migration(
      "DROP INDEX pendingToUser",
      """
      CREATE INDEX pendingInPlace ON outbox (user, conversation, number)
      WHERE delivered IS NULL AND failed IS NULL
      """
    )
  )

  /// Puts a message last in line for `user` and gives its number, from 1 and never used again.
  ///
  /// - Parameters:
  ///   - conversation: the key of the ``Reference`` where it is to be said, or the name of a terminal's; nil for wherever
  ///     the user can be reached alone.
  ///   - replyTo: the channel's id of the activity that it answers.
  package static func add(
    _ message: OutgoingMessage,
    to user: String,
    conversation: String? = nil,
    replyTo: String? = nil,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    try connection.run(
      """
      INSERT INTO outbox (user, message, replaces, created, conversation, replyTo)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      .text(user),
      .json(message.stored),
      SQLValue(message.replaces),
      .integer(time.milliseconds),
      SQLValue(conversation),
      SQLValue(replyTo)
    )
    return connection.lastRow
  }

  /// The messages that have not reached `user` and are not given up, oldest first, at most `limit` of them.
  package static func undelivered(
    to user: String,
    limit: Int = 100,
    in connection: Connection
  ) throws(DatabaseError) -> [(number: Int, message: OutgoingMessage)] {
    try connection.rows(
      """
      SELECT number, message, replaces FROM outbox
      WHERE user = ? AND delivered IS NULL AND failed IS NULL ORDER BY number LIMIT ?
      """,
      .text(user),
      .integer(limit)
    ) { (row) throws(DatabaseError) in (number: row.integer(0), message: try message(row, from: 1))
    }
  }

  /// The message of that number; nil where there is none.
  package static func message(
    _ number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> OutgoingMessage? {
    try connection.rows(
      "SELECT message, replaces FROM outbox WHERE number = ?",
      .integer(number)
    ) { (row) throws(DatabaseError) in try message(row, from: 0) }.first
  }

  /// The words that were said to `user` since a moment and answered no message of theirs, oldest first: the last `count`.
  package static func unprompted(
    to user: String,
    since time: Date,
    last count: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [(text: String, time: Date)] {
    try connection.rows(
      """
      SELECT message, replaces, created FROM outbox
      WHERE user = ? AND replyTo IS NULL AND created >= ? ORDER BY number DESC LIMIT ?
      """,
      .text(user),
      .integer(time.milliseconds),
      .integer(count)
    ) { (row) throws(DatabaseError) in (try message(row, from: 0).text, row.date(2)) }.reversed()
  }

  /// Notes that a message has reached its user; a second time changes nothing.
  ///
  /// - Parameters:
  ///   - externalID: what the channel calls it, where it may be replaced there.
  ///   - conversation: where it was said, where that was not told before.
  package static func markDelivered(
    _ number: Int,
    as externalID: String? = nil,
    saidIn conversation: String? = nil,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      UPDATE outbox SET delivered = ?, externalID = ?, conversation = coalesce(conversation, ?)
      WHERE number = ? AND delivered IS NULL
      """,
      .integer(time.milliseconds),
      SQLValue(externalID),
      SQLValue(conversation),
      .integer(number)
    )
  }

  /// What the channel calls the delivered message of that number; nil where it said nothing.
  package static func externalID(
    of number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> String? {
    try connection.rows(
      "SELECT externalID FROM outbox WHERE number = ?",
      .integer(number)
    ) { (row) in row.optionalText(0) }.first ?? nil
  }

  static func message(
    _ row: borrowing Row,
    from column: Int
  ) throws(DatabaseError) -> OutgoingMessage {
    var message = try OutgoingMessage(stored: row.json(column))
    message.replaces = row.optionalInteger(column + 1)
    return message
  }
}

extension OutgoingMessage {
  /// As it is kept; what it replaces has a column of its own.
  fileprivate var stored: JSON {
    var object = JSONObject()
    object["text"] = .string(text)
    if !options.isEmpty { object["options"] = .array(options.map(JSON.string)) }
    object["card"] = card
    return .object(object)
  }

  fileprivate init(stored: JSON) {
    self.init(
      stored["text"]?.string ?? "",
      options: stored["options"]?.array?.compactMap(\.string) ?? [],
      card: stored["card"]
    )
  }
}
