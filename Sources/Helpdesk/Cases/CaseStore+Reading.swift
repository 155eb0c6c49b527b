internal import Foundation
internal import Ground
package import Storage

extension CaseStore {
  /// The case of that number; nil where there is none.
  package static func find(
    _ number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Case? {
    try connection.rows(
      """
      SELECT number, user, municipality, subject, category, description, priority, flow, execution,
        status, created, changed
      FROM cases WHERE number = ?
      """,
      .integer(number),
      read: read
    ).first
  }

  /// The cases of one user, the newest first.
  package static func cases(
    of user: String,
    limit: Int = 50,
    in connection: Connection
  ) throws(DatabaseError) -> [Case] {
    try connection.rows(
      """
      SELECT number, user, municipality, subject, category, description, priority, flow, execution,
        status, created, changed
      FROM cases WHERE user = ? ORDER BY number DESC LIMIT ?
      """,
      .text(user),
      .integer(limit),
      read: read
    )
  }

  /// The cases that a filter lets through, the newest first.
  package static func cases(
    _ filter: CaseFilter,
    in connection: Connection
  ) throws(DatabaseError) -> [Case] {
    try connection.rows(
      """
      SELECT number, user, municipality, subject, category, description, priority, flow, execution,
        status, created, changed
      FROM cases
      WHERE (?1 IS NULL OR user = ?1)
        AND (?2 IS NULL OR municipality = ?2)
        AND (?3 IS NULL OR flow = ?3)
        AND (?4 IS NULL OR category = ?4)
        AND (?5 IS NULL OR created <= ?5)
        AND status IN (SELECT value FROM json_each(?6))
      ORDER BY number DESC LIMIT ?7
      """,
      SQLValue(filter.user),
      SQLValue(filter.municipality?.municipalityKey),
      SQLValue(filter.flow),
      SQLValue(filter.category),
      SQLValue(filter.createdBefore?.milliseconds),
      .json(.array(filter.statuses.map { .string($0.rawValue) })),
      .integer(filter.limit),
      read: read
    )
  }

  /// The notes of a case, the oldest first.
  package static func notes(
    of number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [Note] {
    try connection.rows(
      "SELECT author, time, text FROM caseNote WHERE number = ? ORDER BY id",
      .integer(number)
    ) { (row) in Note(by: row.text(0), at: row.date(1), row.text(2)) }
  }

  /// The conversation that led to a case, in order; empty where none was kept.
  package static func transcript(
    of number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [Case.Line] {
    try connection.rows(
      "SELECT fromUser, text, time FROM caseLine WHERE number = ? ORDER BY position",
      .integer(number)
    ) { (row) in
      Case.Line(isFromUser: row.integer(0) == 1, text: row.text(1), time: row.date(2))
    }
  }

  private static func read(_ row: borrowing Row) throws(DatabaseError) -> Case {
    Case(
      number: row.integer(0),
      report: CaseReport(
        user: row.text(1),
        municipality: row.optionalText(2),
        subject: row.text(3),
        category: row.text(4),
        description: row.text(5),
        priority: try row.word(6),
        flow: row.optionalText(7),
        execution: row.optionalText(8)
      ),
      status: try row.word(9),
      created: row.date(10),
      changed: row.date(11)
    )
  }
}
