import Ground
import StatesLanguage
import Testing

@Suite struct ExpressionCheckTests {
  @Test(
    arguments: [
      .state("path", ".InputPath", #"{"Type": "Pass", "InputPath": "▸a.b", "End": true}"#),
      .state(
        "path",
        ".InputPath",
        #"{"Type": "Pass", "InputPath": "▸States.Array(1)", "End": true}"#
      ),
      .state("wrong-type", ".OutputPath", #"{"Type": "Pass", "OutputPath": ▸7, "End": true}"#),
      .state(
        "reference-path",
        ".ResultPath",
        #"{"Type": "Pass", "ResultPath": ▸"$foo", "End": true}"#
      ),
      .state(
        "reference-path",
        ".ResultPath",
        #"{"Type": "Pass", "ResultPath": ▸"$$.x", "End": true}"#
      ),
      .state(
        "reference-path",
        ".ResultPath",
        #"{"Type": "Pass", "ResultPath": "▸$.a[*]", "End": true}"#
      ),
      .state(
        "reference-path",
        ".SecondsPath",
        #"{"Type": "Wait", "SecondsPath": "▸$..s", "End": true}"#
      ),
      .state(
        "expression",
        ".Parameters['x.$']",
        #"{"Type": "Pass", "Parameters": {"x.$": "▸abc"}, "End": true}"#
      ),
      .state(
        "wrong-type",
        ".Parameters['x.$']",
        #"{"Type": "Pass", "Parameters": {"x.$": ▸5}, "End": true}"#
      ),
      .state(
        "expression",
        ".Parameters.l[1]['x.$']",
        #"{"Type": "Pass", "Parameters": {"l": [0, {"x.$": "▸States.Nope(1)"}]}, "End": true}"#
      ),
      .state(
        "duplicate-key",
        ".Parameters['x.$']",
        #"{"Type": "Pass", "Parameters": {"x": 1, ▸"x.$": "$.x"}, "End": true}"#
      ),
      .state(
        "duplicate-key",
        ".Result.x",
        #"{"Type": "Pass", "Result": {"x": 1, ▸"x": 1}, "End": true}"#
      ),
      .state("wrong-type", ".Assign", #"{"Type": "Pass", "Assign": ▸[], "End": true}"#),
      .state(
        "variable",
        ".Assign.top-level",
        #"{"Type": "Pass", "Assign": {▸"top-level": 1}, "End": true}"#
      ),
      .state(
        "variable",
        ".Assign.states",
        #"{"Type": "Pass", "Assign": {▸"states": 1}, "End": true}"#
      ),
      .state("variable", ".Assign.1a", #"{"Type": "Pass", "Assign": {▸"1a": 1}, "End": true}"#),
    ] as [Marked]
  )
  func `finds what is wrong with paths, templates and variables`(fault: Marked) {
    #expect(fault.found() == fault.expected)
  }

  @Test func `points into the expression, past escapes`() {
    let fault = Marked.state(
      "path",
      ".InputPath",
      #"{"Type": "Pass", "InputPath": "$['\u00e5\"'].x▸]", "End": true}"#
    )
    #expect(fault.found() == fault.expected)
  }

  @Test(arguments: [
    #"{"Type": "Pass", "Result": {"x.$": "nothing", "y.$": 1}, "End": true}"#,
    #"{"Type": "Pass", "InputPath": null, "OutputPath": null, "ResultPath": null, "End": true}"#,
    #"{"Type": "Pass", "InputPath": "$$.Execution.Input", "OutputPath": "$v", "End": true}"#,
    #"{"Type": "Pass", "Assign": {"a": "{% 1 %}", "b.$": "$$.State.Name"}, "End": true}"#,
    #"{"Type": "Pass", "Parameters": [{"x.$": "States.UUID()"}, "$.x"], "End": true}"#,
    #"{"Type": "Fail", "ErrorPath": "$.e", "CausePath": "States.Format('{}', $.c)"}"#,
    #"{"Type": "Wait", "SecondsPath": "$seconds", "End": true}"#,
    #"{"Type": "Pass", "Next": "A", "End": false, "Comment": "never ends"}, "B": {"Type": "Succeed"}"#,
  ])
  func `accepts what AWS accepts`(state: String) {
    let text = #"{"StartAt": "A", "States": {"A": \#(state)}}"#
    let faults = StateMachineCheck(text: text, file: "f").faults
    #expect(faults.allSatisfy { $0.code == "asl.unreachable-state" })
  }
}
