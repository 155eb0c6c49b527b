internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage
internal import WorkingTime

/// A whole campaign in a database that is nowhere: the plan's members, the real engine, flows, cards and registers, and
/// people who answer by a model.
struct CampaignSimulation {
  private(set) var simulation: Simulation
  private let plan: CampaignPlan
  /// The id of who starts it.
  private let starter: String
  let start: Date

  /// - Parameter clock: the simulation's own; it begins when the campaign does.
  init(
    _ plan: CampaignPlan,
    by starter: String,
    automation: Automation,
    clock: VirtualTime,
    model: AnswerModel,
    hours: BusinessHours,
    seed: UInt64
  ) {
    self.plan = plan
    self.starter = starter
    start = clock.now()
    simulation = Simulation(
      automation,
      clock: clock,
      model: model,
      hours: hours,
      step: .seconds(600),
      seed: seed
    )
  }

  /// Plays it until nothing is left to do, or until `end`.
  mutating func run(until end: Date) async throws {
    let (plan, start, starter) = (plan, start, starter)
    let engine = simulation.automation.engine
    let isStarted = try await simulation.automation.database.write {
      (connection) throws(DatabaseError) in
      switch plan {
      case .rollover(let plan):
        for member in plan.members {
          try FleetStore.add(member.subject.device, at: start, in: connection)
        }
      case .licences(let plan):
        try LicenceFindingStore.note(plan.members.map(\.subject.user), in: connection)
        let findings = LicenceFindings(begun: start, source: "simulation", counts: .init())
        try LicenceFindingStore.finish(findings, in: connection)
      }
      let desk = CampaignDesk(engine, by: starter, at: start)
      return try desk.start(
        plan.campaign(startedBy: starter, at: start),
        members: plan.members,
        in: connection
      ) != nil
    }
    guard isStarted else {
      throw UsageError("the content lacks the flow 'campaign' or '\(plan.terms.flow)'")
    }
    try await simulation.goOn(until: end)
  }
}
