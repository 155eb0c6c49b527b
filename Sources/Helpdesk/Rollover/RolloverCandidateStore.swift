package import Storage
package import WorkingTime

/// Finds, of a whole fleet, what a policy may be about.
///
/// All functions take part in the caller's transaction.
package enum RolloverCandidateStore {
  /// What the fleet and the campaigns say of a machine.
  package struct Candidate: Sendable, Hashable {
    package var device: Device
    package var isGone: Bool
    /// The campaign that it takes part in already.
    package var campaign: Int?
  }

  /// The machines that are due, or of which nobody knows it, whatever stands in their way; in no order.
  ///
  /// Nobody whom ``Eligibility`` finds eligible is missing. Those that are gone, or replaced already, are not there,
  /// nor, where the device says where it is, those of other municipalities: nobody would expect them.
  package static func candidates(
    _ policy: RolloverPolicy,
    today: Day,
    in connection: Connection
  ) throws(DatabaseError) -> [Candidate] {
    guard policy.eligible.decides else { return [] }
    let condition = try policy.eligible.filter(on: today).condition(in: connection)
    return try connection.rows(
      "SELECT \(FleetStore.columns), isGone, \(campaign) FROM device WHERE \(condition.sql)",
      values: condition.values,
      read: candidate
    )
  }

  /// One machine, also one that is gone; nil where there never was one of that serial number.
  package static func candidate(
    _ serial: String,
    in connection: Connection
  ) throws(DatabaseError) -> Candidate? {
    try connection.rows(
      """
      SELECT \(FleetStore.columns), isGone, \(campaign) FROM device
      WHERE serial = ?
      """,
      .text(serial),
      read: candidate
    ).first
  }

  private static let campaign = """
    (SELECT campaign FROM campaignMember
     WHERE subject = device.serial AND status IN ('waiting', 'started'))
    """

  /// What the device's own columns are followed by.
  private static func candidate(_ row: borrowing Row) throws(DatabaseError) -> Candidate {
    Candidate(
      device: try FleetStore.device(row),
      isGone: row.integer(19) != 0,
      campaign: row.optionalInteger(20)
    )
  }
}

extension RolloverPolicy.Eligible {
  /// The machines that may be due on a day, whatever stands in their way.
  fileprivate func filter(on today: Day) -> FleetFilter {
    var filter = FleetFilter()
    filter.grounds.purchasedBefore = olderThanYears.map { today.before(years: $0) }
    filter.grounds.takesUnknownAge = isByAgeOnly
    filter.grounds.endOfLifeFrom = endOfLifeFrom
    filter.grounds.endOfLifeBefore = endOfLifeBefore
    filter.grounds.readiness = notReadyForWindows11 ? [.notCapable] : []
    filter.stages = [.inUse, .offered, .ordered, .ready]
    filter.municipalities = Set(municipalities)
    filter.takesUnknownPlace = true
    return filter
  }
}
