internal import Connectors
internal import Dialogue
internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage
internal import Understanding
internal import WorkingTime

/// What the commands on campaigns work with: the content, the people, and the database.
struct CampaignOffice: Sendable {
  let path: String
  let library: CampaignLibrary
  let people: Directory
  let hours: BusinessHours
  let desk: Desk
  let database: Database

  var now: Date { desk.now }
  var today: Day { OsloClock.reading(now).day }

  /// Opens it; the content may lack all that a command does not need.
  ///
  /// - Parameter mayChangeGraph: whether the settings let Rakel change anything by Microsoft Graph.
  init(_ folder: ContentFolder, as id: String, at now: Date, mayChangeGraph: Bool = false) throws {
    path = folder.path
    var (library, faults) = PolicyFolder(path: folder.path).load()
    library.mayChangeGraph = mayChangeGraph
    for fault in faults { Output.complain("\(fault)") }
    self.library = library
    people = try folder.directory()
    hours = Content.load(folder.path).content.settings.businessHours
    desk = Desk(
      user: people.user(id),
      now: now,
      tasks: FlowAnswers(),
      words: PrintWords(flows: FlowFolder(path: folder.path).folder.path)
    )
    database = try folder.database(making: false)
  }

  /// The policy of that name or file, for as few as the options say.
  func policy(_ scope: CampaignScope) throws -> CampaignPolicy {
    let policy = try PolicyFolder(path: path).policy(scope.policy)
    guard let narrowed = policy.narrowed(to: scope.municipalities, olderThan: scope.years) else {
      throw UsageError("'\(scope.policy)' is about none of these municipalities, or no such age")
    }
    return narrowed
  }

  /// What plans are made by, beside their policies.
  var ground: CampaignPlan.Ground {
    CampaignPlan.Ground(people: people, licences: library.licences)
  }

  /// Who takes part by that policy now.
  func plan(_ policy: CampaignPolicy) async throws -> CampaignPlan {
    let (ground, now) = (ground, now)
    return try await database.read { (connection) throws(DatabaseError) in
      try CampaignPlan(policy, on: ground, at: now, in: connection)
    }
  }

  /// A plan to print, with when its members are noticed.
  func page(_ plan: CampaignPlan) -> PlanPage {
    PlanPage(
      plan,
      forecast: plan.forecast(from: now, hours: hours),
      words: library.words(of: plan.terms.kind)
    )
  }

  /// What the IT staff does with campaigns, by an engine that runs nothing.
  func campaigns(flows: [Flow] = []) -> CampaignDesk {
    let engine = FlowEngine(
      flows: flows,
      connectors: Connectors([]),
      onWaitEnded: Automation.closeWait
    )
    return CampaignDesk(engine, by: desk.user.id, at: now)
  }

  /// The content's flows; what is wrong with them is reported, and ends the command.
  func flows() throws -> [Flow] {
    let (flows, faults) = FlowFolder(path: path).load()
    for fault in faults { Output.complain("\(fault)") }
    guard faults.isEmpty else { throw ContentFault(path: path) }
    return flows
  }
}

/// A policy, and for whom of those that it is about.
struct CampaignScope: Sendable {
  static let usage = "POLICY [--municipality NAME[,NAME]] [--years N]"

  var policy: String
  var municipalities: [String]
  var years: Int?

  /// Takes it from the words of the command line.
  init(_ arguments: inout Arguments) throws(UsageError) {
    municipalities =
      try arguments.option("municipality")?
      .split(separator: ",").map(String.init) ?? []
    years = try arguments.option("years").map { (text) throws(UsageError) in
      guard let years = Int(text), (0...30).contains(years) else {
        throw UsageError("--years needs a whole number from 0 to 30")
      }
      return years
    }
    let words = arguments.operands()
    guard let word = words.first, words.count == 1 else { throw UsageError("name one policy") }
    policy = word
  }
}
