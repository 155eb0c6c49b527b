internal import Foundation
internal import Storage

/// When what is done every day was done last, so that a restart neither skips nor repeats it.
enum ChoreStore {
  /// The layout of this store's table; only ever added to.
  static let layout = Layout(
    "chore",
    Migration("CREATE TABLE chore (name TEXT PRIMARY KEY, done INTEGER NOT NULL) STRICT")
  )

  /// When it was done last; nil where it never was.
  static func lastDone(
    _ name: String,
    in connection: Connection
  ) throws(DatabaseError) -> Date? {
    try connection.rows("SELECT done FROM chore WHERE name = ?", .text(name)) { (row) in
      row.date(0)
    }.first
  }

  /// Notes that it has been done.
  static func note(
    _ name: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      INSERT INTO chore (name, done) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET done = excluded.done
      """,
      .text(name),
      .integer(time.milliseconds)
    )
  }
}
