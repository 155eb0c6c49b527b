internal import Ground
internal import Helpdesk
internal import Storage

/// `rakel campaign add N DEVICE --as USER`: takes one more device in, though it be too new, or elsewhere.
struct CampaignAddCommand: CampaignAction {
  static let name = "add"
  static let usage = "N DEVICE --as USER [--json]"
  static let summary = "takes a device into a campaign"

  private let campaign: CampaignNumber
  private let device: String

  init(_ arguments: inout Arguments) throws {
    campaign = try CampaignNumber(&arguments, most: 1)
    device = try campaign.device
  }

  func answer(in office: CampaignOffice, asking counter: Counter) async throws -> Answer {
    let (desk, number, device) = (office.campaigns(), campaign.number, device)
    let (people, today) = (office.people, office.today)
    let outcome = try await office.database.write { (connection) throws(DatabaseError) in
      guard let campaign = try CampaignStore.find(number, in: connection),
        let found = try RolloverCandidateStore.candidate(device, in: connection)
      else { return CampaignDesk.Outcome?.some(.missing) }
      let subject = found.subject(people)
      guard let member = CampaignMember(subject, by: campaign, today: today) else {
        return nil
      }
      return try desk.add(member, in: connection)
    }
    guard let outcome else {
      return Answer(
        complaint: "it cannot take part; 'rakel campaign plan POLICY --device' says why"
      )
    }
    return outcome.answer(number) { _ in "has \(device) as its last" }
  }
}
