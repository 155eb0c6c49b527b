internal import Ground
package import Storage
package import struct Foundation.Date

/// An exchange that goes on, and what the inventory says of its machine now.
package struct RolloverLook: Sendable, Hashable {
  package var run: RolloverRun
  /// By sign-in name; nil for nobody.
  package var user: String?
  /// Nil where the inventory does not have it.
  package var stage: Device.Stage?
  /// Whether no source has it any more.
  package var isGone: Bool
  /// When the new machine is to be fetched; nil where nothing is reserved.
  package var start: Date?
}

extension RolloverStore {
  /// The exchanges of a campaign that go on, with their machines, by serial number; at most so many of those after
  /// `serial`.
  package static func looks(
    campaign: Int,
    after serial: String = "",
    limit: Int = 1_000,
    in connection: Connection
  ) throws(DatabaseError) -> [RolloverLook] {
    let columns = runColumns.split(separator: ", ").map { "r.\($0)" }.joined(separator: ", ")
    return try connection.rows(
      """
      SELECT \(columns), d.user, d.stage, d.isGone, b.start
      FROM rolloverRun r
      LEFT JOIN device d ON d.serial = r.serial
      LEFT JOIN reservation b ON b.campaign = r.campaign AND b.serial = r.serial
      WHERE r.campaign = ? AND r.serial > ? AND r.ended IS NULL ORDER BY r.serial LIMIT ?
      """,
      .integer(campaign),
      .text(serial),
      .integer(limit),
      read: look
    )
  }

  private static func look(_ row: borrowing Row) throws(DatabaseError) -> RolloverLook {
    RolloverLook(
      run: try run(row),
      user: row.optionalText(9),
      stage: row.optionalText(10).flatMap { Device.Stage(rawValue: $0) },
      isGone: row.optionalInteger(11) == 1,
      start: row.optionalDate(12)
    )
  }
}
