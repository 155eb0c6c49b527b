package import Flows
internal import Foundation
internal import Ground
package import Helpdesk
internal import Messaging
package import People
package import Storage
internal import Synchronization
package import WorkingTime

/// `rakel:rollover.*`: the exchange of one machine.
///
/// Which machine and which campaign an exchange is of, the execution's input says. Everything else is read when it is
/// needed, so that it is as things are then.
///
/// | verb | parameters | gives |
/// | --- | --- | --- |
/// | `check` | `begin` | `state`: `ok`, `newOwner`, `gone`, `left`, `away`, `stopped`, `twice`; and what goes with it |
/// | `offer` | `round`, `for`, `note`, `chosen` | all that the card of an offer shows, and `seconds` to wait for an answer |
/// | `reserve` | `model`, `accessories`, `slot` | as `booking` |
/// | `booking` | | what is reserved, and when to remind of it |
/// | `release` | | |
/// | `step` | `step`, `detail` | |
/// | `later` | `day` | `seconds` until the morning of that day; one where it has passed |
/// | `wait` (waits) | | `changed`, where somebody changes something meanwhile |
/// | `who` | `text` | `known`, `user` |
/// | `handOver` | `user` | `execution` of the exchange with whoever has the machine now; null for none |
/// | `end` | `outcome` | |
/// | `mine` | `run` | the exchanges that go on for the execution's user, and their machine |
/// | `change` | `run`, `what`, `model`, `accessories`, `slot` | |
/// | `reconcile` | `campaign` | `changed`: how many exchanges were told that something is no longer so |
///
/// Failures: `Rollover.BadRequest`; `Rollover.SlotFull`, `Rollover.OutOfStock` and `Rollover.NotOffered` where what
/// was chosen cannot be had, and then nothing has changed; `Rollover.NotFound` for no such exchange.
package struct RolloverConnector: LocalConnector {
  package let name = "rollover"
  package let verbs = [
    Verb("check", optional: ["begin"]),
    Verb("offer", optional: ["round", "for", "note", "chosen"]),
    Verb("reserve", required: ["model", "slot"], optional: ["accessories"]),
    Verb("booking"), Verb("release"),
    Verb("step", required: ["step"], optional: ["detail"]),
    Verb("later", required: ["day"]), Verb("wait", waiting: .always),
    Verb("who", required: ["text"], optional: ["id", "none"]),
    Verb("handOver", required: ["user"]),
    Verb("end", required: ["outcome"]),
    Verb("mine", optional: ["run"]),
    Verb("change", required: ["run", "what"], optional: ["model", "accessories", "slot"]),
    Verb("reconcile", required: ["campaign"]),
  ]
  let people: @Sendable () -> Directory
  let hours: BusinessHours
  let tasks: any TaskAnswering
  /// Starting is only writing down; whoever runs the engine goes on.
  let engine: FlowEngine
  /// Those that the next campaigns may be started with.
  let shipped: [RolloverPolicy]
  private let policies = PolicyShelf()

  /// - Parameters:
  ///   - people: the directory as it is now.
  ///   - hours: the working time by which slots and reminders are counted.
  ///   - flows: those that can be started: an exchange with another user is an execution of its own.
  ///   - shipped: the policies that the next campaigns may be started with: when a machine's turn probably is.
  ///   - tasks: whom to tell that something has changed.
  package init(
    people: @escaping @Sendable () -> Directory,
    hours: BusinessHours = BusinessHours(),
    flows: [Flow] = [],
    shipped: [RolloverPolicy] = [],
    tasks: any TaskAnswering = FlowAnswers()
  ) {
    self.people = people
    self.hours = hours
    self.shipped = shipped
    self.tasks = tasks
    engine = FlowEngine(flows: flows, connectors: Connectors([]))
  }

  /// Does it; see ``LocalConnector/perform(_:in:)``.
  package func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    switch request.verb {
    case "mine": return try mine(request, in: connection)
    case "change": return try change(request, in: connection)
    case "reconcile": return try reconcile(request, in: connection)
    case "wait": return request.token == nil ? Self.refusal("'wait' waits") : .waiting
    case "who": return who(request)
    default: break
    }
    guard let scene = try scene(of: request, in: connection) else {
      return Self.refusal("the input tells no campaign and no device of it")
    }
    switch request.verb {
    case "check": return try check(scene, request, in: connection)
    case "offer": return try offer(scene, request, in: connection)
    case "reserve": return try reserve(scene, request, in: connection)
    case "booking": return booking(scene)
    case "release": return try release(scene, in: connection)
    case "later": return later(scene, request)
    case "step": return try step(scene, request, in: connection)
    case "handOver": return try handOver(scene, request, in: connection)
    case "end": return try end(scene, request, in: connection)
    default: return Self.refusal("there is no 'rollover.\(request.verb)'")
    }
  }

  static func refusal(_ cause: String) -> TaskOutcome {
    .failed(error: "Rollover.BadRequest", cause: cause)
  }

  // MARK: What it is about

  func scene(
    of request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> RolloverScene? {
    guard let number = request.input["campaign"]?.int,
      let serial = request.input["device"]?["serial"]?.string,
      let user = request.input["user"]?["id"]?.string
    else { return nil }
    let run = try RolloverStore.run(request.execution, in: connection)
    return try scene(number, serial, run?.user ?? user, run, at: request.now, in: connection)
  }

  func scene(
    of run: RolloverRun,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> RolloverScene? {
    try scene(run.campaign, run.serial, run.user, run, at: now, in: connection)
  }

  private func scene(
    _ number: Int,
    _ serial: String,
    _ id: String,
    _ run: RolloverRun?,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> RolloverScene? {
    guard let campaign = try CampaignStore.find(number, in: connection),
      let policy = policies.policy(of: campaign)
    else { return nil }
    let directory = people()
    let user = directory.user(id)
    return RolloverScene(
      campaign: campaign,
      policy: policy,
      serial: serial,
      device: try FleetStore.find(serial, in: connection),
      user: user,
      directory: directory,
      timetable: hours[user.municipality],
      now: now,
      run: run,
      reservation: try ReservationStore.find(campaign: number, serial: serial, in: connection),
      steps: try RolloverStore.steps(campaign: number, serial: serial, in: connection)
    )
  }
}

/// The policies of campaigns, each read once: a campaign keeps the one it was started with.
private final class PolicyShelf: Sendable {
  private let known = Mutex<[Name: RolloverPolicy]>([:])

  /// What tells campaigns apart, quicker than their policies' text.
  private struct Name: Hashable {
    var number: Int
    var created: Date
  }

  /// Nil where it cannot be read.
  func policy(of campaign: Campaign) -> RolloverPolicy? {
    let name = Name(number: campaign.number, created: campaign.created)
    if let policy = known.withLock({ $0[name] }) { return policy }
    guard let policy = try? RolloverPolicy(parsing: campaign.policyText) else { return nil }
    known.withLock { $0[name] = policy }
    return policy
  }
}
