import Ground
import StatesLanguage
import Testing

@Suite struct VariableTests {
  @Test(arguments: [
    // All see the old values, whatever their order.
    (#"{"a.$": "$b", "b.$": "$a"}"#, #"{"a":2,"b":1}"#),
    (#"{"c.$": "$.x"}"#, #"{"a":1,"b":2,"c":7}"#), (#"{"a": null}"#, #"{"a":null,"b":2}"#),
    (#"{"c": {"d": [{"e.$": "States.MathAdd($a, $b)"}]}}"#, #"{"a":1,"b":2,"c":{"d":[{"e":3}]}}"#),
    (#"{"c.$": "$$.State.RetryCount"}"#, #"{"a":1,"b":2,"c":0}"#), ("{}", #"{"a":1,"b":2}"#),
  ])
  func `assigns from the old values`(assign: String, variables: String) throws {
    let state = #"{"Type": "Pass", "Assign": \#(assign), "Next": "N"}"#
    let pass = try OneState(state, input: #"{"x": 7}"#, variables: #"{"a": 1, "b": 2}"#)
    #expect(pass.begins.line == #"N {"x":7} with \#(variables)"#)
  }

  @Test func `counts new values from the next state on`() throws {
    let state = #"{"Type": "Pass", "Assign": {"a": 2}, "Parameters": {"p.$": "$a"}, "Next": "N"}"#
    #expect(try OneState(state, variables: #"{"a": 1}"#).begins.line == #"N {"p":1} with {"a":2}"#)
  }

  @Test func `assigns nothing where the state is tried again or caught`() throws {
    let state = """
      {"Type": "Task", "Resource": "r", "Assign": {"a": 2}, "End": true,
       "Retry": [{"ErrorEquals": ["R"]}], "Catch": [{"ErrorEquals": ["C"], "Next": "C"}]}
      """
    let task = try OneState(state, variables: #"{"a": 1}"#)
    guard case .again(let cursor, _, _) = task.suffers("R") else {
      Issue.record("it is not tried again")
      return
    }
    #expect(cursor.variables["a"] == 1)
    #expect(task.suffers("C").line == #"C {"Error":"C","Cause":"because"} with {"a":1} after C"#)
  }

  @Test(arguments: ["$b", "$b.c", "States.Format('{}', $b)"])
  func `fails where a variable is not there`(expression: String) throws {
    let state = #"{"Type": "Pass", "Parameters": {"p.$": "\#(expression)"}, "End": true}"#
    #expect(try OneState(state, variables: #"{"a": 1}"#).begins.line == "! States.Runtime")
  }
}
