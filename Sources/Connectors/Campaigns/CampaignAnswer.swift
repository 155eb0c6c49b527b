internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage
internal import WorkingTime

/// What flows and cards are told of campaigns.
enum CampaignAnswer {
  /// The most lines of a list in a card; what is left is summed up.
  private static let most = 6

  static func missing(_ number: Int) -> TaskOutcome {
    .failed(error: "Campaign.NotFound", cause: "no campaign has number \(number)")
  }

  static func feeding(_ fed: CampaignFeeder.Feeding, at now: Date, words: RolloverWords) -> JSON {
    [
      "started": .integer(fed.started), "waiting": .integer(fed.counts.waiting),
      "running": .integer(fed.counts.started), "status": .string(fed.status.rawValue),
      "isOver": .bool(fed.next == nil), "next": moment(fed.next),
      // Rounded up: to come a moment early is to come twice.
      "seconds": fed.next.map { .integer(Int(max(0, $0.timeIntervalSince(now)).rounded(.up))) }
        ?? .null,
      "troubles": .array(
        fed.troubles.map {
          [
            "device": .string($0.subject), "municipality": .text($0.municipality),
            "reason": .string(words[$0.reason]["nb"]),
          ]
        }
      ),
    ]
  }

  static func policies(of library: CampaignLibrary) -> JSON {
    let choices = library.policies.prefix(most).map { entry -> JSON in
      ["title": .string(entry.policy.title), "value": .string(entry.name)]
    }
    return ["count": .integer(library.policies.count), "choices": .array(choices)]
  }

  /// Those that are not over, or all.
  static func list(_ campaigns: [Campaign], withOver: Bool) -> JSON {
    let active = campaigns.filter { withOver || $0.status != .finished }
    let choices = active.prefix(most).map { campaign -> JSON in
      [
        "title": .string("\(campaign.number): \(campaign.title)"),
        "value": .string(String(campaign.number)),
      ]
    }
    return ["count": .integer(active.count), "choices": .array(choices)]
  }

  static func plan(
    _ plan: RolloverPlan,
    _ forecast: CampaignPace.Forecast,
    words: RolloverWords
  ) -> JSON {
    let policy = plan.policy
    return [
      "title": .string(policy.title), "changed": false, "digest": .string(plan.digest),
      "devices": .integer(plan.members.count),
      "why": .array(plan.reasonsWhy.map { reason($0.reason, $0.count, words) }),
      "places": shortened(
        // Registers keep it in lower case; people do not write it so.
        plan.counts { $0.subject.municipality }.map { ($0.name?.capitalized, $0.count) }
      ),
      "models": shortened(plan.counts { $0.subject.device.model }.map { ($0.name, $0.count) }),
      "years": policy.eligible.olderThanYears.map(JSON.integer) ?? .null,
      "perDay": policy.perDay.map(JSON.integer) ?? .null,
      "first": moment(forecast.first), "last": day(forecast.last),
      "leftOut": .integer(forecast.leftOut),
      "others": .array(plan.reasonsNot.map { reason($0.reason, $0.count, words) }),
    ]
  }

  static func standing(_ standing: CampaignStanding, words: RolloverWords) -> JSON {
    let (campaign, counts) = (standing.campaign, standing.counts)
    return [
      "campaign": .integer(campaign.number), "title": .string(campaign.title),
      "status": .string(campaign.status.rawValue), "total": .integer(counts.total),
      "waiting": .integer(counts.waiting), "started": .integer(counts.started),
      "ended": .integer(counts.ended), "removed": .integer(counts.removed),
      "today": .integer(standing.today), "items": .integer(standing.openItems),
      "perDay": campaign.perDay.map(JSON.integer) ?? .null,
      "next": moment(standing.next), "last": day(standing.last),
      "outcomes": .array(
        standing.outcomes.prefix(most).map { code, count in
          ["name": words[outcome: code].json, "count": .integer(count)]
        }
      ),
    ]
  }

  private static func reason(
    _ reason: RolloverReason,
    _ count: Int,
    _ words: RolloverWords
  ) -> JSON {
    ["code": .string(reason.rawValue), "name": words[reason].json, "count": .integer(count)]
  }

  /// The first few; the others are one line.
  private static func shortened(_ counts: [(name: String?, count: Int)]) -> JSON {
    var lines = counts.prefix(most).map { line -> JSON in
      ["name": .text(line.name), "count": .integer(line.count)]
    }
    let rest = counts.dropFirst(most)
    if !rest.isEmpty {
      let count = rest.reduce(0) { $0 + $1.count }
      lines.append(["name": "…", "count": .integer(count)])
    }
    return .array(lines)
  }

  private static func moment(_ date: Date?) -> JSON {
    date.map { .string(RFC3339.text($0)) } ?? .null
  }

  private static func day(_ day: Day?) -> JSON { day.map { .string($0.text) } ?? .null }
}
