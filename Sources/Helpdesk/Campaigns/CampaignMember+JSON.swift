package import Ground
internal import Storage

extension CampaignMember {
  /// The member for people and machines to read.
  package var json: JSON {
    [
      "campaign": .integer(campaign), "subject": .string(subject), "user": .text(user),
      "municipality": .text(municipality), "status": .string(status.rawValue),
      "why": .array(why.map(JSON.string)), "execution": .text(execution),
      "outcome": .text(outcome), "started": .moment(started), "ended": .moment(ended),
    ]
  }
}
