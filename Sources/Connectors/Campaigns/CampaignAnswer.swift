internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage
internal import WorkingTime

/// What flows and cards are told of campaigns.
enum CampaignAnswer {
  /// The most lines of a list in a card; what is left is summed up.
  static let most = 6

  static func missing(_ number: Int) -> TaskOutcome {
    .failed(error: "Campaign.NotFound", cause: "no campaign has number \(number)")
  }

  static func feeding(
    _ fed: CampaignFeeder.Feeding,
    of kind: CampaignKind?,
    at now: Date,
    words: CampaignWords
  ) -> JSON {
    [
      "kind": .text(kind?.rawValue),
      "started": .integer(fed.started), "waiting": .integer(fed.counts.waiting),
      "running": .integer(fed.counts.started), "status": .string(fed.status.rawValue),
      "isOver": .bool(fed.next == nil), "next": moment(fed.next),
      // Rounded up: to come a moment early is to come twice.
      "seconds": fed.next.map { .integer(Int(max(0, $0.timeIntervalSince(now)).rounded(.up))) }
        ?? .null,
      "troubles": .array(
        fed.troubles.map {
          [
            "subject": .string($0.subject), "municipality": .text($0.municipality),
            "reason": .string(words[reason: $0.reason]["nb"]),
          ]
        }
      ),
    ]
  }

  /// Those of a kind, or all.
  static func policies(of library: CampaignLibrary, _ kind: CampaignKind?) -> JSON {
    let policies = library.policies.filter { kind == nil || $0.policy.kind == kind }
    let choices = policies.prefix(most).map { entry -> JSON in
      ["title": .string(entry.policy.terms.title), "value": .string(entry.name)]
    }
    return ["count": .integer(policies.count), "choices": .array(choices)]
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

  static func standing(_ standing: CampaignStanding, words: CampaignWords) -> JSON {
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

  /// The first few; the others are one line.
  static func shortened(_ counts: [(name: String?, count: Int)]) -> JSON {
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

  static func moment(_ date: Date?) -> JSON {
    date.map { .string(RFC3339.text($0)) } ?? .null
  }

  static func day(_ day: Day?) -> JSON { day.map { .string($0.text) } ?? .null }
}
