internal import Connectors
internal import Ground
internal import Helpdesk
internal import Storage

/// `rakel campaign plan POLICY --as USER`: who would take part, why each, and who not, and why; it changes nothing.
struct CampaignPlanCommand: CampaignAction {
  static let name = "plan"
  static let usage =
    "\(CampaignScope.usage) --as USER [--members] [--excluded] [--device SERIAL] [--csv] [--json]"
  static let summary = "says who takes part by a policy, and why, and who does not"

  private let scope: CampaignScope
  private let device: String?
  private let isCSV: Bool
  private let withMembers: Bool
  private let withOthers: Bool

  init(_ arguments: inout Arguments) throws {
    device = try arguments.option("device")
    isCSV = arguments.flag("csv")
    (withMembers, withOthers) = (arguments.flag("members"), arguments.flag("excluded"))
    scope = try CampaignScope(&arguments)
  }

  func answer(in office: CampaignOffice, asking counter: Counter) async throws -> Answer {
    let policy = try office.policy(scope)
    if let device {
      guard case .rollover(let policy) = policy else {
        throw UsageError("--device is for machines; --members and --excluded list accounts")
      }
      return try await explanation(of: device.uppercased(), policy, in: office)
    }
    let page = office.page(try await office.plan(policy))
    if isCSV { return Answer(lines: page.csv) }
    var lines = page.lines
    if withMembers { lines += page.members }
    if withOthers { lines += page.others }
    return Answer(
      lines: lines,
      json: page.json(withMembers: withMembers, withOthers: withOthers)
    )
  }

  /// Why one machine takes part, or does not.
  private func explanation(
    of serial: String,
    _ policy: RolloverPolicy,
    in office: CampaignOffice
  ) async throws -> Answer {
    let found = try await office.database.read { (connection) throws(DatabaseError) in
      try RolloverCandidateStore.candidate(serial, in: connection)
    }
    guard let found else { return Answer(complaint: "there is no device '\(serial)'") }
    let verdict = Eligibility(policy, today: office.today).verdict(on: found.subject(office.people))
    let words = office.library.words(of: .rollover)
    let reasons = verdict.reasons.map { words[reason: $0.rawValue]["en"] }.joined(separator: ", ")
    var lines = [
      "\(serial) \(verdict.isEligible ? "takes part" : "does not take part"): \(reasons)"
    ]
    var json = JSONObject()
    json["serial"] = .string(serial)
    json["eligible"] = .bool(verdict.isEligible)
    json["reasons"] = .array(verdict.reasons.map { .string($0.rawValue) })
    switch verdict {
    case .eligible(_, let rank):
      lines.append("rank \(rank)")
      json["rank"] = .integer(rank)
    case .not(_, let note):
      if let note { lines.append("the policy says: \(note)") }
      json["note"] = note.map(JSON.string) ?? .null
    }
    if let campaign = found.campaign { lines.append("it is in campaign \(campaign)") }
    return Answer(lines: lines, json: .object(json))
  }
}
