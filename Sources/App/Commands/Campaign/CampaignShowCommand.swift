internal import Connectors
internal import Ground
internal import Helpdesk
internal import Storage

/// `rakel campaign show N [DEVICE] --as USER`: who takes part, why each, and how far each has come.
struct CampaignShowCommand: CampaignAction {
  static let name = "show"
  static let usage = "N [DEVICE] [--status STATUS] --as USER [--json]"
  static let summary = "shows the members of a campaign, or one"

  private static let most = 1_000
  private let campaign: CampaignNumber
  private let statuses: Set<CampaignMember.Status>

  init(_ arguments: inout Arguments) throws {
    statuses = try arguments.statuses() ?? Set(CampaignMember.Status.allCases)
    campaign = try CampaignNumber(&arguments, most: 1)
  }

  func answer(in office: CampaignOffice, asking counter: Counter) async throws -> Answer {
    let number = campaign.number
    let device = campaign.rest.first?.uppercased()
    let statuses = statuses
    let found = try await office.database.read { (connection) throws(DatabaseError) in
      guard try CampaignStore.find(number, in: connection) != nil else {
        return nil as [CampaignMember]?
      }
      guard let device else {
        return try CampaignStore.members(number, statuses, limit: Self.most, in: connection)
      }
      return try [CampaignStore.member(number, device, in: connection)].compactMap(\.self)
    }
    guard let found else { return Answer(complaint: "there is no campaign \(number)") }
    guard !found.isEmpty else { return Answer(complaint: "there is nobody such in it") }
    let words = office.library.words
    let table = AlignedTable(
      heading: ["device", "user", "municipality", "status", "outcome", "because", "execution"],
      rows: found.map { member in
        [
          member.subject, member.user ?? "", member.municipality ?? "", member.status.rawValue,
          member.outcome.map { words[outcome: $0]["en"] } ?? "",
          member.why.map { words[outcome: $0]["en"] }.joined(separator: ", "),
          member.execution ?? "",
        ]
      }
    )
    return Answer(
      lines: table.lines,
      json: ["members": .array(found.map(\.json))]
    ).cut(found.count, at: Self.most)
  }
}
