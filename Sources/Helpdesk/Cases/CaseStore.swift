package import Foundation
internal import Ground
package import Storage

/// The case register.
///
/// All functions take part in the caller's transaction.
package enum CaseStore {
  /// The layout of this store's tables; only ever added to.
  package static let layout = Layout(
    "case",
    Migration(
      """
      CREATE TABLE cases (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,
        user TEXT NOT NULL,
        municipality TEXT,
        subject TEXT NOT NULL,
        category TEXT NOT NULL,
        description TEXT NOT NULL,
        priority TEXT NOT NULL,
        flow TEXT,
        execution TEXT,
        status TEXT NOT NULL,
        created INTEGER NOT NULL,
        changed INTEGER NOT NULL
      ) STRICT
      """,
      "INSERT INTO sqlite_sequence (name, seq) VALUES ('cases', 1000)",
      "CREATE INDEX caseOfUser ON cases (user, number)",
      "CREATE INDEX caseByStatus ON cases (status, number)",
      """
      CREATE TABLE caseNote (
        id INTEGER PRIMARY KEY,
        number INTEGER NOT NULL REFERENCES cases (number),
        key TEXT UNIQUE,
        author TEXT NOT NULL,
        time INTEGER NOT NULL,
        text TEXT NOT NULL
      ) STRICT
      """,
      "CREATE INDEX noteOfCase ON caseNote (number, id)",
      """
      CREATE TABLE caseLine (
        number INTEGER NOT NULL REFERENCES cases (number),
        position INTEGER NOT NULL,
        fromUser INTEGER NOT NULL,
        text TEXT NOT NULL,
        time INTEGER NOT NULL,
        PRIMARY KEY (number, position)
      ) STRICT, WITHOUT ROWID
      """
    )
  )

  /// Writes a case down, once per key: what comes again with the same key changes nothing.
  package static func create(
    _ report: CaseReport,
    key: String,
    transcript: [Case.Line] = [],
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Registration {
    let known = try connection.rows(
      "SELECT number FROM cases WHERE key = ?",
      .text(key)
    ) { (row) in row.integer(0) }
    if let number = known.first { return Registration(number: number, isNew: false) }
    let numbers = try connection.rows(
      """
      INSERT INTO cases (
        key, user, municipality, subject, category, description, priority, flow, execution,
        status, created, changed
      ) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'open', ?10, ?10) RETURNING number
      """,
      .text(key),
      .text(report.user),
      SQLValue(report.municipality),
      .text(report.subject),
      .text(report.category),
      .text(report.description),
      .text(report.priority.rawValue),
      SQLValue(report.flow),
      SQLValue(report.execution),
      .integer(time.milliseconds)
    ) { (row) in row.integer(0) }
    let number = numbers.first ?? 0
    try keep(transcript, of: number, in: connection)
    return Registration(number: number, isNew: true)
  }

  private static func keep(
    _ transcript: [Case.Line],
    of number: Int,
    in connection: Connection
  ) throws(DatabaseError) {
    for (position, line) in transcript.enumerated() {
      try connection.run(
        "INSERT INTO caseLine (number, position, fromUser, text, time) VALUES (?, ?, ?, ?, ?)",
        .integer(number),
        .integer(position),
        .integer(line.isFromUser ? 1 : 0),
        .text(line.text),
        .integer(line.time.milliseconds)
      )
    }
  }

  /// Adds a note to a case; one that comes again with the same key is not added again.
  package static func note(
    _ note: Note,
    on number: Int,
    key: String? = nil,
    in connection: Connection
  ) throws(DatabaseError) -> Change {
    guard try find(number, in: connection) != nil else { return .missing }
    let added = try connection.run(
      """
      INSERT INTO caseNote (number, key, author, time, text) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (key) DO NOTHING
      """,
      .integer(number),
      SQLValue(key),
      .text(note.author),
      .integer(note.time.milliseconds),
      .text(note.text)
    )
    guard added > 0 else { return .unneeded }
    try connection.run(
      "UPDATE cases SET changed = ? WHERE number = ?",
      .integer(note.time.milliseconds),
      .integer(number)
    )
    return .made
  }

  /// Gives a case another status.
  package static func set(
    _ status: Case.Status,
    of number: Int,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Change {
    let changed = try connection.run(
      "UPDATE cases SET status = ?1, changed = ?2 WHERE number = ?3 AND status <> ?1",
      .text(status.rawValue),
      .integer(time.milliseconds),
      .integer(number)
    )
    if changed > 0 { return .made }
    return try find(number, in: connection) == nil ? .missing : .unneeded
  }
}
