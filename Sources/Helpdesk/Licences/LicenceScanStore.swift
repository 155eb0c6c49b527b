package import Foundation
internal import Ground
package import Storage

/// A scan for unused licences that is not finished: how far it is, and what it has read so far.
///
/// There is one at most, and it is let go of when it is finished. All functions take part in the caller's transaction.
package enum LicenceScanStore {
  /// The layout of this store's tables; only ever added to.
  package static let layout = Layout(
    "licenceScan",
    Migration(
      """
      CREATE TABLE licenceScan (
        number INTEGER PRIMARY KEY CHECK (number = 1),
        source TEXT NOT NULL,
        begun INTEGER NOT NULL,
        cursor TEXT,
        isRead INTEGER NOT NULL,
        tally TEXT NOT NULL
      ) STRICT
      """,
      """
      CREATE TABLE licenceScanUser (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        facts TEXT NOT NULL
      ) STRICT
      """
    )
  )

  /// How long a scan that broke off may be gone on with, in seconds: what it read is too old after that.
  package static let lifetime = 86_400.0

  /// Everybody who was read, with the number under which they are kept.
  package typealias Entry = (number: Int, user: LicensedUser)

  /// How far the scan is that is not finished; nil where there is none.
  package static func standing(
    in connection: Connection
  ) throws(DatabaseError) -> LicenceScanStanding? {
    try connection.rows(
      "SELECT source, begun, cursor, isRead, tally FROM licenceScan"
    ) { (row) throws(DatabaseError) in
      var standing = LicenceScanStanding(source: row.text(0), begun: row.date(1))
      standing.cursor = row.optionalText(2)
      standing.isRead = row.integer(3) != 0
      standing.tally = LicenceScanTally(json: try row.json(4))
      return standing
    }.first
  }

  /// Keeps what a page has said, and how far the scan is with it.
  package static func keep(
    _ users: [LicensedUser],
    _ standing: LicenceScanStanding,
    in connection: Connection
  ) throws(DatabaseError) {
    for user in users {
      // A list that is changed while it is read may name somebody twice; the later word counts.
      try connection.run(
        """
        INSERT INTO licenceScanUser (id, facts) VALUES (?, ?)
        ON CONFLICT (id) DO UPDATE SET facts = excluded.facts
        """,
        .text(user.id),
        .json(user.json)
      )
    }
    try connection.run(
      """
      INSERT OR REPLACE INTO licenceScan (number, source, begun, cursor, isRead, tally)
      VALUES (1, ?, ?, ?, ?, ?)
      """,
      .text(standing.source),
      .integer(standing.begun.milliseconds),
      SQLValue(standing.cursor),
      .integer(standing.isRead ? 1 : 0),
      .json(standing.tally.json)
    )
  }

  /// The next users after a number, in order.
  package static func users(
    after number: Int,
    limit: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [Entry] {
    let rows = try connection.rows(
      "SELECT number, facts FROM licenceScanUser WHERE number > ? ORDER BY number LIMIT ?",
      .integer(number),
      .integer(limit)
    ) { (row) throws(DatabaseError) in
      (number: row.integer(0), user: LicensedUser(json: try row.json(1)))
    }
    return try rows.map { (row) throws(DatabaseError) in
      guard let user = row.user else {
        throw DatabaseError(code: 1, message: "somebody in the scan cannot be read back")
      }
      return (row.number, user)
    }
  }

  /// Keeps what was learned of somebody since.
  package static func note(_ user: LicensedUser, in connection: Connection) throws(DatabaseError) {
    try connection.run(
      "UPDATE licenceScanUser SET facts = ? WHERE id = ?",
      .json(user.json),
      .text(user.id)
    )
  }

  /// Lets go of it all.
  package static func clear(in connection: Connection) throws(DatabaseError) {
    try connection.run("DELETE FROM licenceScanUser")
    try connection.run("DELETE FROM licenceScan")
  }

  /// Lets go, a stretch at a time, of a scan that was begun before `time`.
  package static func purge(
    before time: Date,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    let sweep = try connection.sweep(
      "licenceScanUser",
      after: row,
      where: "EXISTS (SELECT 1 FROM licenceScan WHERE begun < ?1)",
      .integer(time.milliseconds)
    )
    guard sweep.next == nil else { return sweep }
    let ended = try connection.run(
      "DELETE FROM licenceScan WHERE begun < ?",
      .integer(time.milliseconds)
    )
    return Sweep(removed: sweep.removed + ended, next: nil)
  }
}
