internal import Connectors
internal import Ground
internal import Helpdesk
internal import People
internal import Storage

/// `rakel campaign start POLICY --as USER`: shows the numbers, has the number of members typed, and starts the campaign.
///
/// Where it would change anything in Microsoft Graph in the end, nothing is started without `--apply`. The plan is made
/// again in the transaction that starts it, and nothing is started where it is no longer the one that was shown, or,
/// with `--plan`, the one that was looked at before.
struct CampaignStartCommand: CampaignAction {
  static let name = "start"
  static let usage =
    "\(CampaignScope.usage) --as USER [--apply] [--yes N] [--plan ID] [--json]"
  static let summary =
    "starts a campaign, once the number of its members is confirmed; of licences with --apply only"

  private let scope: CampaignScope
  private let confirmed: Int?
  private let digest: String?
  private let isApplied: Bool

  init(_ arguments: inout Arguments) throws {
    confirmed = try arguments.option("yes").map { (text) throws(UsageError) in
      guard let number = Int(text), number > 0 else {
        throw UsageError("--yes needs the number of members")
      }
      return number
    }
    digest = try arguments.option("plan")
    isApplied = arguments.flag("apply")
    scope = try CampaignScope(&arguments)
  }

  func answer(in office: CampaignOffice, asking counter: Counter) async throws -> Answer {
    let policy = try office.policy(scope)
    let plan = try await office.plan(policy)
    let (kind, page) = (policy.kind, office.page(plan))
    if let digest, digest != plan.digest {
      return Answer(
        complaint: "it is not the plan '\(digest)' any more, but \(plan.digest) with"
          + " \(kind.count(plan.count)); look at it again"
      )
    }
    guard plan.count > 0 else {
      return Answer(complaint: "nobody takes part; 'rakel campaign plan' says why")
    }
    if kind == .licences, !isApplied { return Self.rehearsal(of: page) }
    guard office.library.mayStart(kind) else {
      return Answer(
        complaint: "nothing is started: this installation may not change anything by Microsoft"
          + " Graph. Set graph.changes to true once the application has the permissions of"
          + " docs/6-licences.md"
      )
    }
    let isConfirmed = try counter.confirms(
      plan.count,
      kind.noun(2),
      said: confirmed,
      showing: page.lines
    )
    guard isConfirmed else {
      return Answer(
        complaint: "that is not \(plan.count), the number of \(kind.noun(2)); nothing was started"
      )
    }
    return try await start(plan, by: policy, in: office)
  }

  /// What would be done, and that it was not.
  private static func rehearsal(of page: PlanPage) -> Answer {
    let last = [
      "this was a dry run: nobody is told, nothing is started and nothing is changed",
      "--apply starts it, once the number \(page.plan.count) is typed or said with --yes",
    ]
    guard var json = page.json(withMembers: false, withOthers: false).object else {
      return Answer(lines: page.lines + last)
    }
    (json["dryRun"], json["started"]) = (true, false)
    return Answer(lines: page.lines + last, json: .object(json))
  }

  private func start(
    _ plan: CampaignPlan,
    by policy: CampaignPolicy,
    in office: CampaignOffice
  ) async throws -> Answer {
    let desk = office.campaigns(flows: try office.flows())
    let (ground, now) = (office.ground, office.now)
    let campaign = plan.campaign(startedBy: office.desk.user.id, at: now)
    let made = try await office.database.write { (connection) throws(DatabaseError) in
      let again = try CampaignPlan(policy, on: ground, at: now, in: connection)
      guard again.digest == plan.digest else { return nil as (number: Int, members: Int)?? }
      return .some(try desk.start(campaign, members: again.members, in: connection))
    }
    guard let made else {
      return Answer(complaint: "things have changed meanwhile; look at the plan again")
    }
    guard let made else {
      return Answer(
        complaint: "the content lacks the flow '\(CampaignDesk.flow)' or '\(policy.terms.flow)'"
      )
    }
    var json = JSONObject()
    json["campaign"] = .integer(made.number)
    json[policy.kind.noun(2)] = .integer(made.members)
    return Answer(
      lines: ["campaign \(made.number) is started, with \(policy.kind.count(made.members))"],
      json: .object(json)
    )
  }
}
