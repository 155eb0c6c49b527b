package import Foundation
internal import Ground
package import Storage

/// What a report is about; what is nil does not matter.
package struct GainScope: Sendable, Hashable {
  package var campaign: Int?
  package var municipality: String?
  /// From that moment, up to and not with the other.
  package var since: Date?
  package var until: Date?

  package init(
    campaign: Int? = nil,
    municipality: String? = nil,
    since: Date? = nil,
    until: Date? = nil
  ) {
    self.campaign = campaign
    self.municipality = municipality?.municipalityKey
    self.since = since
    self.until = until
  }
}

/// Something that was saved, and the campaign that it belongs to.
struct GainRecord: Sendable {
  var minutes: Double
  var municipality: String?
  var time: Date
  var effort: Gain.Effort?
  var campaign: Int?
}

/// What a report is made of: the gains, the steps of the exchanges, the licences that were taken, and the campaigns that
/// these belong to.
///
/// All functions take part in the caller's transaction.
package enum GainReportStore {
  /// The report on what is in that scope.
  package static func report(
    on scope: GainScope,
    in connection: Connection
  ) throws(DatabaseError) -> GainReport {
    var report = GainReport()
    var rates: [Int: Double] = [:]
    for campaign in try CampaignStore.all(in: connection) {
      rates[campaign.number] = campaign.policy["baseline"]?["kronerPerHour"]?.double
    }
    report.add(try records(in: scope, connection), rates: rates)
    let freed = try LicenceRemovalStore.totals(
      from: scope.since,
      to: scope.until,
      campaign: scope.campaign,
      in: connection
    )
    report.add(
      freed.filter { scope.municipality == nil || $0.municipality == scope.municipality }
    )
    for step in try steps(in: scope, connection) {
      switch step.kind {
      case .noticed: report.noticed += step.count
      case .reminded: report.reminders += step.count
      case .leaderAsked: report.leadersAsked += step.count
      case .answered:
        report.answers.append(.init(name: step.detail ?? "", count: step.count))
      case .silent, .declined:
        report.answers.append(.init(name: step.kind.rawValue, count: step.count))
      default: break
      }
    }
    report.answers.sort { ($1.count, $0.name) < ($0.count, $1.name) }
    report.days = try days(in: scope, connection)
    return report
  }

  private static func records(
    in scope: GainScope,
    _ connection: Connection
  ) throws(DatabaseError) -> [GainRecord] {
    try connection.rows(
      """
      SELECT gain.minutes, gain.municipality, gain.time, gain.before, gain.after, gain.isMeasured,
        run.campaign
      FROM gain LEFT JOIN rolloverRun AS run ON run.execution = gain.execution
      WHERE (?1 IS NULL OR run.campaign = ?1) AND (?2 IS NULL OR gain.municipality = ?2)
        AND (?3 IS NULL OR gain.time >= ?3) AND (?4 IS NULL OR gain.time < ?4)
      ORDER BY gain.time
      """,
      SQLValue(scope.campaign),
      SQLValue(scope.municipality),
      SQLValue(scope.since?.milliseconds),
      SQLValue(scope.until?.milliseconds)
    ) { (row) in
      let before = row.optionalReal(3)
      let after = row.optionalReal(4)
      var effort: Gain.Effort?
      if let before, let after {
        effort = Gain.Effort(before: before, after: after, isMeasured: row.integer(5) != 0)
      }
      return GainRecord(
        minutes: row.real(0),
        municipality: row.optionalText(1),
        time: row.date(2),
        effort: effort,
        campaign: row.optionalInteger(6)
      )
    }
  }

  /// How often each step was taken, by its detail where that tells kinds apart.
  private static func steps(
    in scope: GainScope,
    _ connection: Connection
  ) throws(DatabaseError) -> [(kind: RolloverStep.Kind, detail: String?, count: Int)] {
    try connection.rows(
      """
      SELECT step, CASE step WHEN 'answered' THEN detail END AS word, count(*) \(stepsInScope)
      GROUP BY step, word ORDER BY step, word
      """,
      SQLValue(scope.campaign),
      SQLValue(scope.municipality),
      SQLValue(scope.since?.milliseconds),
      SQLValue(scope.until?.milliseconds)
    ) { (row) throws(DatabaseError) in
      (kind: try row.word(0), detail: row.optionalText(1), count: row.integer(2))
    }
  }

  /// The days from notice to collection, sorted; what was collected in the scope counts, whenever the notice was.
  private static func days(
    in scope: GainScope,
    _ connection: Connection
  ) throws(DatabaseError) -> [Double] {
    try connection.rows(
      """
      SELECT min(rolloverStep.time) - (
          SELECT min(first.time) FROM rolloverStep AS first
          WHERE first.campaign = rolloverStep.campaign AND first.serial = rolloverStep.serial
            AND first.step = 'noticed'
        ) AS span
      \(stepsInScope) AND step = 'collected'
      GROUP BY rolloverStep.campaign, rolloverStep.serial HAVING span >= 0 ORDER BY span
      """,
      SQLValue(scope.campaign),
      SQLValue(scope.municipality),
      SQLValue(scope.since?.milliseconds),
      SQLValue(scope.until?.milliseconds)
    ) { (row) in Double(row.integer(0)) / 86_400_000 }
  }

  private static let stepsInScope = """
    FROM rolloverStep LEFT JOIN campaignMember AS member
      ON member.campaign = rolloverStep.campaign AND member.subject = rolloverStep.serial
    WHERE (?1 IS NULL OR rolloverStep.campaign = ?1)
      AND (?2 IS NULL OR member.municipality = ?2)
      AND (?3 IS NULL OR rolloverStep.time >= ?3) AND (?4 IS NULL OR rolloverStep.time < ?4)
    """
}
