internal import People

extension RolloverPlan {
  /// Its members, in their order.
  package var campaignMembers: [CampaignMember] {
    members.enumerated().map { place, member in
      CampaignMember(
        subject: member.subject.device.serial,
        user: member.subject.user?.id,
        municipality: member.subject.municipality,
        place: place,
        why: member.why.map(\.rawValue)
      )
    }
  }
}
