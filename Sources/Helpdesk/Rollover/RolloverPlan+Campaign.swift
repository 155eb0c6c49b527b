internal import People
internal import Crypto
internal import Ground
package import WorkingTime
package import struct Foundation.Date

extension RolloverPlan {
  /// What tells this plan from any other: who takes part in which order, and by which policy.
  package var digest: String {
    var text = policy.json.text
    for member in members { text += "\n" + member.subject.device.serial }
    return String(SHA256(of: Array(text.utf8)).description.prefix(16))
  }

  /// The campaign that the plan becomes.
  package func campaign(startedBy user: String, at time: Date) -> Campaign {
    Campaign(
      kind: RolloverPolicy.kind,
      title: policy.title,
      flow: policy.flow,
      policy: policy.json,
      startedBy: user,
      created: time,
      ends: policy.stops
    )
  }

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

  /// When they are noticed.
  package func forecast(from now: Date, hours: BusinessHours) -> CampaignPace.Forecast {
    let pace = CampaignPace(
      perDay: policy.perDay,
      starts: policy.starts,
      stops: policy.stops,
      hours: hours
    )
    let waiting = Dictionary(
      members.map { ($0.subject.municipality?.municipalityKey, 1) },
      uniquingKeysWith: +
    )
    return pace.forecast(from: now, waiting: waiting)
  }
}
