internal import Connectors
internal import Flows
internal import Foundation
internal import Ground
internal import Storage

/// `rakel flow simulate FLOW --users N [--answers MODEL.json] …`: weeks of a flow with many made-up users, in seconds.
enum FlowSimulateCommand: Command {
  static let name = "simulate"
  static let usage =
    "FLOW --users N [--answers MODEL] [--input FILE] [--start TIME] [--days N] [--seed N] [--json]"
  static let summary = "plays a flow with N made-up users: messages, answers, work by day"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let folder = try ContentFolder(&arguments)
    let users = try number("users", &arguments, within: 1...1_000_000)
    let days = try number("days", &arguments, within: 1...3_650, otherwise: 365)
    let seed = try number("seed", &arguments, within: 0...Int.max, otherwise: 1)
    let model = try arguments.option("answers").map { (file) throws in
      try AnswerModel(try JSONFile.json(file))
    }
    let input = try arguments.option("input").map(JSONFile.json)?.object ?? JSONObject()
    let start = try start(&arguments)
    let isJSON = arguments.flag("json")
    let operands = arguments.operands()
    try arguments.finish()
    guard let flow = operands.first, operands.count == 1 else {
      throw UsageError("name one flow")
    }
    let clock = VirtualTime(start)
    let database = try Database(path: ":memory:", layouts: Tables.all)
    let automation = try folder.automation(
      of: try folder.content(),
      on: database,
      clock: clock,
      standIn: SimulatedOutside()
    )
    guard automation.engine.has(flow) else { throw UsageError("there is no flow '\(flow)'") }
    var simulation = Simulation(
      automation,
      clock: clock,
      model: try model ?? AnswerModel.usual,
      step: .seconds(600),
      seed: UInt64(seed)
    )
    let end = start.addingTimeInterval(Double(days) * 86_400)
    let took = try await ContinuousClock().measure {
      try await simulation.run(flow, users: users, input: input, until: end)
    }
    let report = try await SimulationReport(
      of: simulation,
      flow: flow,
      users: users,
      start: start,
      took: took
    )
    if isJSON { Output.line(report.json) } else { report.lines.forEach(Output.line) }
    return 0
  }

  private static func number(
    _ name: String,
    _ arguments: inout Arguments,
    within bounds: ClosedRange<Int>,
    otherwise: Int? = nil
  ) throws(UsageError) -> Int {
    guard let text = try arguments.option(name) else {
      guard let otherwise else { throw UsageError("--\(name) is missing") }
      return otherwise
    }
    guard let number = Int(text), bounds.contains(number) else {
      throw UsageError(
        "--\(name) needs a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
      )
    }
    return number
  }

  /// A Monday morning, unless told otherwise, so that the same command gives the same figures.
  private static func start(_ arguments: inout Arguments) throws(UsageError) -> Date {
    let text = try arguments.option("start") ?? "2026-09-07T06:00:00Z"
    guard let start = try? Date(text, strategy: .iso8601) else {
      throw UsageError("--start needs a time such as 2026-09-07T06:00:00Z")
    }
    return start
  }
}
