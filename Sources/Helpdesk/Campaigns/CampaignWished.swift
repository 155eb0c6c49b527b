package import Storage
package import Foundation
internal import People
internal import WorkingTime

/// Somebody, or a machine, that the staff wants in a campaign.
package enum CampaignWished: Sendable, Hashable {
  case member(CampaignMember)
  /// It cannot take part; the plan says why.
  case refused
  /// Nothing is known of it, or the campaign is not there.
  case missing

  /// Looks for it by its name: a serial number, or what somebody signs in with.
  ///
  /// Little may speak against it: of a machine its age, its model and where it is; of somebody's licences the place and
  /// the product.
  package static func find(
    _ name: String,
    for number: Int,
    on ground: CampaignPlan.Ground,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> CampaignWished {
    guard let campaign = try CampaignStore.find(number, in: connection) else { return .missing }
    let member: CampaignMember?
    switch campaign.about {
    case .rollover:
      guard
        let found = try RolloverCandidateStore.candidate(name.uppercased(), in: connection)
      else { return .missing }
      let today = OsloClock.reading(now).day
      member = CampaignMember(found.subject(ground.people), by: campaign, today: today)
    case .licences:
      guard let subject = try LicenceSubject.find(name, on: ground, at: now, in: connection) else {
        return .missing
      }
      member = CampaignMember(subject, by: campaign, today: OsloClock.reading(now).day)
    case nil: member = nil
    }
    return member.map(CampaignWished.member) ?? .refused
  }
}

extension CampaignMember {
  /// Somebody whom the staff wants to be asked about their licences.
  ///
  /// - Returns: nil where they cannot be: they are not inactive by the rules, nothing can be had, or somebody said no.
  init?(_ subject: LicenceSubject, by campaign: Campaign, today: Day) {
    guard var policy = try? LicencePolicy(parsing: campaign.policyText) else { return nil }
    (policy.municipalities, policy.products) = ([], [])
    let eligibility = LicenceEligibility(policy, today: today)
    guard case .ask = eligibility.verdict(on: subject) else { return nil }
    self.init(
      campaign: campaign.number,
      subject: subject.user.id,
      user: subject.person?.id,
      municipality: subject.municipality,
      why: ["wished"]
    )
  }
}
