package import Foundation
package import Storage

/// What is down right now, and what was.
///
/// All functions take part in the caller's transaction.
package enum AnnouncementStore {
  /// The layout of this store's table; only ever added to.
  package static let layout = Layout(
    "announcement",
    Migration(
      """
      CREATE TABLE announcement (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        text TEXT NOT NULL,
        system TEXT,
        municipality TEXT,
        since INTEGER NOT NULL,
        ended INTEGER
      ) STRICT
      """,
      "CREATE INDEX announcementThatLasts ON announcement (since) WHERE ended IS NULL"
    )
  )

  /// Announces something and gives its number.
  package static func add(
    _ notice: Announcement.Notice,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    try connection.rows(
      """
      INSERT INTO announcement (text, system, municipality, since) VALUES (?, ?, ?, ?)
      RETURNING number
      """,
      .text(notice.text),
      SQLValue(notice.system),
      SQLValue(notice.municipality),
      .integer(notice.since.milliseconds)
    ) { (row) in row.integer(0) }.first ?? 0
  }

  /// Says that it is over.
  package static func end(
    _ number: Int,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Change {
    let ended = try connection.run(
      "UPDATE announcement SET ended = ? WHERE number = ? AND ended IS NULL",
      .integer(time.milliseconds),
      .integer(number)
    )
    if ended > 0 { return .made }
    let known = try connection.rows(
      "SELECT 1 FROM announcement WHERE number = ?",
      .integer(number)
    ) { (row) in row.integer(0) }
    return known.isEmpty ? .missing : .unneeded
  }

  /// What lasts at `time`, the newest first; for one municipality that is its own and what concerns all.
  package static func current(
    in municipality: String? = nil,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> [Announcement] {
    try connection.rows(
      """
      SELECT number, text, system, municipality, since, ended FROM announcement
      WHERE ended IS NULL AND since <= ?1
        AND (?2 IS NULL OR municipality IS NULL OR municipality = ?2)
      ORDER BY since DESC, number DESC LIMIT 100
      """,
      .integer(time.milliseconds),
      SQLValue(municipality?.municipalityKey),
      read: read
    )
  }

  /// All there were, those over too, the newest first.
  package static func all(
    limit: Int = 100,
    in connection: Connection
  ) throws(DatabaseError) -> [Announcement] {
    try connection.rows(
      """
      SELECT number, text, system, municipality, since, ended FROM announcement
      ORDER BY since DESC, number DESC LIMIT ?
      """,
      .integer(limit),
      read: read
    )
  }

  private static func read(_ row: borrowing Row) -> Announcement {
    Announcement(
      number: row.integer(0),
      notice: Announcement.Notice(
        row.text(1),
        system: row.optionalText(2),
        municipality: row.optionalText(3),
        since: row.date(4)
      ),
      ended: row.optionalDate(5)
    )
  }
}
