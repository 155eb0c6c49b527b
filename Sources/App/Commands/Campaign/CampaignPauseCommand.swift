internal import Ground
internal import Helpdesk
internal import Storage

/// `rakel campaign pause N --as USER`: see ``CampaignDesk/pause(_:in:)``.
struct CampaignPauseCommand: CampaignAction {
  static let name = "pause"
  static let usage = "N --as USER [--json]"
  static let summary = "starts and reminds nobody until it is resumed; answers are kept"

  private let campaign: CampaignNumber

  init(_ arguments: inout Arguments) throws { campaign = try CampaignNumber(&arguments) }

  func answer(in office: CampaignOffice, asking counter: Counter) async throws -> Answer {
    let (desk, number) = (office.campaigns(), campaign.number)
    let outcome = try await office.database.write { (connection) throws(DatabaseError) in
      try desk.pause(number, in: connection)
    }
    return outcome.answer(number) { count in "paused, with \(count) under way" }
  }
}
