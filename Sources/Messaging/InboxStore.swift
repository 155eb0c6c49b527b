package import Foundation
package import Ground
package import Storage

/// Something that has come in on a channel and is to be handled, or has been.
package struct Incoming: Sendable, Hashable {
  /// What it is.
  package enum Content: Sendable, Hashable {
    /// Words, secrets masked; whether there were any.
    case text(String, isMasked: Bool)
    /// What a card sent: the action's data with the values of its inputs.
    case submission(JSON)
    /// Files or pictures, and no words; nothing of them is kept.
    case attachment
    /// Somebody is there for the first time.
    case greeting
  }

  /// Its number in the store, from 1.
  package var number = 0
  /// The conversation in which it was said: the key of its ``Reference``.
  package var conversation: String
  /// The user's id in the directory.
  package var user: String
  /// What the channel calls it; nil where it has no name, and so can never be known again.
  package var activityID: String?
  package var content: Content
  /// The language of the user's client (BCP 47).
  package var locale: String?
  /// How often Rakel has stopped before it was handled.
  package var tries = 0

  package init(
    conversation: String,
    user: String,
    activityID: String?,
    content: Content,
    locale: String? = nil
  ) {
    self.conversation = conversation
    self.user = user
    self.activityID = activityID
    self.content = content
    self.locale = locale
  }
}

/// What has come in: kept before the channel is told that it has, so that nothing is lost and nothing handled twice.
///
/// All functions take part in the caller's transaction.
package enum InboxStore {
  /// The layout of this store's table; only ever added to.
  package static let layout = Layout(
    "inbox",
    Migration(
      """
      CREATE TABLE inbox (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation TEXT NOT NULL,
        activityID TEXT,
        user TEXT NOT NULL,
        kind TEXT NOT NULL,
        content TEXT,
        received INTEGER NOT NULL,
        locale TEXT,
        tries INTEGER NOT NULL DEFAULT 0,
        handled INTEGER
      ) STRICT
      """,
      """
      CREATE UNIQUE INDEX inboxActivity ON inbox (conversation, activityID)
      WHERE activityID IS NOT NULL
      """,
      "CREATE INDEX inboxUnhandled ON inbox (number) WHERE handled IS NULL"
    )
  )

  /// Keeps what has come in and gives its number; nil where it had come in before.
  ///
  /// - Parameter isHandled: whether it is handled in the same transaction, so that what was said need not be kept.
  package static func add(
    _ incoming: Incoming,
    isHandled: Bool = false,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Int? {
    let count = try connection.run(
      """
      INSERT INTO inbox (conversation, activityID, user, kind, content, received, locale, handled)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (conversation, activityID) WHERE activityID IS NOT NULL DO NOTHING
      """,
      .text(incoming.conversation),
      SQLValue(incoming.activityID),
      .text(incoming.user),
      .text(incoming.content.kind),
      SQLValue(isHandled ? nil : incoming.content.stored),
      .integer(time.milliseconds),
      SQLValue(incoming.locale),
      SQLValue(isHandled ? time.milliseconds : nil)
    )
    return count > 0 ? connection.lastRow : nil
  }

  /// The number of what came in before under the same name; nil where nothing did.
  package static func number(
    of incoming: Incoming,
    in connection: Connection
  ) throws(DatabaseError) -> Int? {
    guard let activity = incoming.activityID else { return nil }
    return try connection.rows(
      "SELECT number FROM inbox WHERE conversation = ? AND activityID = ?",
      .text(incoming.conversation),
      .text(activity)
    ) { (row) in row.integer(0) }.first
  }

  /// Notes that what waits between two numbers is taken up again after a stop.
  package static func noteTry(
    upTo last: Int,
    after number: Int,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      "UPDATE inbox SET tries = tries + 1 WHERE handled IS NULL AND number > ? AND number <= ?",
      .integer(number),
      .integer(last)
    )
  }

  /// Notes that it has been handled, and forgets what was said; false, and nothing changes, where it had been before.
  package static func settle(
    _ number: Int,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    try connection.run(
      "UPDATE inbox SET handled = ?, content = NULL WHERE number = ? AND handled IS NULL",
      .integer(time.milliseconds),
      .integer(number)
    ) == 1
  }

  /// What has not been handled yet, oldest first, at most so many, after the given number.
  package static func waiting(
    after number: Int = 0,
    limit: Int = 1_000,
    in connection: Connection
  ) throws(DatabaseError) -> [Incoming] {
    try connection.rows(
      """
      SELECT number, conversation, user, activityID, kind, content, locale, tries FROM inbox
      WHERE handled IS NULL AND number > ? ORDER BY number LIMIT ?
      """,
      .integer(number),
      .integer(limit)
    ) { (row) in
      var incoming = Incoming(
        conversation: row.text(1),
        user: row.text(2),
        activityID: row.optionalText(3),
        content: Incoming.Content(kind: row.text(4), stored: row.optionalText(5) ?? ""),
        locale: row.optionalText(6)
      )
      incoming.tries = row.integer(7)
      incoming.number = row.integer(0)
      return incoming
    }
  }
}

extension Incoming.Content {
  fileprivate var kind: String {
    switch self {
    case .text(_, let isMasked): isMasked ? "masked" : "text"
    case .submission: "submission"
    case .attachment: "attachment"
    case .greeting: "greeting"
    }
  }

  fileprivate var stored: String? {
    switch self {
    case .text(let text, _): text
    case .submission(let data): data.text
    case .attachment, .greeting: nil
    }
  }

  fileprivate init(kind: String, stored: String) {
    switch kind {
    case "greeting": self = .greeting
    case "attachment": self = .attachment
    case "submission": self = .submission((try? JSON(parsing: stored)) ?? [:])
    default: self = .text(stored, isMasked: kind == "masked")
    }
  }
}
