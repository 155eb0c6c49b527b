internal import Ground
internal import Helpdesk
internal import Storage

/// `rakel campaign resume N --as USER`: see ``CampaignDesk/resume(_:in:)``.
struct CampaignResumeCommand: CampaignAction {
  static let name = "resume"
  static let usage = "N --as USER [--json]"
  static let summary = "goes on with a campaign that was paused"

  private let campaign: CampaignNumber

  init(_ arguments: inout Arguments) throws { campaign = try CampaignNumber(&arguments) }

  func answer(in office: CampaignOffice, asking counter: Counter) async throws -> Answer {
    let (desk, number) = (office.campaigns(), campaign.number)
    let outcome = try await office.database.write { (connection) throws(DatabaseError) in
      try desk.resume(number, in: connection)
    }
    return outcome.answer(number) { count in "goes on, with \(count) under way" }
  }
}
