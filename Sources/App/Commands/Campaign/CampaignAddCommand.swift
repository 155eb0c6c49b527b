internal import Ground
internal import Helpdesk
internal import Storage

/// `rakel campaign add N MEMBER --as USER`: takes in one more, though it be too new, or elsewhere.
struct CampaignAddCommand: CampaignAction {
  static let name = "add"
  static let usage = "N SERIAL|SIGN-IN --as USER [--json]"
  static let summary = "takes one more into a campaign: a device, or somebody's account"

  private let campaign: CampaignNumber
  private let member: String

  init(_ arguments: inout Arguments) throws {
    campaign = try CampaignNumber(&arguments, most: 1)
    member = try campaign.member
  }

  func answer(in office: CampaignOffice, asking counter: Counter) async throws -> Answer {
    let (desk, number, name) = (office.campaigns(), campaign.number, member)
    let (ground, now) = (office.ground, office.now)
    let (outcome, kind) = try await office.database.write { (connection) throws(DatabaseError) in
      let kind = try CampaignStore.find(number, in: connection)?.about
      switch try CampaignWished.find(name, for: number, on: ground, at: now, in: connection) {
      case .member(let member):
        return (CampaignDesk.Outcome?.some(try desk.add(member, in: connection)), kind)
      case .refused: return (nil, kind)
      case .missing: return (.missing, kind)
      }
    }
    guard let outcome else {
      let how = kind == .licences ? "POLICY --excluded" : "POLICY --device"
      return Answer(complaint: "it cannot take part; 'rakel campaign plan \(how)' says why")
    }
    if outcome == .missing, kind == .licences {
      return Answer(
        complaint: "the last scan found no such account inactive, or it is too old; 'rakel licences"
          + " scan' looks again"
      )
    }
    return outcome.answer(number) { _ in "has \(name) as its last" }
  }
}
