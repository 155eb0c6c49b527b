import Foundation
import Ground
import Storage
import TestKit
import Testing

@testable import App  // The simulation has no package API: it is a command's own.

/// Weeks of the flows that ship, with made-up people.
@Suite struct FlowSimulationTests {
  @Test(arguments: ["Skriver", "GlemtPassord", "Svindel", "BestillePC"])
  func `brings every run of a shipped flow to its end`(flow: String) async throws {
    let content = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let state = try TemporaryFolder()
    var arguments = Arguments(["--content", content.path, "--state", state.url.path])
    let folder = try ContentFolder(&arguments)
    let clock = VirtualTime(Date(timeIntervalSince1970: 1_788_760_800))
    let start = clock.now()
    let database = try Database(path: ":memory:", layouts: Tables.all)
    let automation = try folder.automation(
      of: try folder.content(),
      on: database,
      clock: clock,
      standIn: SimulatedOutside()
    )
    var simulation = Simulation(
      automation,
      clock: clock,
      model: try AnswerModel.usual,
      step: .seconds(600),
      seed: 1
    )
    try await simulation.run(
      flow,
      users: 40,
      input: JSONObject(),
      until: start.addingTimeInterval(100 * 86_400)
    )
    let report = try await SimulationReport(
      of: simulation,
      flow: flow,
      users: 40,
      start: start,
      took: .zero
    )
    let facts = try JSON(parsing: report.json)
    #expect(facts["runs"]?.object?.keys == ["succeeded"], "\(facts["errors"]?.text ?? "")")
    #expect((facts["total"]?["messages"]?.int ?? 0) >= 40)
  }
}
