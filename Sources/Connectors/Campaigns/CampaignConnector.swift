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
/// parameters, `Campaign.NotFound` for no such campaign, policy or device, `Campaign.Refused` for who is not of the IT
/// staff, `Campaign.Status` for what cannot be done to a campaign that stands so.
package struct CampaignConnector: LocalConnector {
  package let name = "campaign"
  package let verbs = [
    Verb("feed", required: ["campaign"]),
    Verb("wait", waiting: .always, required: ["campaign"]),
    Verb("policies"), Verb("list", optional: ["withOver"]),
    Verb("understand", required: ["text"]),
    Verb("plan", required: ["policy"], optional: ["municipalities", "years"]),
    Verb("start", required: ["policy", "digest"], optional: ["municipalities", "years"]),
    Verb("status", required: ["campaign"]), Verb("pause", required: ["campaign"]),
    Verb("resume", required: ["campaign"]), Verb("stop", required: ["campaign"]),
    Verb("add", required: ["campaign", "device"]),
    Verb("remove", required: ["campaign", "device"]),
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
    case .feed, .wait, .policies: return .done(CampaignAnswer.policies(of: library))
    case .list(let withOver):
      let all = try CampaignStore.all(in: connection)
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
    case .add(let number, let serial):
      return try add(serial, to: number, at: desk, request.now, in: connection)
    case .remove(let number, let serial):
      return outcome(try desk.remove(number, serial, in: connection), number)
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
    return .done(CampaignAnswer.feeding(fed, at: now, words: library.words))
  }

  private func plan(
    _ wish: CampaignTask.Wish,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> RolloverPlan? {
    guard let policy = library.policy(wish.policy),
      let narrowed = policy.narrowed(to: wish.municipalities, olderThan: wish.years)
    else { return nil }
    let today = OsloClock.reading(now).day
    return try RolloverPlan(narrowed, today: today, people: people(), in: connection)
  }

  private func answer(_ plan: RolloverPlan, at now: Date) -> JSON {
    CampaignAnswer.plan(plan, plan.forecast(from: now, hours: hours), words: library.words)
  }

  /// A plan that has changed since it was shown is shown anew.
  private func start(
    _ plan: RolloverPlan,
    if digest: String,
    at desk: CampaignDesk,
    by user: String,
    _ now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    guard plan.digest == digest, !plan.members.isEmpty else {
      var changed = answer(plan, at: now).object ?? JSONObject()
      (changed["started"], changed["changed"]) = (false, true)
      return .done(.object(changed))
    }
    let made = try desk.start(
      plan.campaign(startedBy: user, at: now),
      members: plan.campaignMembers,
      in: connection
    )
    guard let made else {
      return .failed(error: "Campaign.NotFound", cause: "there is no flow '\(plan.policy.flow)'")
    }
    return .done([
      "started": true, "campaign": .integer(made.number), "devices": .integer(made.members),
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
    return .done(CampaignAnswer.standing(standing, words: library.words))
  }

  /// What nobody would exchange by the campaign's own policy is not taken in either.
  private func add(
    _ serial: String,
    to number: Int,
    at desk: CampaignDesk,
    _ now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    guard let campaign = try CampaignStore.find(number, in: connection) else {
      return CampaignAnswer.missing(number)
    }
    guard let found = try RolloverCandidateStore.candidate(serial, in: connection) else {
      return .failed(error: "Campaign.NotFound", cause: "no device has that serial number")
    }
    let subject = found.subject(people())
    guard let member = CampaignMember(subject, by: campaign, today: OsloClock.reading(now).day)
    else { return outcome(.unneeded, number) }
    return outcome(try desk.add(member, in: connection), number)
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
