internal import Connectors
internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage
internal import WorkingTime

/// `rakel campaign status N --as USER`: how a campaign stands, when it goes on, and when it will be through.
struct CampaignStatusCommand: CampaignAction {
  static let name = "status"
  static let usage = "N --as USER [--json]"
  static let summary = "says how a campaign stands"

  private let campaign: CampaignNumber

  init(_ arguments: inout Arguments) throws { campaign = try CampaignNumber(&arguments) }

  func answer(in office: CampaignOffice, asking counter: Counter) async throws -> Answer {
    let (number, now, hours) = (campaign.number, office.now, office.hours)
    let standing = try await office.database.read { (connection) throws(DatabaseError) in
      try CampaignStanding(of: number, at: now, hours: hours, in: connection)
    }
    guard let standing else { return Answer(complaint: "there is no campaign \(number)") }
    return Answer(lines: lines(standing, office), json: json(standing))
  }

  private func lines(_ standing: CampaignStanding, _ office: CampaignOffice) -> [String] {
    let (campaign, counts) = (standing.campaign, standing.counts)
    let words = office.library.words(of: campaign.about)
    let members = campaign.about?.noun(2) ?? "members"
    var lines = [
      "campaign \(campaign.number): \(campaign.title), \(campaign.status.rawValue)",
      "  \(members.padding(toLength: 11, withPad: " ", startingAt: 0)) \(counts.total)",
      "  waiting     \(counts.waiting)",
      "  under way   \(counts.started)",
      "  ended       \(counts.ended)",
    ]
    for (code, count) in standing.outcomes {
      lines.append("    \(count)\t\(words[outcome: code]["en"])")
    }
    if counts.removed > 0 { lines.append("  taken out   \(counts.removed)") }
    lines.append("  noticed today \(standing.today)")
    lines.append("  open work items \(standing.openItems)")
    if let next = standing.next {
      let (day, time) = OsloClock.reading(next)
      lines.append("  next notices \(day.text) \(TimeOfDay(minutes: time / 60_000)?.text ?? "")")
    }
    if let last = standing.last { lines.append("  last notices \(last.text), at this pace") }
    if standing.leftOut > 0 {
      lines.append("  \(standing.leftOut) are not reached before it stops")
    }
    return lines
  }

  private func json(_ standing: CampaignStanding) -> JSON {
    let (campaign, counts) = (standing.campaign, standing.counts)
    var outcomes = JSONObject()
    for (code, count) in standing.outcomes { outcomes[code] = .integer(count) }
    return [
      "campaign": .integer(campaign.number), "kind": .string(campaign.kind),
      "title": .string(campaign.title), "status": .string(campaign.status.rawValue),
      "members": .integer(counts.total),
      "waiting": .integer(counts.waiting), "started": .integer(counts.started),
      "ended": .integer(counts.ended), "removed": .integer(counts.removed),
      "outcomes": .object(outcomes), "today": .integer(standing.today),
      "items": .integer(standing.openItems),
      "next": standing.next.map { .string(RFC3339.text($0)) } ?? .null,
      "last": standing.last.map { .string($0.text) } ?? .null,
      "notReached": .integer(standing.leftOut),
    ]
  }
}
