internal import Ground
internal import Helpdesk
internal import Storage

/// `rakel campaign remove N MEMBER --as USER`: takes somebody or something out that nobody has been asked about yet.
struct CampaignRemoveCommand: CampaignAction {
  static let name = "remove"
  static let usage = "N SERIAL|SIGN-IN --as USER [--json]"
  static let summary = "takes a member out of a campaign, as long as it waits"

  private let campaign: CampaignNumber
  private let member: String

  init(_ arguments: inout Arguments) throws {
    campaign = try CampaignNumber(&arguments, most: 1)
    member = try campaign.member
  }

  func answer(in office: CampaignOffice, asking counter: Counter) async throws -> Answer {
    let (desk, number, name) = (office.campaigns(), campaign.number, member)
    let people = office.people
    let outcome = try await office.database.write { (connection) throws(DatabaseError) in
      let subject = try CampaignStore.subject(
        name,
        of: number,
        people: people,
        in: connection
      )
      return try desk.remove(number, subject ?? name, in: connection)
    }
    if outcome == .unneeded {
      return Answer(complaint: "it is under way or through; 'rakel flow cancel' ends what runs")
    }
    return outcome.answer(number) { _ in "goes on without \(name)" }
  }
}
