import Ground
import StatesLanguage
import Testing

/// What each type of state does, by tables of state, input and step.
@Suite struct InterpreterTests {
  @Test(arguments: [
    (#"{"End": true}"#, #"{"a": 1}"#, #"= {"a":1}"#),
    (#"{"Next": "N"}"#, #"{"a": 1}"#, #"N {"a":1}"#),
    (#"{"Result": {"x.$": "$.a"}, "Next": "N"}"#, #"{"a": 1}"#, #"N {"x.$":"$.a"}"#),
    (
      #"{"Result": 1, "ResultPath": "$.r.s", "Next": "N"}"#, #"{"a": 1}"#, #"N {"a":1,"r":{"s":1}}"#
    ),
    (#"{"Result": 1, "ResultPath": null, "End": true}"#, #"{"a": 1}"#, #"= {"a":1}"#),
    (
      #"{"Result": 1, "ResultPath": "$.a.b", "End": true}"#, #"{"a": 1}"#,
      "! States.ResultPathMatchFailure"
    ),
    (#"{"InputPath": "$.a", "End": true}"#, #"{"a": [1]}"#, "= [1]"),
    (#"{"InputPath": null, "End": true}"#, #"{"a": [1]}"#, "= {}"),
    (#"{"InputPath": "$.b", "End": true}"#, #"{"a": [1]}"#, "! States.Runtime"),
    (#"{"OutputPath": null, "End": true}"#, #"{"a": [1]}"#, "= {}"),
    (
      #"{"InputPath": "$.a", "Parameters": {"p.$": "$[0]", "w.$": "$$.State.Name"}, "ResultPath": "$.r", "OutputPath": "$.r", "End": true}"#,
      #"{"a": [1]}"#, #"= {"p":1,"w":"S"}"#
    ),
    // A fixed result goes before the parameters.
    (#"{"Parameters": {"p": 1}, "Result": 2, "End": true}"#, "{}", "= 2"),
  ])
  func `passes on`(state: String, input: String, line: String) throws {
    #expect(try step("Pass", state, input) == line)
  }

  @Test(arguments: [
    (#"{"Resource": "rakel:a.b", "End": true}"#, #"{"a": 1}"#, #"call rakel:a.b {"a":1}"#),
    (
      #"{"Resource": "arn:x", "InputPath": "$.a", "Parameters": {"p.$": "$.b"}, "End": true}"#,
      #"{"a": {"b": 2}}"#, #"call arn:x {"p":2}"#
    ),
    (
      #"{"Resource": "r", "TimeoutSeconds": 9, "HeartbeatSeconds": 3, "End": true}"#, "{}",
      "call r {} within 9000 every 3000"
    ),
    // Limits are read from the filtered input, not from the parameters.
    (
      #"{"Resource": "r", "InputPath": "$.a", "Parameters": {}, "TimeoutSecondsPath": "$.t", "HeartbeatSecondsPath": "$.h", "End": true}"#,
      #"{"a": {"t": 9, "h": 3.0}}"#, "call r {} within 9000 every 3000"
    ),
    (
      #"{"Resource": "r", "TimeoutSecondsPath": "$.t", "End": true}"#, #"{"t": 0}"#,
      "! States.Runtime"
    ),
    (
      #"{"Resource": "r", "TimeoutSecondsPath": "$.t", "End": true}"#, #"{"t": 1e18}"#,
      "! States.Runtime"
    ),
    (
      #"{"Resource": "r", "TimeoutSecondsPath": "$.t", "End": true}"#, #"{"t": "9"}"#,
      "! States.Runtime"
    ),
  ])
  func `calls`(state: String, input: String, line: String) throws {
    #expect(try step("Task", state, input) == line)
  }

  @Test(arguments: [
    (#"{"Next": "N"}"#, #"{"a": 1}"#, "2", "N 2"),
    (#"{"ResultPath": "$.r", "Next": "N"}"#, #"{"a": 1}"#, "2", #"N {"a":1,"r":2}"#),
    // Placed into the raw input, whatever the input path.
    (
      #"{"InputPath": "$.a", "ResultPath": "$.r", "Next": "N"}"#, #"{"a": 1}"#, "2",
      #"N {"a":1,"r":2}"#
    ),
    (
      #"{"ResultSelector": {"s.$": "$.x", "f": 0}, "ResultPath": "$.r", "OutputPath": "$.r", "End": true}"#,
      "{}", #"{"x": 3}"#, #"= {"s":3,"f":0}"#
    ),
    (#"{"ResultSelector": {"s.$": "$.y"}, "End": true}"#, "{}", #"{"x": 3}"#, "! States.Runtime"),
    // Assign sees the raw result.
    (
      #"{"ResultSelector": {"s": 1}, "Assign": {"v.$": "$.x"}, "Next": "N"}"#, "{}", #"{"x": 3}"#,
      #"N {"s":1} with {"v":3}"#
    ),
  ])
  func `takes what its task came to`(
    state: String,
    input: String,
    result: String,
    line: String
  ) throws {
    let whole = #"{"Type": "Task", "Resource": "r", "# + state.dropFirst()
    #expect(try OneState(whole, input: input).takes(result).line == line)
  }

  @Test(arguments: [
    ("0", #"N {"n":0}"#), ("5", #"N {"n":5}"#), ("9", "! States.NoChoiceMatched"),
    ("null", #"C {"n":null}"#),
  ])
  func `goes the first way whose rule holds`(number: String, line: String) throws {
    let state = """
      {"Type": "Choice", "Choices": [
        {"And": [{"Variable": "$.n", "IsNumeric": true}, {"Variable": "$.n", "NumericLessThan": 9}],
         "Next": "N"},
        {"Not": {"Variable": "$.n", "IsNumeric": true}, "Next": "C"},
        {"Variable": "$.n", "IsNull": true, "Next": "N"}]}
      """
    #expect(try OneState(state, input: #"{"n": \#(number)}"#).begins.line == line)
  }

  @Test(arguments: [
    // A rule's own Assign goes with that rule; the state's own with the Default.
    ("1", #"N {"n":1} with {"v":"rule"}"#), ("2", #"N {"n":2} with {"v":"old"}"#),
    ("3", #"C {"n":3} with {"v":"default"}"#),
  ])
  func `assigns by the way it goes`(number: String, line: String) throws {
    let state = """
      {"Type": "Choice", "Choices": [
        {"Variable": "$.n", "NumericEquals": 1, "Assign": {"v": "rule"}, "Next": "N"},
        {"Variable": "$.n", "NumericEquals": 2, "Next": "N"}],
       "Default": "C", "Assign": {"v": "default"}}
      """
    let choice = try OneState(state, input: #"{"n": \#(number)}"#, variables: #"{"v": "old"}"#)
    #expect(choice.begins.line == line)
  }

  @Test(arguments: [
    (#"{"Seconds": 7, "Next": "N"}"#, "wait 7000"),
    (#"{"Seconds": 0, "Next": "N"}"#, "wait 0"),
    (#"{"SecondsPath": "$.s", "Next": "N"}"#, "wait 2000"),
    (#"{"SecondsPath": "$.text", "Next": "N"}"#, "! States.Runtime"),
    (#"{"SecondsPath": "$.minus", "Next": "N"}"#, "! States.Runtime"),
    (#"{"SecondsPath": "$.long", "Next": "N"}"#, "! States.Runtime"),
    // 2026-11-18T11:06:40Z is the time now.
    (#"{"Timestamp": "2026-11-18T11:06:40.5Z", "Next": "N"}"#, "wait 500"),
    (#"{"TimestampPath": "$.at", "Next": "N"}"#, "wait -3600000"),
    (#"{"TimestampPath": "$.text", "Next": "N"}"#, "! States.Runtime"),
  ])
  func `waits`(state: String, line: String) throws {
    let input = """
      {"s": 2, "text": "soon", "minus": -1, "long": 2147483648, "at": "2026-11-18T11:06:40+01:00"}
      """
    #expect(try step("Wait", state, input) == line)
  }

  @Test func `goes on after a wait with its input, not its result`() throws {
    let state =
      #"{"Type": "Wait", "Seconds": 1, "InputPath": "$.a", "Assign": {"v.$": "$"}, "Next": "N"}"#
    let wait = try OneState(state, input: #"{"a": 1}"#)
    #expect(try wait.takes("null").line == #"N 1 with {"v":1}"#)
  }

  @Test(arguments: [
    ("Succeed", "{}", #"= {"e":"E","c":"C"}"#), ("Succeed", #"{"InputPath": "$.e"}"#, #"= "E""#),
    ("Succeed", #"{"OutputPath": "$.x"}"#, "! States.Runtime"), ("Fail", "{}", "! "),
    ("Fail", #"{"Error": "A", "Cause": "b"}"#, "! A: b"), ("Fail", #"{"Error": "A"}"#, "! A"),
    ("Fail", #"{"ErrorPath": "$.e", "CausePath": "States.Format('{}!', $.c)"}"#, "! E: C!"),
    ("Fail", #"{"ErrorPath": "$"}"#, "! States.Runtime"),
  ])
  func `ends`(type: String, state: String, line: String) throws {
    #expect(try step(type, state, #"{"e": "E", "c": "C"}"#) == line)
  }

  @Test func `gives every branch a copy of the input and the variables`() throws {
    let state = """
      {"Type": "Parallel", "Parameters": {"p.$": "$.a"}, "End": true, "Branches": [
        {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}},
        {"StartAt": "J", "States": {"J": {"Type": "Pass", "End": true}}}]}
      """
    let parallel = try OneState(state, input: #"{"a": 1}"#, variables: #"{"v": 2}"#)
    #expect(parallel.begins.line == #"fork I {"p":1} | J {"p":1}"#)
    guard case .work(.fork(let fork)) = parallel.begins else { return }
    #expect(fork.children.allSatisfy { $0.cursor.variables["v"] == 2 && $0.cursor.visit == 1 })
    #expect(try parallel.takes("[1, 2]").line == "= [1,2]")
  }

  @Test(arguments: [
    ("{}", "[1, 2]", #"fork I 1 of {"Index":0,"Value":1} | I 2 of {"Index":1,"Value":2}"#),
    ("{}", "[]", "fork "), ("{}", "{}", "! States.Runtime"),
    (
      #"{"ItemsPath": "$.a", "ItemSelector": {"v.$": "$$.Map.Item.Value", "of.$": "$.b"}, "MaxConcurrency": 2}"#,
      #"{"a": ["x"], "b": 0}"#, #"fork I {"v":"x","of":0} of {"Index":0,"Value":"x"}, 2 at once"#
    ),
    // The old name of ItemSelector.
    (
      #"{"Parameters": {"i.$": "$$.Map.Item.Index"}}"#, "[true]",
      #"fork I {"i":0} of {"Index":0,"Value":true}"#
    ),
    (
      #"{"ItemsPath": "$.n", "MaxConcurrencyPath": "$.c", "ToleratedFailureCountPath": "$.t"}"#,
      #"{"n": [], "c": "3", "t": 1}"#, "fork , 3 at once, 1 may fail"
    ),
    (
      #"{"ItemsPath": "$.n", "MaxConcurrencyPath": "$.c"}"#, #"{"n": [], "c": -1}"#,
      "! States.Runtime"
    ),
    (
      #"{"ToleratedFailurePercentage": 50}"#, "[1, 2, 3]",
      #"fork I 1 of {"Index":0,"Value":1} | I 2 of {"Index":1,"Value":2} | I 3 of {"Index":2,"Value":3}, 1 may fail"#
    ),
    (
      #"{"ItemBatcher": {"MaxItemsPerBatch": 2, "BatchInput": {"b": 1}}}"#, "[1, 2, 3]",
      #"fork I {"BatchInput":{"b":1},"Items":[1,2]} of {"Index":0,"Value":{"BatchInput":{"b":1},"Items":[1,2]}}"#
        + #" | I {"BatchInput":{"b":1},"Items":[3]} of {"Index":1,"Value":{"BatchInput":{"b":1},"Items":[3]}}"#
    ),
  ])
  func `makes a child of every item`(state: String, input: String, line: String) throws {
    let processor =
      #""ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}"#
    let fields = state.dropFirst().dropLast()
    let whole =
      #"{"Type": "Map", "End": true, "# + processor + (fields.isEmpty ? "" : ", ") + fields + "}"
    #expect(try OneState(whole, input: input).begins.line == line)
  }

  @Test func `lets the items of a distributed Map read no variables`() throws {
    let state = """
      {"Type": "Map", "End": true, "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"},
       "StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}}
      """
    let map = try OneState(state, input: "[1]", variables: #"{"v": 2}"#)
    #expect(map.begins.line.hasSuffix(", apart"))
    guard case .work(.fork(let fork)) = map.begins else { return }
    #expect(fork.children.allSatisfy { $0.cursor.variables.count == 0 })
  }

  @Test func `fails in a state that the definition does not have`() throws {
    var state = try OneState(#"{"Type": "Succeed"}"#)
    state.cursor.state = "Z"
    #expect(state.begins.line == "! States.Runtime")
    #expect(state.suffers("E").line == "! States.Runtime")
  }

  private func step(_ type: String, _ fields: String, _ input: String) throws -> String {
    let rest = fields.dropFirst()
    let state = #"{"Type": "\#(type)""# + (rest == "}" ? "" : ", ") + rest
    return try OneState(state, input: input).begins.line
  }
}
