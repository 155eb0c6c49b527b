package import Foundation
internal import Ground
package import Storage

/// Letting go of the oldest entries, so that what is left can still be verified.
///
/// The anchor holds the number and the hash of the last entry that was let go: the chain begins there. The newest entry
/// `audit.trimmed` says the same, so that an anchor that somebody has moved shows.
extension AuditStore {
  /// Lets go of the entries before `time`, as far as none younger stands before them; they are deleted by
  /// ``purge(after:in:)``.
  ///
  /// - Returns: how many entries are let go.
  package static func trim(
    before time: Date,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    let anchor = try anchor(in: connection)
    let last =
      try connection.rows(
        """
        SELECT coalesce(
          (SELECT number FROM audit WHERE number > ?1 AND time >= ?2 ORDER BY number LIMIT 1) - 1,
          (SELECT max(number) FROM audit))
        """,
        .integer(anchor.number),
        .integer(time.milliseconds)
      ) { (row) in row.optionalInteger(0) }.first ?? nil
    guard let last, last > anchor.number else { return 0 }
    let hash = try connection.rows("SELECT hash FROM audit WHERE number = ?", .integer(last)) {
      (row) in row.blob(0)
    }.first
    guard let hash else { return 0 }
    try connection.run(
      """
      INSERT INTO auditAnchor (id, number, hash) VALUES (1, ?, ?)
      ON CONFLICT (id) DO UPDATE SET number = excluded.number, hash = excluded.hash
      """,
      .integer(last),
      .blob(hash)
    )
    let details: AuditDetails = ["upTo": .integer(last), "hash": .string(digits(of: hash))]
    try append(AuditEntry(.auditTrimmed, by: nil, details: details, at: now), in: connection)
    return last - anchor.number
  }

  /// Deletes, a stretch at a time, what was let go.
  package static func purge(
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    let anchor = try anchor(in: connection)
    var sweep = try connection.sweep(
      "audit",
      after: row,
      where: "number <= ?1",
      .integer(anchor.number)
    )
    if let next = sweep.next, next >= anchor.number { sweep.next = nil }
    return sweep
  }

  /// The last entry that was let go; 0 and 32 zeros where none was.
  static func anchor(
    in connection: Connection
  ) throws(DatabaseError) -> (number: Int, hash: [UInt8]?) {
    try connection.rows("SELECT number, hash FROM auditAnchor") { (row) in
      (row.integer(0), row.blob(1))
    }.first ?? (0, nil)
  }

  /// Whether the anchor is where the newest entry about it says.
  static func isAnchored(in connection: Connection) throws(DatabaseError) -> Bool {
    let anchor = try anchor(in: connection)
    let details =
      try connection.rows(
        "SELECT details FROM audit WHERE event = ? ORDER BY number DESC LIMIT 1",
        .text(AuditEvent.auditTrimmed.rawValue)
      ) { (row) in try? JSON(parsing: row.text(0)) }.first ?? nil
    guard let details else { return anchor.number == 0 }
    return details["upTo"]?.int == anchor.number
      && details["hash"]?.string == anchor.hash.map(digits)
  }

  private static func digits(of hash: [UInt8]) -> String {
    hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
