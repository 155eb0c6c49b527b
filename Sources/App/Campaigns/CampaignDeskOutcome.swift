internal import Ground
internal import Helpdesk

extension CampaignDesk.Outcome {
  /// What to print of what was done to a campaign.
  ///
  /// - Parameter words: what is true of the campaign now, by how many it was done to.
  func answer(_ number: Int, _ words: (Int) -> String) -> Answer {
    switch self {
    case .done(let count):
      Answer(
        lines: ["campaign \(number) \(words(count))"],
        json: ["campaign": .integer(number), "done": true, "count": .integer(count)]
      )
    case .unneeded:
      Answer(
        lines: ["nothing is to be done: it is so already"],
        json: ["campaign": .integer(number), "done": false, "count": 0]
      )
    case .missing: Answer(complaint: "there is no such campaign, or it has no such member")
    case .status(let status): Answer(complaint: "campaign \(number) is \(status.rawValue)")
    }
  }
}
