internal import Ground
internal import Helpdesk
internal import Storage

/// `rakel campaign list --as USER`: all campaigns, the newest first.
struct CampaignListCommand: CampaignAction {
  static let name = "list"
  static let usage = "--as USER [--json]"
  static let summary = "lists campaigns"

  init(_ arguments: inout Arguments) throws {}

  func answer(in office: CampaignOffice, asking counter: Counter) async throws -> Answer {
    let found = try await office.database.read { (connection) throws(DatabaseError) in
      var found: [(Campaign, CampaignCounts)] = []
      for campaign in try CampaignStore.all(in: connection) {
        found.append((campaign, try CampaignStore.counts(campaign.number, in: connection)))
      }
      return found
    }
    guard !found.isEmpty else { return Answer(lines: ["no campaigns"], json: ["campaigns": []]) }
    let table = AlignedTable(
      heading: [
        "campaign", "kind", "status", "members", "waiting", "on their way", "ended", "title",
      ],
      rows: found.map { campaign, counts in
        [
          String(campaign.number), campaign.kind, campaign.status.rawValue, String(counts.total),
          String(counts.waiting), String(counts.started), String(counts.ended), campaign.title,
        ]
      }
    )
    return Answer(
      lines: table.lines,
      json: [
        "campaigns": .array(
          found.map { campaign, counts in
            [
              "campaign": .integer(campaign.number), "kind": .string(campaign.kind),
              "title": .string(campaign.title),
              "status": .string(campaign.status.rawValue), "members": .integer(counts.total),
              "waiting": .integer(counts.waiting), "started": .integer(counts.started),
              "ended": .integer(counts.ended),
            ]
          }
        )
      ]
    )
  }
}
