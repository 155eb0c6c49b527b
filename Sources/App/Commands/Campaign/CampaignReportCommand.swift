internal import Ground
internal import Helpdesk
internal import Storage

/// `rakel campaign report N --as USER`: what a campaign was worth, as `rakel report --campaign N` tells it.
struct CampaignReportCommand: CampaignAction {
  static let name = "report"
  static let usage = "N --as USER [\(GainForm.usage)]"
  static let summary = "tells what a campaign has saved, and how its exchanges went"

  private let campaign: CampaignNumber
  private let form: GainForm

  init(_ arguments: inout Arguments) throws {
    form = try GainForm(&arguments)
    campaign = try CampaignNumber(&arguments)
  }

  func answer(in office: CampaignOffice, asking counter: Counter) async throws -> Answer {
    let number = campaign.number
    let found = try await office.database.read {
      (connection) throws(DatabaseError) -> (Campaign, GainReport)? in
      guard let campaign = try CampaignStore.find(number, in: connection) else { return nil }
      let scope = GainScope(campaign: number)
      return (campaign, try GainReportStore.report(on: scope, in: connection))
    }
    guard let (campaign, report) = found else {
      return Answer(complaint: "there is no campaign \(number)")
    }
    return form.answer(report, title: campaign.title, words: office.desk.words)
  }
}
