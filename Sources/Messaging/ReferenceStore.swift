package import struct Foundation.Date
package import Storage

/// Where users can be reached, by the newest that each conversation of theirs has brought.
///
/// All functions take part in the caller's transaction.
package enum ReferenceStore {
  /// The layout of this store's table; only ever added to.
  package static let layout = Layout(
    "reference",
    Migration(
      """
      CREATE TABLE reference (
        key TEXT PRIMARY KEY,
        user TEXT NOT NULL,
        channelID TEXT NOT NULL,
        serviceURL TEXT NOT NULL,
        conversationID TEXT NOT NULL,
        isPersonal INTEGER NOT NULL,
        tenantID TEXT,
        botID TEXT NOT NULL,
        botName TEXT,
        channelUserID TEXT NOT NULL,
        channelUserName TEXT,
        locale TEXT,
        seen INTEGER NOT NULL,
        blocked TEXT,
        blockedAt INTEGER
      ) STRICT
      """,
      "CREATE INDEX referenceOfUser ON reference (user, isPersonal, seen)"
    )
  )

  /// Keeps a reference as the newest under its key; whatever blocked the one before is over.
  package static func keep(
    _ reference: Reference,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      INSERT INTO reference (\(columns), seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)
      ON CONFLICT (key) DO UPDATE SET
        user = excluded.user, channelID = excluded.channelID, serviceURL = excluded.serviceURL,
        conversationID = excluded.conversationID, isPersonal = excluded.isPersonal,
        tenantID = excluded.tenantID, botID = excluded.botID, botName = excluded.botName,
        channelUserID = excluded.channelUserID, channelUserName = excluded.channelUserName,
        locale = excluded.locale, seen = excluded.seen, blocked = NULL, blockedAt = NULL
      -- What has not changed is not written for every message, only to note by the hour that it was seen.
      WHERE serviceURL <> excluded.serviceURL OR user <> excluded.user OR blocked IS NOT NULL
        OR channelUserID <> excluded.channelUserID OR botID <> excluded.botID
        OR tenantID IS NOT excluded.tenantID OR locale IS NOT excluded.locale
        OR botName IS NOT excluded.botName OR channelUserName IS NOT excluded.channelUserName
        OR seen < excluded.seen - 3600000
      """,
      .text(reference.key),
      .text(reference.user),
      .text(reference.channelID),
      .text(reference.serviceURL),
      .text(reference.conversationID),
      .integer(reference.isPersonal ? 1 : 0),
      SQLValue(reference.tenantID),
      .text(reference.botID),
      SQLValue(reference.botName),
      .text(reference.channelUserID),
      SQLValue(reference.channelUserName),
      SQLValue(reference.locale),
      .integer(time.milliseconds)
    )
  }

  /// The reference under that key, blocked or not; nil where there is none.
  package static func reference(
    _ key: String,
    in connection: Connection
  ) throws(DatabaseError) -> Reference? {
    try connection.rows(
      "SELECT \(columns) FROM reference WHERE key = ?",
      .text(key)
    ) { (row) in reference(row) }.first
  }

  /// Where `user` can be reached alone: the newest that is not blocked, else the newest; nil where there is none.
  package static func personal(
    of user: String,
    in connection: Connection
  ) throws(DatabaseError) -> Reference? {
    try connection.rows(
      """
      SELECT \(columns) FROM reference WHERE user = ? AND isPersonal = 1
      ORDER BY blocked IS NOT NULL, seen DESC LIMIT 1
      """,
      .text(user)
    ) { (row) in reference(row) }.first
  }

  /// The newest reference of `user` in company that is not blocked: from it the channel's id of them is known.
  package static func inCompany(
    of user: String,
    in connection: Connection
  ) throws(DatabaseError) -> Reference? {
    try connection.rows(
      """
      SELECT \(columns) FROM reference WHERE user = ? AND isPersonal = 0 AND blocked IS NULL
      ORDER BY seen DESC LIMIT 1
      """,
      .text(user)
    ) { (row) in reference(row) }.first
  }

  /// Notes that nothing can be sent there until ``keep(_:at:in:)`` brings it anew.
  ///
  /// - Parameter reason: a word of ours.
  package static func block(
    _ key: String,
    because reason: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      "UPDATE reference SET blocked = ?, blockedAt = ? WHERE key = ? AND blocked IS NULL",
      .text(reason),
      .integer(time.milliseconds),
      .text(key)
    )
  }

  private static let columns = """
    key, user, channelID, serviceURL, conversationID, isPersonal, tenantID, botID, botName, \
    channelUserID, channelUserName, locale, blocked
    """
  /// The columns for ``reference(_:from:)``, where another table is in the same query.
  static let ownColumns = "reference." + columns.replacing(", ", with: ", reference.")

  /// - Parameter first: the column of the key.
  static func reference(_ row: borrowing Row, from first: Int = 0) -> Reference {
    var reference = Reference(
      user: row.text(first + 1),
      channelID: row.text(first + 2),
      serviceURL: row.text(first + 3),
      conversationID: row.text(first + 4),
      isPersonal: row.integer(first + 5) == 1,
      tenantID: row.optionalText(first + 6),
      botID: row.text(first + 7),
      botName: row.optionalText(first + 8),
      channelUserID: row.text(first + 9),
      channelUserName: row.optionalText(first + 10),
      locale: row.optionalText(first + 11)
    )
    reference.key = row.text(first)
    reference.blocked = row.optionalText(first + 12)
    return reference
  }
}
