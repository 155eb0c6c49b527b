package import Foundation
internal import Ground
package import People
package import Storage

extension CampaignStore {
  /// A member of a campaign; nil where there is none of that subject.
  package static func member(
    _ campaign: Int,
    _ subject: String,
    in connection: Connection
  ) throws(DatabaseError) -> CampaignMember? {
    try connection.rows(
      "SELECT \(memberColumns) FROM campaignMember WHERE campaign = ? AND subject = ?",
      .integer(campaign),
      .text(subject),
      read: member
    ).first
  }

  /// The subject of a campaign's member by what people call it: a serial number, or what somebody signs in with.
  ///
  /// - Parameter people: knows whom a scan finds no more, also by their ids.
  /// - Returns: nil where there is none by that name.
  package static func subject(
    _ name: String,
    of number: Int,
    people: Directory,
    in connection: Connection
  ) throws(DatabaseError) -> String? {
    guard let campaign = try find(number, in: connection) else { return nil }
    switch campaign.about {
    case .rollover, nil: return name.uppercased()
    case .licences:
      if try member(number, name, in: connection) != nil { return name }
      if let id = try LicenceFindingStore.id(ofSignIn: name, in: connection),
        try member(number, id, in: connection) != nil
      {
        return id
      }
      let user = people.user(signIn: name)?.id ?? name
      return try connection.rows(
        "SELECT subject FROM campaignMember WHERE campaign = ? AND user = ? ORDER BY subject",
        .integer(number),
        .text(user)
      ) { (row) in row.text(0) }.first
    }
  }

  /// The member that waits or is on its way, in whichever campaign; nil where none is.
  package static func member(
    ofSubject subject: String,
    in connection: Connection
  ) throws(DatabaseError) -> CampaignMember? {
    try connection.rows(
      """
      SELECT \(memberColumns) FROM campaignMember
      WHERE subject = ? AND status IN ('waiting', 'started')
      """,
      .text(subject),
      read: member
    ).first
  }

  /// The members who are to be started next, in their order.
  ///
  /// - Parameter municipalities: only theirs, where nil stands for members without one; nil for all.
  package static func nextWaiting(
    _ campaign: Int,
    limit: Int,
    of municipalities: [String?]? = nil,
    in connection: Connection
  ) throws(DatabaseError) -> [CampaignMember] {
    let keys = municipalities?.map { JSON.string($0 ?? "") }
    return try connection.rows(
      """
      SELECT \(memberColumns) FROM campaignMember
      WHERE campaign = ?1 AND status = 'waiting'
        AND (?2 IS NULL OR ifnull(municipality, '') IN (SELECT value FROM json_each(?2)))
      ORDER BY place, subject LIMIT ?3
      """,
      .integer(campaign),
      SQLValue(keys.map { JSON.array($0).text }),
      .integer(limit),
      read: member
    )
  }

  /// The members that stand so, in their order.
  package static func members(
    _ campaign: Int,
    _ statuses: Set<CampaignMember.Status>,
    limit: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [CampaignMember] {
    try connection.rows(
      """
      SELECT \(memberColumns) FROM campaignMember
      WHERE campaign = ? AND status IN (SELECT value FROM json_each(?))
      ORDER BY place, subject LIMIT ?
      """,
      .integer(campaign),
      .json(.array(statuses.map { .string($0.rawValue) })),
      .integer(limit),
      read: member
    )
  }

  /// Notes that a member's execution has been started; only one that waits can be.
  ///
  /// - Parameter user: whom it concerns now, where that has changed.
  @discardableResult
  package static func markStarted(
    _ campaign: Int,
    _ subject: String,
    execution: String,
    user: String? = nil,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Change {
    let changed = try connection.run(
      """
      UPDATE campaignMember
      SET status = 'started', execution = ?, user = ifnull(?, user), started = ?
      WHERE campaign = ? AND subject = ? AND status = 'waiting'
      """,
      .text(execution),
      SQLValue(user),
      .integer(time.milliseconds),
      .integer(campaign),
      .text(subject)
    )
    return changed > 0 ? .made : .unneeded
  }

  /// Notes that another execution goes on with a member who is on their way, for somebody else.
  @discardableResult
  package static func markPassedOn(
    _ campaign: Int,
    _ subject: String,
    to execution: String,
    user: String,
    in connection: Connection
  ) throws(DatabaseError) -> Change {
    let changed = try connection.run(
      """
      UPDATE campaignMember SET execution = ?, user = ?
      WHERE campaign = ? AND subject = ? AND status = 'started'
      """,
      .text(execution),
      .text(user),
      .integer(campaign),
      .text(subject)
    )
    return changed > 0 ? .made : .unneeded
  }

  /// Notes how it ended for a member; only one that waits or is on its way can end.
  @discardableResult
  package static func markEnded(
    _ campaign: Int,
    _ subject: String,
    outcome: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Change {
    let changed = try connection.run(
      """
      UPDATE campaignMember SET status = 'ended', outcome = ?, ended = ?
      WHERE campaign = ? AND subject = ? AND status IN ('waiting', 'started')
      """,
      .text(outcome.line(boundedTo: 100)),
      .integer(time.milliseconds),
      .integer(campaign),
      .text(subject)
    )
    return changed > 0 ? .made : .unneeded
  }

  /// Takes out a member who still waits.
  @discardableResult
  package static func remove(
    _ campaign: Int,
    _ subject: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Change {
    guard let member = try member(campaign, subject, in: connection) else { return .missing }
    guard member.status == .waiting else { return .unneeded }
    try connection.run(
      """
      UPDATE campaignMember SET status = 'removed', ended = ? WHERE campaign = ? AND subject = ?
      """,
      .integer(time.milliseconds),
      .integer(campaign),
      .text(subject)
    )
    return .made
  }

  /// Takes out everybody who still waits, and gives how many they were.
  package static func removeWaiting(
    _ campaign: Int,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    try connection.run(
      """
      UPDATE campaignMember SET status = 'removed', ended = ?
      WHERE campaign = ? AND status = 'waiting'
      """,
      .integer(time.milliseconds),
      .integer(campaign)
    )
  }

  /// Adds a member, also one that had been taken out before.
  ///
  /// - Returns: ``Change/unneeded`` where the subject waits or is on its way already, in this campaign or another,
  ///   or has been through this one.
  @discardableResult
  package static func add(
    _ member: CampaignMember,
    in connection: Connection
  ) throws(DatabaseError) -> Change {
    guard try find(member.campaign, in: connection) != nil else { return .missing }
    try connection.run(
      "DELETE FROM campaignMember WHERE campaign = ? AND subject = ? AND status = 'removed'",
      .integer(member.campaign),
      .text(member.subject)
    )
    return try insert(member, into: member.campaign, in: connection) ? .made : .unneeded
  }

  /// Whether it was stored; it is not where the subject is active elsewhere, or was here before.
  static func insert(
    _ member: CampaignMember,
    into campaign: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    try connection.run(
      """
      INSERT INTO campaignMember (\(memberColumns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """,
      .integer(campaign),
      .text(member.subject),
      SQLValue(member.user),
      SQLValue(member.municipality),
      .integer(member.place),
      .text(member.status.rawValue),
      .text(member.why.joined(separator: " ")),
      SQLValue(member.execution),
      SQLValue(member.outcome),
      SQLValue(member.started?.milliseconds),
      SQLValue(member.ended?.milliseconds)
    ) > 0
  }

  /// The columns that ``member(_:)`` reads, in its order.
  static let memberColumns = """
    campaign, subject, user, municipality, place, status, why, execution, outcome, started, ended
    """

  /// A row of ``memberColumns``.
  static func member(_ row: borrowing Row) throws(DatabaseError) -> CampaignMember {
    CampaignMember(
      campaign: row.integer(0),
      subject: row.text(1),
      user: row.optionalText(2),
      municipality: row.optionalText(3),
      place: row.integer(4),
      status: try row.word(5),
      why: row.text(6).split(separator: " ").map(String.init),
      execution: row.optionalText(7),
      outcome: row.optionalText(8),
      started: row.optionalDate(9),
      ended: row.optionalDate(10)
    )
  }
}
