package import Foundation
internal import Flows
internal import Ground
package import Storage
package import WorkingTime

/// How a campaign goes.
extension CampaignStore {
  /// How many wait in each municipality; nil for those without one.
  package static func waiting(
    _ campaign: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [String?: Int] {
    let rows = try connection.rows(
      """
      SELECT municipality, count(*) FROM campaignMember
      WHERE campaign = ? AND status = 'waiting' GROUP BY municipality
      """,
      .integer(campaign)
    ) { (row) in (row.optionalText(0), row.integer(1)) }
    return Dictionary(rows, uniquingKeysWith: +)
  }

  /// How many were started on a day.
  package static func started(
    _ campaign: Int,
    on day: Day,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    let midnight = TimeOfDay("00:00").map { OsloClock.moment(day, $0) } ?? .distantPast
    return try connection.rows(
      """
      SELECT count(*) FROM campaignMember
      WHERE campaign = ? AND status IN ('started', 'ended') AND started >= ?
      """,
      .integer(campaign),
      .integer(midnight.milliseconds)
    ) { (row) in row.integer(0) }.first ?? 0
  }

  /// Notes how it ended for those whose execution has ended without saying so: it failed, or was cancelled.
  ///
  /// - Returns: how many they are.
  @discardableResult
  package static func settleEnded(
    _ campaign: Int,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    try connection.run(
      """
      UPDATE campaignMember SET status = 'ended', ended = ?2, outcome = ifnull(
        (SELECT CASE status WHEN 'succeeded' THEN 'done' ELSE status END FROM execution
         WHERE name = campaignMember.execution), 'lost')
      WHERE campaign = ?1 AND status = 'started' AND NOT EXISTS (
        SELECT 1 FROM execution WHERE name = campaignMember.execution
          AND status IN ('running', 'queued', 'paused'))
      """,
      .integer(campaign),
      .integer(time.milliseconds)
    )
  }

  /// The names of the executions of those who are on their way.
  package static func executions(
    _ campaign: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [String] {
    try connection.rows(
      """
      SELECT execution FROM campaignMember
      WHERE campaign = ? AND status = 'started' AND execution IS NOT NULL ORDER BY place, subject
      """,
      .integer(campaign)
    ) { (row) in row.text(0) }
  }

  /// The place after the last.
  static func lastPlace(
    _ campaign: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    try connection.rows(
      "SELECT ifnull(max(place), -1) + 1 FROM campaignMember WHERE campaign = ?",
      .integer(campaign)
    ) { (row) in row.integer(0) }.first ?? 0
  }

  /// How much work for its members is not done.
  package static func openItems(
    _ campaign: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    try connection.rows(
      """
      SELECT count(*) FROM campaignMember AS member
      JOIN workItem ON workItem.execution = member.execution
      WHERE member.campaign = ? AND workItem.status IN ('open', 'claimed')
      """,
      .integer(campaign)
    ) { (row) in row.integer(0) }.first ?? 0
  }

  /// Those who wait or are on their way in campaigns of a kind, with the numbers of these.
  package static func activeSubjects(
    of kind: CampaignKind,
    in connection: Connection
  ) throws(DatabaseError) -> [String: Int] {
    let rows = try connection.rows(
      """
      SELECT subject, campaign FROM campaignMember JOIN campaign ON number = campaign
      WHERE kind = ? AND campaignMember.status IN ('waiting', 'started')
      """,
      .text(kind.rawValue)
    ) { (row) in (row.text(0), row.integer(1)) }
    return Dictionary(rows) { one, _ in one }
  }
}
