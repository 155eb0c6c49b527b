internal import Ground
package import Storage

/// The audit: who started, answered, changed and cancelled what, and who was refused.
///
/// Entries are only ever added, but that the oldest are let go (``trim(before:at:in:)``): triggers refuse everything else,
/// and each entry holds a hash of all before it, so that
/// whoever goes round the triggers shows (``verdict(in:)``). All functions take part in the caller's transaction.
package enum AuditStore {
  /// The layout of this store's table; only ever added to.
  package static let layout = Layout(
    "audit",
    Migration(
      """
      CREATE TABLE audit (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        time INTEGER NOT NULL,
        user TEXT,
        event TEXT NOT NULL,
        kind TEXT,
        subject TEXT,
        details TEXT NOT NULL,
        hash BLOB NOT NULL
      ) STRICT
      """,
      "CREATE INDEX auditOfSubject ON audit (kind, subject)",
      "CREATE INDEX auditOfRefusals ON audit (time, user) WHERE event = 'access.refused'",
      """
      CREATE TRIGGER auditIsNotAltered BEFORE UPDATE ON audit
      BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END
      """,
      """
      CREATE TRIGGER auditIsNotShortened BEFORE DELETE ON audit
      BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END
      """,
      // INSERT OR REPLACE deletes without firing the trigger on DELETE.
      """
      CREATE TRIGGER auditIsNotReplaced BEFORE INSERT ON audit
      WHEN NEW.number <= (SELECT max(number) FROM audit)
      BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END
      """
    ),
    // What is older than the audit is kept may go, from the front: all up to the anchor.
    Migration(
      """
      CREATE TABLE auditAnchor (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        number INTEGER NOT NULL,
        hash BLOB NOT NULL
      ) STRICT
      """,
      "DROP TRIGGER auditIsNotShortened",
      """
      CREATE TRIGGER auditIsNotShortened BEFORE DELETE ON audit
      WHEN OLD.number > coalesce((SELECT number FROM auditAnchor), 0)
      BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END
      """,
      """
      CREATE TRIGGER auditAnchorIsNotTakenBack BEFORE UPDATE ON auditAnchor
      WHEN NEW.number < OLD.number
      BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END
      """
    )
  )

  /// Adds an entry and gives its number, from 1.
  @discardableResult
  package static func append(
    _ entry: AuditEntry,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    let last = try connection.rows(
      "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1"
    ) { (row) in (number: row.integer(0), hash: row.blob(1)) }.first
    let number = (last?.number ?? 0) + 1
    let time = entry.time.milliseconds
    let details = JSON.object(entry.details.json).text
    let (kind, subject) = (entry.subject?.kind.rawValue, entry.subject?.id)
    var chain = AuditChain(head: last?.hash)
    chain.add(
      number: number,
      time: time,
      fields: [entry.user, entry.event.rawValue, kind, subject, details]
    )
    try connection.run(
      """
      INSERT INTO audit (number, time, user, event, kind, subject, details, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      .integer(number),
      .integer(time),
      SQLValue(entry.user),
      .text(entry.event.rawValue),
      SQLValue(kind),
      SQLValue(subject),
      .text(details),
      .blob(chain.head)
    )
    return number
  }

  /// Whether the audit is as it was written.
  package static func verdict(in connection: Connection) throws(DatabaseError) -> AuditVerdict {
    let given =
      try connection.rows(
        "SELECT seq FROM sqlite_sequence WHERE name = 'audit'"
      ) { (row) in row.integer(0) }.first ?? 0
    let anchor = try anchor(in: connection)
    var chain = AuditChain(head: anchor.hash)
    var last = anchor.number
    while true {
      let page = try stored(after: last, in: connection)
      for row in page {
        chain.add(number: row.number, time: row.time, fields: row.fields)
        guard row.number == last + 1, chain.head == row.hash else {
          return .altered(entry: last + 1)
        }
        last += 1
      }
      if page.isEmpty { break }
    }
    if last < given { return .shortened(to: last) }
    guard try isAnchored(in: connection) else { return .altered(entry: anchor.number + 1) }
    return .intact(entries: last - anchor.number, head: chain.head)
  }

  /// A row as it stands in the file, for its hash.
  private struct StoredRow {
    var number: Int
    var time: Int
    var fields: [String?]
    var hash: [UInt8]
  }

  private static func stored(
    after number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [StoredRow] {
    try connection.rows(
      """
      SELECT number, time, user, event, kind, subject, details, hash FROM audit
      WHERE number > ? ORDER BY number LIMIT 1000
      """,
      .integer(number)
    ) { (row) in
      StoredRow(
        number: row.integer(0),
        time: row.integer(1),
        fields: (2...6).map { row.optionalText($0) },
        hash: row.blob(7)
      )
    }
  }
}
