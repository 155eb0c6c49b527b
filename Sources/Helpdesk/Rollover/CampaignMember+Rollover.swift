internal import People
package import WorkingTime

extension CampaignMember {
  /// A machine that somebody wants in a campaign: nothing but its age, its model and where it is may speak against it.
  ///
  /// - Returns: nil where it cannot be exchanged: nobody can be asked about it, or the policy leaves it out.
  package init?(_ subject: RolloverSubject, by campaign: Campaign, today: Day) {
    // A campaign of another kind has another policy, and other members.
    guard let policy = try? RolloverPolicy(json: campaign.policy) else { return nil }
    let verdict = Eligibility(policy, today: today).verdict(on: subject)
    let isWished: Set<RolloverReason> = [
      .notDue, .unknownAge, .otherModel, .otherMunicipality, .otherUnit, .notSeen,
    ]
    guard verdict.isEligible || isWished.isSuperset(of: verdict.reasons) else { return nil }
    self.init(
      campaign: campaign.number,
      subject: subject.device.serial,
      user: subject.user?.id,
      municipality: subject.municipality,
      why: verdict.isEligible ? verdict.reasons.map(\.rawValue) : ["wished"]
    )
  }
}
