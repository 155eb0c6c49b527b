internal import Crypto
internal import Ground
package import People
package import Storage
package import WorkingTime
package import Foundation

/// Who takes part in a campaign of any kind, as it would be started now.
package enum CampaignPlan: Sendable {
  case rollover(RolloverPlan)
  case licences(LicencePlan)

  /// What plans are made by, beside their policies.
  package struct Ground: Sendable {
    package var people: Directory
    /// Nil where the content has none that can be used: no licences are planned then.
    package var licences: LicenceGround?

    package init(people: Directory, licences: LicenceGround? = nil) {
      self.people = people
      self.licences = licences
    }
  }

  /// Finds who takes part.
  package init(
    _ policy: CampaignPolicy,
    on ground: Ground,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    switch policy {
    case .rollover(let policy):
      let today = OsloClock.reading(now).day
      self = .rollover(
        try RolloverPlan(policy, today: today, people: ground.people, in: connection)
      )
    case .licences(let policy):
      self = .licences(
        try LicencePlan(
          policy,
          ground: ground.licences,
          at: now,
          people: ground.people,
          in: connection
        )
      )
    }
  }

  /// What its policy says of how the campaign is run.
  package var terms: CampaignTerms {
    switch self {
    case .rollover(let plan): plan.policy.terms
    case .licences(let plan): plan.policy.terms
    }
  }

  /// Its members, in their order.
  package var members: [CampaignMember] {
    switch self {
    case .rollover(let plan): plan.campaignMembers
    case .licences(let plan): plan.campaignMembers
    }
  }

  /// How many take part.
  package var count: Int {
    switch self {
    case .rollover(let plan): plan.members.count
    case .licences(let plan): plan.members.count
    }
  }

  /// What tells this plan from any other: who takes part in which order with what, and by which policy.
  package var digest: String {
    var text = terms.json.text
    switch self {
    case .rollover(let plan):
      for member in plan.members { text += "\n" + member.subject.device.serial }
    case .licences(let plan):
      for member in plan.members {
        let shares = member.shares.map { $0.finding.product + ($0.isFree ? "" : "?") }
        text += "\n" + member.subject.user.id + " " + shares.joined(separator: " ")
      }
    }
    return String(SHA256(of: Array(text.utf8)).description.prefix(16))
  }

  /// The campaign that the plan becomes.
  package func campaign(startedBy user: String, at time: Date) -> Campaign {
    let terms = terms
    return Campaign(
      kind: terms.kind.rawValue,
      title: terms.title,
      flow: terms.flow,
      policy: terms.json,
      startedBy: user,
      created: time,
      ends: terms.stops
    )
  }

  /// When its members are noticed.
  package func forecast(from now: Date, hours: BusinessHours) -> CampaignPace.Forecast {
    let waiting = Dictionary(members.map { ($0.municipality, 1) }, uniquingKeysWith: +)
    return terms.pace(hours).forecast(from: now, waiting: waiting)
  }
}
