internal import Foundation
internal import Ground
package import Storage
internal import WorkingTime

/// The campaigns and their members.
///
/// All functions take part in the caller's transaction.
package enum CampaignStore {
  /// The layout of this store's tables; only ever added to.
  package static let layout = Layout(
    "campaigns",
    Migration(
      """
      CREATE TABLE campaign (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        flow TEXT NOT NULL,
        policy TEXT NOT NULL,
        status TEXT NOT NULL,
        startedBy TEXT NOT NULL,
        created INTEGER NOT NULL,
        ends INTEGER
      ) STRICT
      """,
      """
      CREATE TABLE campaignMember (
        campaign INTEGER NOT NULL REFERENCES campaign (number),
        subject TEXT NOT NULL,
        user TEXT,
        municipality TEXT,
        place INTEGER NOT NULL,
        status TEXT NOT NULL,
        why TEXT NOT NULL,
        execution TEXT,
        outcome TEXT,
        started INTEGER,
        ended INTEGER,
        PRIMARY KEY (campaign, subject)
      ) STRICT, WITHOUT ROWID
      """,
      // Nothing is in two campaigns at once.
      """
      CREATE UNIQUE INDEX activeMember ON campaignMember (subject)
      WHERE status IN ('waiting', 'started')
      """,
      """
      CREATE INDEX waitingMember ON campaignMember (campaign, municipality, place)
      WHERE status = 'waiting'
      """,
      "CREATE INDEX startedMember ON campaignMember (campaign, status, started) WHERE started IS NOT NULL",
      "CREATE INDEX memberOfUser ON campaignMember (user) WHERE user IS NOT NULL"
    )
  )

  /// Stores a new campaign with its members, whose ``CampaignMember/campaign`` becomes its number.
  ///
  /// Who is active in another campaign already is left out.
  ///
  /// - Returns: the campaign's number, and how many members it has.
  package static func create(
    _ campaign: Campaign,
    members: [CampaignMember],
    in connection: Connection
  ) throws(DatabaseError) -> (number: Int, members: Int) {
    try connection.run(
      """
      INSERT INTO campaign (kind, title, flow, policy, status, startedBy, created, ends)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      .text(campaign.kind),
      .text(campaign.title),
      .text(campaign.flow),
      .text(campaign.policyText),
      .text(campaign.status.rawValue),
      .text(campaign.startedBy),
      .integer(campaign.created.milliseconds),
      SQLValue(campaign.ends?.number)
    )
    let number = connection.lastRow
    var count = 0
    for member in members { count += try insert(member, into: number, in: connection) ? 1 : 0 }
    return (number, count)
  }

  /// The campaign of that number; nil where there is none.
  package static func find(
    _ number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Campaign? {
    try connection.rows(
      """
      SELECT number, kind, title, flow, policy, status, startedBy, created, ends
      FROM campaign WHERE number = ?
      """,
      .integer(number),
      read: campaign
    ).first
  }

  /// All campaigns, the newest first.
  package static func all(in connection: Connection) throws(DatabaseError) -> [Campaign] {
    try connection.rows(
      """
      SELECT number, kind, title, flow, policy, status, startedBy, created, ends
      FROM campaign ORDER BY number DESC
      """,
      read: campaign
    )
  }

  /// Sets how a campaign stands.
  @discardableResult
  package static func setStatus(
    _ status: Campaign.Status,
    of campaign: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Change {
    guard let found = try find(campaign, in: connection) else { return .missing }
    guard found.status != status else { return .unneeded }
    try connection.run(
      "UPDATE campaign SET status = ? WHERE number = ?",
      .text(status.rawValue),
      .integer(campaign)
    )
    return .made
  }

  /// How many members stand where.
  package static func counts(
    _ campaign: Int,
    in connection: Connection
  ) throws(DatabaseError) -> CampaignCounts {
    var counts = CampaignCounts()
    let rows = try connection.rows(
      """
      SELECT status, outcome, count(*) FROM campaignMember WHERE campaign = ?
      GROUP BY status, outcome
      """,
      .integer(campaign)
    ) { (row) throws(DatabaseError) in
      (try row.word(0, of: CampaignMember.Status.self), row.optionalText(1), row.integer(2))
    }
    for (status, outcome, count) in rows {
      counts.byStatus[status, default: 0] += count
      if let outcome, status == .ended { counts.byOutcome[outcome, default: 0] += count }
    }
    return counts
  }

  private static func campaign(_ row: borrowing Row) throws(DatabaseError) -> Campaign {
    Campaign(
      number: row.integer(0),
      kind: row.text(1),
      title: row.text(2),
      flow: row.text(3),
      policyText: row.text(4),
      status: try row.word(5),
      startedBy: row.text(6),
      created: row.date(7),
      ends: row.optionalInteger(8).map(Day.init(number:))
    )
  }
}
