package import Foundation
package import Ground
package import Storage
package import WorkingTime

/// The licences that somebody wants to be kept, and until when.
///
/// Of an account the last word counts. All functions take part in the caller's transaction.
package enum LicenceKeepStore {
  /// The layout of this store's tables; only ever added to.
  package static let layout = Layout(
    "licenceKeep",
    Migration(
      """
      CREATE TABLE licenceKeep (
        number INTEGER PRIMARY KEY,
        user TEXT NOT NULL UNIQUE,
        person TEXT,
        reason TEXT NOT NULL,
        until INTEGER NOT NULL,
        by TEXT NOT NULL,
        time INTEGER NOT NULL
      ) STRICT
      """,
      "CREATE INDEX licenceKeepOfPerson ON licenceKeep (person) WHERE person IS NOT NULL"
    )
  )

  /// Keeps somebody's licences from now on, instead of what was said before.
  package static func keep(
    _ keep: LicenceKeep,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      INSERT INTO licenceKeep (user, person, reason, until, by, time) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (user) DO UPDATE SET person = excluded.person, reason = excluded.reason,
        until = excluded.until, by = excluded.by, time = excluded.time
      """,
      .text(keep.user),
      SQLValue(keep.person),
      .text(keep.reason),
      .integer(keep.until.number),
      .text(keep.by),
      .integer(keep.time.milliseconds)
    )
  }

  /// What was said last about somebody's licences, also where it holds no longer; nil where nothing was.
  package static func find(
    _ user: String,
    in connection: Connection
  ) throws(DatabaseError) -> LicenceKeep? {
    try connection.rows(
      "SELECT \(columns) FROM licenceKeep WHERE user = ?",
      .text(user),
      read: keep
    ).first
  }

  /// Whether somebody's licences are to be kept on that day.
  package static func isKept(
    _ user: String,
    on day: Day,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    try find(user, in: connection).map { day <= $0.until } ?? false
  }

  /// All whose licences are to be kept on that day.
  package static func kept(
    on day: Day,
    in connection: Connection
  ) throws(DatabaseError) -> Set<String> {
    let users = try connection.rows(
      "SELECT user FROM licenceKeep WHERE until >= ?",
      .integer(day.number)
    ) { (row) in row.text(0) }
    return Set(users)
  }

  /// What `person` has said, or others of theirs, the oldest first.
  ///
  /// - Parameter person: an id of the directory.
  package static func export(
    of person: String,
    in connection: Connection
  ) throws(DatabaseError) -> [JSON] {
    try connection.rows(
      "SELECT \(columns) FROM licenceKeep WHERE person = ?1 OR by = ?1 ORDER BY time, number",
      .text(person),
      read: keep
    ).map { keep in
      [
        "time": .moment(keep.time), "user": .text(keep.person), "by": .string(keep.by),
        "reason": .string(keep.reason), "until": .string(keep.until.text),
      ]
    }
  }

  /// Forgets the words about a person, and who said those about others.
  ///
  /// Nothing is taken from them for that: they are asked again first.
  package static func anonymise(
    _ person: String,
    as pseudonym: String,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run("DELETE FROM licenceKeep WHERE person = ?", .text(person))
    try connection.run(
      "UPDATE licenceKeep SET by = ?2, reason = '' WHERE by = ?1",
      .text(person),
      .text(pseudonym)
    )
  }

  /// Lets go, a stretch at a time, of what ended before `time`.
  package static func purge(
    before time: Date,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    try connection.sweep(
      "licenceKeep",
      after: row,
      where: "until < ?1",
      .integer(OsloClock.reading(time).day.number)
    )
  }

  private static let columns = "user, person, reason, until, by, time"

  private static func keep(_ row: borrowing Row) -> LicenceKeep {
    LicenceKeep(
      user: row.text(0),
      person: row.optionalText(1),
      reason: row.text(2),
      until: Day(number: row.integer(3)),
      by: row.text(4),
      time: row.date(5)
    )
  }
}
