package import Foundation
package import Storage

/// Who has been told that they have no access, and when last; nothing else is kept of them.
///
/// All functions take part in the caller's transaction.
package enum RefusalStore {
  /// The layout of this store's table; only ever added to.
  package static let layout = Layout(
    "refusal",
    Migration(
      "CREATE TABLE refusal (account TEXT PRIMARY KEY, told INTEGER NOT NULL) STRICT",
      "CREATE INDEX refusalTold ON refusal (told)"
    )
  )

  /// Whether the account has not been told since `time`.
  package static func isDue(
    _ account: String,
    since time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    try connection.rows(
      "SELECT 1 FROM refusal WHERE account = ? AND told > ?",
      .text(account),
      .integer(milliseconds(time))
    ) { (row) in row.integer(0) }.isEmpty
  }

  /// Notes that the account is told now.
  package static func note(
    _ account: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      INSERT INTO refusal (account, told) VALUES (?, ?)
      ON CONFLICT (account) DO UPDATE SET told = excluded.told
      """,
      .text(account),
      .integer(milliseconds(time))
    )
  }

  private static func milliseconds(_ time: Date) -> Int {
    Int((time.timeIntervalSince1970 * 1_000).rounded())
  }
}
