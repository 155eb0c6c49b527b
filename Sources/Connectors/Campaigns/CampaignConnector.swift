package import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
package import People
package import Storage
package import WorkingTime

/// `rakel:campaign.*`: campaigns for flows.
///
/// `feed` and `wait` are for the campaign's own flow, which is about nobody. All else is for the chat, in the name of the
/// execution's user, who must be of the IT staff by the directory. Failures: `Campaign.BadRequest` for wrong
/// parameters, `Campaign.NotFound` for no such campaign, policy or member, `Campaign.Refused` for who is not of the IT
/// staff, `Campaign.Status` for what cannot be done to a campaign that stands so, `Campaign.ReadOnly` for one that would
/// change what this installation may not.
package struct CampaignConnector: LocalConnector {
  package let name = "campaign"
  package let verbs = [
    Verb("feed", required: ["campaign"]),
    Verb("wait", waiting: .always, required: ["campaign"]),
    Verb("policies", optional: ["kind"]), Verb("list", optional: ["kind", "withOver"]),
    Verb("understand", required: ["text"]),
    Verb("plan", required: ["policy"], optional: ["kind", "municipalities", "years"]),
    Verb("start", required: ["policy", "digest"], optional: ["kind", "municipalities", "years"]),
    Verb("status", required: ["campaign"]), Verb("pause", required: ["campaign"]),
    Verb("resume", required: ["campaign"]), Verb("stop", required: ["campaign"]),
    Verb("add", required: ["campaign"], optional: ["device", "account"]),
    Verb("remove", required: ["campaign"], optional: ["device", "account"]),
  ]
  private let engine: FlowEngine
  private let library: CampaignLibrary
  private let people: @Sendable () -> Directory
  private let hours: BusinessHours

  /// - Parameter flows: those that can be started.
  package init(
    _ flows: [Flow] = [],
    library: CampaignLibrary = CampaignLibrary(),
    people: @escaping @Sendable () -> Directory = { Directory() },
    hours: BusinessHours = BusinessHours()
  ) {
    // Starting is only writing down; whoever runs the engine goes on.
    engine = FlowEngine(flows: flows, connectors: Connectors([]))
    self.library = library
    self.people = people
    self.hours = hours
  }

  /// Does it; see ``LocalConnector/perform(_:in:)``.
  package func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let task: CampaignTask
    do throws(BadParameter) { task = try CampaignTask(request) } catch {
      return error.outcome(of: "Campaign")
    }
    switch task {
    case .feed(let number): return try feed(number, at: request.now, in: connection)
    case .wait: return .waiting
    default: break
    }
    guard let user = request.user, people().user(user).role == .itstaff else {
      let subject = AuditSubject(.execution, request.execution)
      try AuditStore.append(request.entry(.accessRefused, on: subject), in: connection)
      return .failed(error: "Campaign.Refused", cause: "campaigns are for the IT staff")
    }
    let desk = CampaignDesk(engine, by: user, at: request.now)
    switch task {
    case .understand(let text):
      let heard = library.speech.wish(in: text)
      return .done(["act": .string(heard.act.rawValue), "isSure": .bool(heard.isSure)])
    case .feed, .wait: return .waiting
    case .policies(let kind): return .done(CampaignAnswer.policies(of: library, kind))
    case .list(let kind, let withOver):
      let all = try CampaignStore.all(in: connection).filter { kind == nil || $0.about == kind }
      return .done(CampaignAnswer.list(all, withOver: withOver))
    case .plan(let wish):
      guard let plan = try plan(wish, at: request.now, in: connection) else { return wish.missing }
      return .done(answer(plan, at: request.now))
    case .start(let wish, let digest):
      guard let plan = try plan(wish, at: request.now, in: connection) else { return wish.missing }
      return try start(plan, if: digest, at: desk, by: user, request.now, in: connection)
    case .status(let number): return try status(number, at: request.now, in: connection)
    case .pause(let number): return outcome(try desk.pause(number, in: connection), number)
    case .resume(let number): return outcome(try desk.resume(number, in: connection), number)
    case .stop(let number): return outcome(try desk.stop(number, in: connection), number)
    case .add(let number, let name):
      return try add(name, to: number, at: desk, request.now, in: connection)
    case .remove(let number, let name):
      let subject = try CampaignStore.subject(
        name,
        of: number,
        people: people(),
        in: connection
      )
      return outcome(try desk.remove(number, subject ?? name, in: connection), number)
    }
  }

  private func feed(
    _ number: Int,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let feeder = CampaignFeeder(engine, people: people, hours: hours)
    guard let fed = try feeder.feed(number, at: now, in: connection) else {
      return CampaignAnswer.missing(number)
    }
    let kind = try CampaignStore.find(number, in: connection)?.about
    return .done(CampaignAnswer.feeding(fed, of: kind, at: now, words: library.words(of: kind)))
  }

  private func plan(
    _ wish: CampaignTask.Wish,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> CampaignPlan? {
    guard let policy = library.policy(wish.policy), wish.kind == nil || wish.kind == policy.kind,
      let narrowed = policy.narrowed(to: wish.municipalities, olderThan: wish.years)
    else { return nil }
    return try CampaignPlan(narrowed, on: ground, at: now, in: connection)
  }

  private var ground: CampaignPlan.Ground {
    CampaignPlan.Ground(people: people(), licences: library.licences)
  }

  private func answer(_ plan: CampaignPlan, at now: Date) -> JSON {
    let words = library.words(of: plan.terms.kind)
    let forecast = plan.forecast(from: now, hours: hours)
    return CampaignAnswer.plan(plan, forecast, words: words, products: library.cleanup)
  }

  /// A plan that has changed since it was shown is shown anew.
  private func start(
    _ plan: CampaignPlan,
    if digest: String,
    at desk: CampaignDesk,
    by user: String,
    _ now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    guard library.mayStart(plan.terms.kind) else {
      return .failed(
        error: "Campaign.ReadOnly",
        cause: "this installation may not change anything by Microsoft Graph"
      )
    }
    guard plan.digest == digest, plan.count > 0 else {
      var changed = answer(plan, at: now).object ?? JSONObject()
      (changed["started"], changed["changed"]) = (false, true)
      return .done(.object(changed))
    }
    let made = try desk.start(
      plan.campaign(startedBy: user, at: now),
      members: plan.members,
      in: connection
    )
    guard let made else {
      return .failed(error: "Campaign.NotFound", cause: "there is no flow '\(plan.terms.flow)'")
    }
    return .done([
      "started": true, "campaign": .integer(made.number), "members": .integer(made.members),
      // What a flow of machines calls them.
      "devices": .integer(made.members),
    ])
  }

  private func status(
    _ number: Int,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    guard
      let standing = try CampaignStanding(of: number, at: now, hours: hours, in: connection)
    else { return CampaignAnswer.missing(number) }
    let words = library.words(of: standing.campaign.about)
    return .done(CampaignAnswer.standing(standing, words: words))
  }

  /// What cannot take part by the campaign's own policy is not taken in either.
  private func add(
    _ name: String,
    to number: Int,
    at desk: CampaignDesk,
    _ now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    switch try CampaignWished.find(name, for: number, on: ground, at: now, in: connection) {
    case .member(let member): return outcome(try desk.add(member, in: connection), number)
    case .refused: return outcome(.unneeded, number)
    case .missing:
      return .failed(error: "Campaign.NotFound", cause: "nothing is known of that name")
    }
  }

  private func outcome(_ outcome: CampaignDesk.Outcome, _ number: Int) -> TaskOutcome {
    switch outcome {
    case .done(let count):
      .done(["campaign": .integer(number), "done": true, "count": .integer(count)])
    case .unneeded: .done(["campaign": .integer(number), "done": false, "count": 0])
    case .missing: CampaignAnswer.missing(number)
    case .status(let status):
      .failed(error: "Campaign.Status", cause: "campaign \(number) is \(status.rawValue)")
    }
  }
}
