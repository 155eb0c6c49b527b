internal import Connectors
internal import Ground
internal import Helpdesk
internal import People
internal import Storage

/// `rakel campaign start POLICY --as USER`: shows the numbers, has the number of devices typed, and starts the campaign.
///
/// The plan is made again in the transaction that starts it, and nothing is started where it is no longer the one that
/// was shown, or, with `--plan`, the one that was looked at before.
struct CampaignStartCommand: CampaignAction {
  static let name = "start"
  static let usage = "\(CampaignScope.usage) --as USER [--yes N] [--plan ID] [--json]"
  static let summary = "starts a campaign, once the number of its devices is confirmed"

  private let scope: CampaignScope
  private let confirmed: Int?
  private let digest: String?

  init(_ arguments: inout Arguments) throws {
    confirmed = try arguments.option("yes").map { (text) throws(UsageError) in
      guard let number = Int(text), number > 0 else {
        throw UsageError("--yes needs the number of devices")
      }
      return number
    }
    digest = try arguments.option("plan")
    scope = try CampaignScope(&arguments)
  }

  func answer(in office: CampaignOffice, asking counter: Counter) async throws -> Answer {
    let policy = try office.policy(scope)
    let plan = try await office.plan(policy)
    let count = plan.members.count
    if let digest, digest != plan.digest {
      return Answer(
        complaint: "it is not the plan '\(digest)' any more, but \(plan.digest) with \(count)"
          + " devices; look at it again"
      )
    }
    guard count > 0 else {
      return Answer(complaint: "nobody takes part; 'rakel campaign plan' says why")
    }
    let forecast = plan.forecast(from: office.now, hours: office.hours)
    guard try isConfirmed(plan, forecast, office, counter) else {
      return Answer(complaint: "that is not \(count), the number of devices; nothing was started")
    }
    let desk = office.campaigns(flows: try office.flows())
    let (today, people) = (office.today, office.people)
    let campaign = plan.campaign(startedBy: office.desk.user.id, at: office.now)
    let made = try await office.database.write { (connection) throws(DatabaseError) in
      let now = try RolloverPlan(policy, today: today, people: people, in: connection)
      guard now.digest == plan.digest else { return nil as (number: Int, members: Int)?? }
      return .some(try desk.start(campaign, members: now.campaignMembers, in: connection))
    }
    guard let made else {
      return Answer(complaint: "the fleet has changed meanwhile; look at the plan again")
    }
    guard let made else {
      return Answer(complaint: "the content lacks the flow 'campaign' or '\(policy.flow)'")
    }
    return Answer(
      lines: ["campaign \(made.number) is started, with \(made.members) devices"],
      json: ["campaign": .integer(made.number), "devices": .integer(made.members)]
    )
  }

  private func isConfirmed(
    _ plan: RolloverPlan,
    _ forecast: CampaignPace.Forecast,
    _ office: CampaignOffice,
    _ counter: Counter
  ) throws(UsageError) -> Bool {
    if let confirmed { return confirmed == plan.members.count }
    guard let ask = counter.ask else {
      throw UsageError("nobody can confirm here; say --yes and the number of devices")
    }
    let page = PlanPage(plan: plan, forecast: forecast, words: office.library.words)
    for line in page.lines { Output.complain(line) }
    return ask("type the number of devices to confirm:") == plan.members.count
  }
}
