package import People
package import Storage
package import Foundation
internal import WorkingTime

extension LicencePlan {
  /// Goes by what the last finished scan has found, and judges it anew by the rules of the day.
  ///
  /// - Parameter ground: nil where the content has no rules that can be used.
  package init(
    _ policy: LicencePolicy,
    ground: LicenceGround?,
    at now: Date,
    people: Directory,
    in connection: Connection
  ) throws(DatabaseError) {
    let today = OsloClock.reading(now).day
    guard let ground else {
      self.init(policy, today: today, lacking: .rules)
      return
    }
    guard let findings = try LicenceFindingStore.read(in: connection) else {
      self.init(policy, today: today, lacking: .scan)
      return
    }
    guard findings.isFresh(at: now) else {
      self.init(policy, today: today, lacking: .freshScan, read: findings.begun)
      return
    }
    let kept = try LicenceKeepStore.kept(on: today, in: connection)
    let campaigns = try CampaignStore.activeSubjects(of: .licences, in: connection)
    let subjects = try LicenceFindingStore.all(in: connection).map { user in
      LicenceSubject(
        user,
        ground.rules.verdict(on: user, read: findings.begun),
        person: LicenceSubject.person(user, in: people),
        isKept: kept.contains(user.id),
        campaign: campaigns[user.id]
      )
    }
    self.init(policy, today: today, of: subjects, read: findings.begun, prices: ground.prices)
  }

  /// Its members, in their order.
  package var campaignMembers: [CampaignMember] {
    members.enumerated().map { place, member in
      CampaignMember(member, place: place)
    }
  }
}

extension CampaignMember {
  init(_ member: LicencePlan.Member, campaign: Int = 0, place: Int = 0) {
    self.init(
      campaign: campaign,
      subject: member.subject.user.id,
      user: member.subject.person?.id,
      municipality: member.subject.municipality,
      place: place,
      why: member.why.map(\.rawValue)
    )
  }
}
