internal import Ground
internal import Helpdesk
internal import Storage

/// `rakel campaign stop N --as USER`: see ``CampaignDesk/stop(_:in:)``.
struct CampaignStopCommand: CampaignAction {
  static let name = "stop"
  static let usage = "N --as USER [--json]"
  static let summary =
    "starts nobody more, and withdraws what nobody has answered; what is agreed goes on"

  private let campaign: CampaignNumber

  init(_ arguments: inout Arguments) throws { campaign = try CampaignNumber(&arguments) }

  func answer(in office: CampaignOffice, asking counter: Counter) async throws -> Answer {
    let (desk, number) = (office.campaigns(), campaign.number)
    let outcome = try await office.database.write { (connection) throws(DatabaseError) in
      try desk.stop(number, in: connection)
    }
    return outcome.answer(number) { count in "is stopped; \(count) who waited are taken out" }
  }
}
