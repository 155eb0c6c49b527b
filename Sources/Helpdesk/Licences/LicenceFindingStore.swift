package import Foundation
package import Ground
package import Storage

/// Whom the last scan that was finished found inactive with licences, as they were read.
///
/// What a scan finds is written down under a number of its own, and takes the place of what the one before found only
/// when the scan is finished. All functions take part in the caller's transaction.
package enum LicenceFindingStore {
  /// The layout of this store's tables; only ever added to.
  package static let layout = Layout(
    "licenceFinding",
    Migration(
      """
      CREATE TABLE licenceFindings (
        number INTEGER PRIMARY KEY CHECK (number = 1),
        scan INTEGER NOT NULL,
        begun INTEGER NOT NULL,
        source TEXT NOT NULL,
        counts TEXT NOT NULL
      ) STRICT
      """,
      """
      CREATE TABLE licenceFinding (
        number INTEGER PRIMARY KEY,
        scan INTEGER NOT NULL,
        id TEXT NOT NULL,
        signIn TEXT,
        facts TEXT NOT NULL,
        UNIQUE (scan, id)
      ) STRICT
      """,
      "CREATE INDEX licenceFindingSignIn ON licenceFinding (signIn) WHERE signIn IS NOT NULL"
    )
  )

  /// When the last finished scan began, and what it said; nil where there is none.
  package static func read(in connection: Connection) throws(DatabaseError) -> LicenceFindings? {
    try connection.rows(
      "SELECT begun, source, counts FROM licenceFindings"
    ) { (row) throws(DatabaseError) in
      LicenceFindings(
        begun: row.date(0),
        source: row.text(1),
        counts: LicenceTotals.Row(json: try row.json(2))
      )
    }.first
  }

  /// Whom it found, in the order of their ids.
  package static func all(in connection: Connection) throws(DatabaseError) -> [LicensedUser] {
    try connection.rows(
      "SELECT facts FROM licenceFinding WHERE scan = \(current) ORDER BY id",
      read: user
    )
  }

  /// What it found of somebody, by their Graph id; nil for nothing.
  package static func find(
    _ id: String,
    in connection: Connection
  ) throws(DatabaseError) -> LicensedUser? {
    try connection.rows(
      "SELECT facts FROM licenceFinding WHERE scan = \(current) AND id = ?",
      .text(id),
      read: user
    ).first
  }

  /// The Graph id of somebody whom it found, by what they sign in with; nil where it did not.
  package static func id(
    ofSignIn name: String,
    in connection: Connection
  ) throws(DatabaseError) -> String? {
    try connection.rows(
      "SELECT id FROM licenceFinding WHERE signIn = ? AND scan = \(current)",
      .text(name.lowercased())
    ) { (row) in row.text(0) }.first
  }

  /// Lets go of what a scan that was not finished wrote down.
  package static func begin(in connection: Connection) throws(DatabaseError) {
    try connection.run("DELETE FROM licenceFinding WHERE scan IS NOT \(current)")
  }

  /// Writes down whom a scan finds, which counts only when it is finished.
  package static func note(
    _ users: [LicensedUser],
    in connection: Connection
  ) throws(DatabaseError) {
    for user in users {
      try connection.run(
        """
        INSERT OR REPLACE INTO licenceFinding (scan, id, signIn, facts)
        VALUES (\(next), ?, ?, ?)
        """,
        .text(user.id),
        SQLValue(user.signIn),
        .json(user.json)
      )
    }
  }

  /// Lets what was written down since ``begin(in:)`` take the place of what there was.
  package static func finish(
    _ findings: LicenceFindings,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      INSERT OR REPLACE INTO licenceFindings (number, scan, begun, source, counts)
      VALUES (1, \(next), ?, ?, ?)
      """,
      .integer(findings.begun.milliseconds),
      .text(findings.source),
      .json(findings.counts.json)
    )
    try begin(in: connection)
  }

  /// Lets go of it all.
  package static func clear(in connection: Connection) throws(DatabaseError) {
    try connection.run("DELETE FROM licenceFinding")
    try connection.run("DELETE FROM licenceFindings")
  }

  /// The number of the scan that counts; null where there is none.
  private static let current: StaticString = "(SELECT max(scan) FROM licenceFindings)"
  /// The number of the scan that is under way.
  private static let next: StaticString = "(SELECT coalesce(max(scan), 0) + 1 FROM licenceFindings)"

  private static func user(_ row: borrowing Row) throws(DatabaseError) -> LicensedUser {
    guard let user = LicensedUser(json: try row.json(0)) else {
      throw DatabaseError(code: 1, message: "somebody whom a scan found cannot be read back")
    }
    return user
  }
}

/// How long they are kept, and what there is of one person.
extension LicenceFindingStore {
  /// Lets go, a stretch at a time, of what a scan that began before `time` found, and of what one wrote down that was
  /// never finished and is no longer gone on with.
  package static func purge(
    before time: Date,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    let sweep = try connection.sweep(
      "licenceFinding",
      after: row,
      where: """
        scan IN (SELECT scan FROM licenceFindings WHERE begun < ?1)
          OR (NOT EXISTS (SELECT 1 FROM licenceScan)
            AND scan NOT IN (SELECT scan FROM licenceFindings))
        """,
      .integer(time.milliseconds)
    )
    guard sweep.next == nil else { return sweep }
    let ended = try connection.run(
      "DELETE FROM licenceFindings WHERE begun < ?",
      .integer(time.milliseconds)
    )
    return Sweep(removed: sweep.removed + ended, next: nil)
  }

  /// What was found of somebody, by the name that they sign in with.
  package static func export(
    ofUser signIn: String,
    in connection: Connection
  ) throws(DatabaseError) -> [JSON] {
    try connection.rows(
      "SELECT facts FROM licenceFinding WHERE signIn = ? ORDER BY scan",
      .text(signIn.lowercased())
    ) { (row) throws(DatabaseError) in try row.json(0) }
  }

  /// Lets go of what was found of somebody; the next scan finds them anew, where Graph still has them.
  package static func forget(
    user signIn: String,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run("DELETE FROM licenceFinding WHERE signIn = ?", .text(signIn.lowercased()))
  }
}
