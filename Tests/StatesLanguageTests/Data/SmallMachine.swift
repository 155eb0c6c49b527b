import Ground
import StatesLanguage

/// Runs Pass, Choice, Wait, Succeed and Fail states in a row: just enough to put whole cases to the data types.
struct SmallMachine {
  enum Outcome: Equatable {
    case succeeded(JSON)
    case failed(String)
    case invalid
    /// The definition needs more than this machine knows.
    case beyond
  }

  private static let knownFields: Set = [
    "Type", "Comment", "Next", "End", "InputPath", "OutputPath", "ResultPath", "Parameters",
    "Result", "Choices", "Default", "Assign", "Seconds", "SecondsPath", "Timestamp",
    "TimestampPath", "Error", "Cause", "ErrorPath", "CausePath",
  ]

  private struct Invalid: Error {}
  private struct Beyond: Error {}

  var generator = SeededGenerator(seed: 1)
  var variables = JSONObject()

  static func run(_ definition: JSON, on input: JSON) -> Outcome {
    var machine = SmallMachine()
    do {
      return try machine.run(definition, on: input)
    } catch let failure as StateFailure {
      return .failed(failure.error)
    } catch is Beyond {
      return .beyond
    } catch {
      return .invalid
    }
  }

  private mutating func run(_ definition: JSON, on input: JSON) throws -> Outcome {
    guard let states = definition["States"]?.object, var name = definition["StartAt"]?.string,
      definition["QueryLanguage"] == nil
    else { throw Beyond() }
    for (_, state) in states {
      for (key, _) in state.object ?? JSONObject() where !Self.knownFields.contains(key) {
        throw Beyond()
      }
      try validate(state)
    }
    var data = input
    for _ in 0..<200 {
      let context: JSON = [
        "Execution": ["Id": "id", "Input": input, "StartTime": "2024-01-01T00:00:00Z"],
        "State": ["Name": .string(name), "EnteredTime": "2024-01-01T00:00:00Z"],
      ]
      guard let state = states[name] else { throw Invalid() }
      if state["Type"] == "Fail" { return .failed(try error(of: state, data, context)) }
      let next = try step(state, &data, context)
      guard let next else { return .succeeded(data) }
      name = next
    }
    throw Beyond()
  }

  /// What loading a definition would refuse.
  private func validate(_ state: JSON) throws {
    for field in ["Parameters", "Assign"] { _ = try state[field].map(PayloadTemplate.init) }
    for rule in state["Choices"]?.array ?? [] { _ = try ChoiceRule(rule) }
    for field in ["InputPath", "OutputPath"] {
      if let text = state[field]?.string { _ = try Path(parsing: text) }
    }
    if let text = state["Timestamp"]?.string, Timestamp(text) == nil { throw Invalid() }
  }

  private func error(of state: JSON, _ data: JSON, _ context: JSON) throws -> String {
    guard let path = state["ErrorPath"]?.string else { return state["Error"]?.string ?? "" }
    var generator = generator
    let scope = Scope(input: data, context: context, variables: variables)
    return try Expression(parsing: path).value(in: scope, drawing: &generator).string ?? ""
  }

  /// The name of the next state; nil at the end.
  private mutating func step(_ state: JSON, _ data: inout JSON, _ context: JSON) throws -> String? {
    let raw = data
    var scope = Scope(input: raw, context: context, variables: variables)
    let effective = try filtered(scope, by: state["InputPath"])
    scope.input = effective
    var result = effective
    var next = state["Next"]?.string
    var assign = state["Assign"]
    switch state["Type"]?.string {
    case "Pass":
      if let parameters = state["Parameters"] {
        result = try PayloadTemplate(parameters).filled(in: scope, drawing: &generator)
      }
      result = state["Result"] ?? result
    case "Choice":
      guard let choice = try choice(of: state, in: scope) else {
        throw StateFailure("States.NoChoiceMatched", "")
      }
      (next, assign) = choice
    case "Wait": try wait(state, in: scope)
    case "Succeed": next = nil
    default: throw Beyond()
    }
    if let assign {
      var assigning = scope
      if state["Type"] == "Pass" { assigning.input = result }
      let values = try PayloadTemplate(assign).filled(in: assigning, drawing: &generator)
      for (key, value) in values.object ?? JSONObject() { variables[key] = value }
    }
    if state["Type"] == "Pass" { result = try place(result, into: raw, at: state["ResultPath"]) }
    scope.input = result
    data = try filtered(scope, by: state["OutputPath"])
    return next
  }

  private func choice(of state: JSON, in scope: Scope) throws -> (String?, JSON?)? {
    for rule in state["Choices"]?.array ?? [] where try ChoiceRule(rule).holds(in: scope) {
      return (rule["Next"]?.string, rule["Assign"])
    }
    return state["Default"]?.string.map { ($0, state["Assign"]) }
  }

  private func wait(_ state: JSON, in scope: Scope) throws {
    if let path = state["SecondsPath"]?.string {
      let seconds = try ReferencePath(parsing: path).value(in: scope).int
      guard let seconds, seconds >= 0 else { throw StateFailure("States.Runtime", "") }
    }
    if let path = state["TimestampPath"]?.string {
      let text = try ReferencePath(parsing: path).value(in: scope).string
      guard let text, let instant = Timestamp(text),
        instant < Timestamp(milliseconds: 3_911_000_000_000)
      else { throw StateFailure("States.Runtime", "") }
    }
  }

  private func filtered(_ scope: Scope, by field: JSON?) throws -> JSON {
    switch field {
    case nil: return scope.input
    case .string(let path): return try Path(parsing: path).value(in: scope)
    case .null: return [:]
    default: throw Invalid()
    }
  }

  private func place(_ result: JSON, into raw: JSON, at field: JSON?) throws -> JSON {
    switch field {
    case nil: return result
    case .string(let path): return try ReferencePath(parsing: path).placing(result, into: raw)
    case .null: return raw
    default: throw Invalid()
    }
  }
}
