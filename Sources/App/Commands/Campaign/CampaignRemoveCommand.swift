internal import Ground
internal import Helpdesk
internal import Storage

/// `rakel campaign remove N DEVICE --as USER`: takes a device out that nobody has been asked about yet.
struct CampaignRemoveCommand: CampaignAction {
  static let name = "remove"
  static let usage = "N DEVICE --as USER [--json]"
  static let summary = "takes a device out of a campaign, as long as it waits"

  private let campaign: CampaignNumber
  private let device: String

  init(_ arguments: inout Arguments) throws {
    campaign = try CampaignNumber(&arguments, most: 1)
    device = try campaign.device
  }

  func answer(in office: CampaignOffice, asking counter: Counter) async throws -> Answer {
    let (desk, number, device) = (office.campaigns(), campaign.number, device)
    let outcome = try await office.database.write { (connection) throws(DatabaseError) in
      try desk.remove(number, device, in: connection)
    }
    if outcome == .unneeded {
      return Answer(complaint: "it is under way or through; 'rakel flow cancel' ends what runs")
    }
    return outcome.answer(number) { _ in "goes on without \(device)" }
  }
}
