internal import Connectors
internal import Ground
internal import Helpdesk
internal import Storage

/// `rakel campaign show N [MEMBER] --as USER`: who takes part, why each, and how far each has come.
struct CampaignShowCommand: CampaignAction {
  static let name = "show"
  static let usage = "N [SERIAL|SIGN-IN] [--status STATUS] --as USER [--json]"
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
    let (name, people) = (campaign.rest.first, office.people)
    let statuses = statuses
    let found = try await office.database.read { (connection) throws(DatabaseError) in
      guard let campaign = try CampaignStore.find(number, in: connection) else {
        return nil as (kind: CampaignKind?, members: [CampaignMember], names: [String: String])?
      }
      var members: [CampaignMember]
      if let name {
        let subject =
          try CampaignStore.subject(
            name,
            of: number,
            people: people,
            in: connection
          ) ?? name
        members = try [CampaignStore.member(number, subject, in: connection)].compactMap(\.self)
      } else {
        members = try CampaignStore.members(number, statuses, limit: Self.most, in: connection)
      }
      var names: [String: String] = [:]
      if campaign.about == .licences {
        for member in members {
          names[member.subject] =
            try LicenceFindingStore.find(member.subject, in: connection)?.signIn
        }
      }
      return (campaign.about, members, names)
    }
    guard let (kind, members, names) = found else {
      return Answer(complaint: "there is no campaign \(number)")
    }
    guard !members.isEmpty else { return Answer(complaint: "there is nobody such in it") }
    let words = office.library.words(of: kind)
    let table = AlignedTable(
      heading: [
        kind?.noun(1) ?? "member", "user", "municipality", "status", "outcome", "because",
        "execution",
      ],
      rows: members.map { member in
        [
          names[member.subject] ?? member.subject, member.user ?? "", member.municipality ?? "",
          member.status.rawValue,
          member.outcome.map { words[outcome: $0]["en"] } ?? "",
          member.why.map { words[reason: $0]["en"] }.joined(separator: ", "),
          member.execution ?? "",
        ]
      }
    )
    return Answer(
      lines: table.lines,
      json: ["members": .array(members.map(\.json))]
    ).cut(members.count, at: Self.most)
  }
}
