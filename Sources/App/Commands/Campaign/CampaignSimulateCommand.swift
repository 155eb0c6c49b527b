internal import Connectors
internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage
internal import WorkingTime

/// `rakel campaign simulate POLICY --as USER`: plays the campaign with the plan's members in seconds, with nobody told.
///
/// It begins on the policy's first day, or now where that is over, in the database of nobody; `--answers` says how people
/// behave, as for `rakel flow simulate`.
struct CampaignSimulateCommand: CampaignAction {
  static let name = "simulate"
  static let usage =
    "\(CampaignScope.usage) --as USER [--answers MODEL] [--days N] [--seed N] [--json]"
  static let summary =
    "plays a campaign: messages, technicians' load by day, what it frees, when it ends"

  private let scope: CampaignScope
  /// How people behave; nil for as they usually do in a campaign of the kind.
  private let given: AnswerModel?
  private let days: Int
  private let seed: Int

  init(_ arguments: inout Arguments) throws {
    let given = try arguments.option("answers").map { (file) throws in
      try AnswerModel(try JSONFile.json(file))
    }
    self.given = given
    days = try Self.number(try arguments.option("days"), or: 365, called: "days")
    seed = try Self.number(try arguments.option("seed"), or: 1, called: "seed")
    scope = try CampaignScope(&arguments)
  }

  private static func number(
    _ text: String?,
    or usual: Int,
    called name: String
  ) throws(UsageError) -> Int {
    guard let text else { return usual }
    guard let number = Int(text), (1...3_650).contains(number) else {
      throw UsageError("--\(name) needs a whole number from 1 to 3650")
    }
    return number
  }

  func answer(in office: CampaignOffice, asking counter: Counter) async throws -> Answer {
    let policy = try office.policy(scope)
    let plan = try await office.plan(policy)
    let forecast = plan.forecast(from: office.now, hours: office.hours)
    guard let start = forecast.first else {
      return Answer(complaint: "nobody would be noticed; 'rakel campaign plan' says why")
    }
    let model = try given ?? AnswerModel.usual(in: policy.kind)
    let clock = VirtualTime(start)
    let database = try Database(path: ":memory:", layouts: Tables.all)
    let people = office.people
    let flows = try office.flows()
    var tenant: SimulatedTenant?
    if case .licences(let plan) = plan {
      let prices = office.library.licences?.prices
      tenant = SimulatedTenant(plan, prices: prices, hours: office.hours)
    }
    let standIn: any StandIn = tenant ?? SimulatedOutside()
    let connectors = Automation.connectors(
      hours: office.hours,
      cards: CardCatalogue(flows: FlowFolder(path: office.path).folder.path),
      flows: flows,
      campaigns: office.library,
      people: { people }
    )
    let automation = Automation(
      FlowLibrary(flows: flows, connectors: Connectors(connectors, standIn: standIn)),
      database: database,
      clock: clock
    )
    var simulation = CampaignSimulation(
      plan,
      by: office.desk.user.id,
      automation: automation,
      clock: clock,
      model: model,
      hours: office.hours,
      seed: UInt64(seed)
    )
    let end = start.addingTimeInterval(Double(days) * 86_400)
    let took = try await ContinuousClock().measure { try await simulation.run(until: end) }
    let report = try await CampaignSimulationReport(
      of: simulation,
      plan: plan,
      tenant: tenant,
      words: office.library.words(of: policy.kind),
      hours: office.hours,
      took: took
    )
    return Answer(lines: report.lines, json: report.json)
  }
}
