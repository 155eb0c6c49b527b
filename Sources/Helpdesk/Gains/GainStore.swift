package import Foundation
package import Storage

/// What the automation has saved.
///
/// All functions take part in the caller's transaction.
package enum GainStore {
  /// The layout of this store's table; only ever added to.
  package static let layout = Layout(
    "gain",
    Migration(
      """
      CREATE TABLE gain (
        key TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        minutes REAL NOT NULL,
        municipality TEXT,
        execution TEXT,
        time INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID
      """,
      "CREATE INDEX gainByTime ON gain (time)"
    ),
    // Where the minutes come from; null where the flow gave them itself.
    Migration(
      "ALTER TABLE gain ADD COLUMN before REAL",
      "ALTER TABLE gain ADD COLUMN after REAL",
      "ALTER TABLE gain ADD COLUMN isMeasured INTEGER"
    )
  )

  /// Counts a gain, once per key.
  ///
  /// - Returns: false where the key had been there before.
  @discardableResult
  package static func add(
    _ gain: Gain,
    key: String,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    let added = try connection.run(
      """
      INSERT INTO gain (
        key, kind, minutes, municipality, execution, time, before, after, isMeasured
      ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING
      """,
      .text(key),
      .text(gain.kind),
      .real(gain.minutes),
      SQLValue(gain.municipality),
      SQLValue(gain.execution),
      .integer(gain.time.milliseconds),
      gain.effort.map { .real($0.before) } ?? .null,
      gain.effort.map { .real($0.after) } ?? .null,
      SQLValue(gain.effort.map { $0.isMeasured ? 1 : 0 })
    )
    return added > 0
  }

  /// How many times something was saved since then, and how many minutes together; nil for ever.
  package static func total(
    since: Date? = nil,
    in connection: Connection
  ) throws(DatabaseError) -> (count: Int, minutes: Double) {
    try connection.rows(
      "SELECT count(*), total(minutes) FROM gain WHERE ?1 IS NULL OR time >= ?1",
      SQLValue(since?.milliseconds)
    ) { (row) in (count: row.integer(0), minutes: row.real(1)) }.first ?? (0, 0)
  }

  /// The gains since then by month, municipality and kind, the newest month first; nil for ever.
  package static func sums(
    since: Date? = nil,
    in connection: Connection
  ) throws(DatabaseError) -> [Gain.Sum] {
    try connection.rows(
      """
      SELECT kind, municipality, strftime('%Y-%m', time / 1000, 'unixepoch') AS month,
        count(*), total(minutes)
      FROM gain WHERE ?1 IS NULL OR time >= ?1
      GROUP BY month, municipality, kind ORDER BY month DESC, municipality, kind
      """,
      SQLValue(since?.milliseconds)
    ) { (row) in
      Gain.Sum(
        kind: row.text(0),
        municipality: row.optionalText(1),
        month: row.text(2),
        count: row.integer(3),
        minutes: row.real(4)
      )
    }
  }
}
