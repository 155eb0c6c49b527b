package import Foundation
internal import Ground
package import Storage

extension AuditStore {
  /// The entries that a filter lets through, the newest last.
  package static func records(
    _ filter: AuditFilter,
    in connection: Connection
  ) throws(DatabaseError) -> [AuditRecord] {
    try connection.rows(
      """
      SELECT number, time, user, event, kind, subject, details FROM audit
      WHERE (?1 IS NULL OR user = ?1)
        AND (?2 IS NULL OR event = ?2)
        AND (?3 IS NULL OR (kind = ?3 AND subject = ?4))
        AND (?5 IS NULL OR time >= ?5)
      ORDER BY number DESC LIMIT ?6
      """,
      SQLValue(filter.user),
      SQLValue(filter.event?.rawValue),
      SQLValue(filter.subject?.kind.rawValue),
      SQLValue(filter.subject?.id),
      SQLValue(filter.since?.milliseconds),
      .integer(filter.limit),
      read: read
    ).reversed()
  }

  /// How often whom was refused on which day, from the day of `since` on; the newest day first, then the most often.
  package static func refusals(
    since: Date,
    limit: Int = 1_000,
    in connection: Connection
  ) throws(DatabaseError) -> [Refusals] {
    try connection.rows(
      """
      SELECT user, date(time / 1000, 'unixepoch') AS day, count(*) AS refused FROM audit
      WHERE event = 'access.refused' AND user IS NOT NULL
        AND time >= ?1 - ?1 % 86400000
      GROUP BY user, day ORDER BY day DESC, refused DESC, user LIMIT ?2
      """,
      .integer(since.milliseconds),
      .integer(limit)
    ) { (row) in Refusals(user: row.text(0), day: row.text(1), count: row.integer(2)) }
  }

  /// How often `user` was refused on the day (UTC) of `time`.
  package static func refusals(
    of user: String,
    onDayOf time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    try connection.rows(
      """
      SELECT count(*) FROM audit
      WHERE event = 'access.refused' AND user = ?1
        AND time >= ?2 - ?2 % 86400000 AND time < ?2 - ?2 % 86400000 + 86400000
      """,
      .text(user),
      .integer(time.milliseconds)
    ) { (row) in row.integer(0) }.first ?? 0
  }

  static func read(_ row: borrowing Row) throws(DatabaseError) -> AuditRecord {
    let subject: AuditSubject? =
      row.optionalText(4) == nil ? nil : AuditSubject(try row.word(4), row.text(5))
    return AuditRecord(
      number: row.integer(0),
      entry: AuditEntry(
        try row.word(3),
        by: row.optionalText(2),
        on: subject,
        details: AuditDetails(try details(row.text(6))),
        at: row.date(1)
      )
    )
  }

  private static func details(_ text: String) throws(DatabaseError) -> JSONObject {
    // Whatever else it is, no Rakel wrote it.
    guard let details = (try? JSON(parsing: text))?.object else {
      let corrupt: Int32 = 11
      throw DatabaseError(code: corrupt, message: "the details of an audit entry cannot be read")
    }
    return details
  }
}
