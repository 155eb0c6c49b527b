internal import Connectors
internal import Flows
internal import Foundation
internal import Ground
internal import StatesLanguage

/// `rakel flow run --simulate --definition F --input G [--mock M]`: one execution, in simulated time.
enum FlowRunCommand: Command {
  static let name = "run"
  static let usage = "--simulate --definition FILE [--input FILE] [--mock FILE]"
  static let summary = "runs one flow in simulated time, with rakel:test.* and mocked answers"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    guard arguments.flag("simulate") else {
      throw UsageError("say --simulate; a flow runs for real when somebody starts it in the chat")
    }
    guard let definition = try arguments.option("definition") else {
      throw UsageError("--definition is missing")
    }
    let input = try arguments.option("input").map(JSONFile.json) ?? .object(JSONObject())
    let mock = try arguments.option("mock").map(JSONFile.json)
    try arguments.finish()
    let text = try JSONFile.text(definition)
    let faults = StateMachineCheck(text: text, file: definition).faults
    guard !faults.contains(where: { $0.severity == .error }) else {
      for fault in faults { Output.complain(fault.description) }
      let invalid: JSON = [
        "status": "INVALID", "faults": .array(faults.map(\.json)),
        "waits": .array(writtenWaits(text)),
      ]
      Output.line(invalid.text)
      return 1
    }
    let trial = try Trial(
      Flow(name: URL(filePath: definition).lastPathComponent, text: text),
      connectors: Connectors([TestConnector()], standIn: mock.map(MockedAnswers.init)),
      start: Date()
    )
    Output.line(try await trial.outcome(of: input).text)
    return 0
  }

  /// The waits that a definition writes down as whole seconds: all that is known of one that cannot run.
  private static func writtenWaits(_ text: String) -> [JSON] {
    let states = (try? JSON(parsing: text))?["States"]?.object ?? JSONObject()
    return states.compactMap { _, state in
      guard state["Type"]?.string == "Wait", let seconds = state["Seconds"]?.int, seconds > 0
      else { return nil }
      return .integer(seconds)
    }
  }
}
