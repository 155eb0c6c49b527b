import Ground
import StatesLanguage
import Testing

@Suite struct StateMachineCheckTests {
  @Test(
    arguments: [
      Marked("wrong-type", "$", "▸[]"),
      Marked("missing-field", "$", #"▸{"StartAt": "A"}"#),
      Marked("missing-field", "$", #"▸{"States": {"A": {"Type": "Succeed"}}}"#),
      Marked("missing-field", "$.States", #"{"StartAt": "A", ▸"States": {}}"#),
      Marked(
        "no-such-state",
        "$.StartAt",
        #"{"StartAt": ▸"B", "States": {"A": {"Type": "Succeed"}}}"#
      ),
      Marked("wrong-type", "$.States.A", #"{"StartAt": "A", "States": {"A": ▸1}}"#),
      Marked(
        "unknown-field",
        "$.Nonsense",
        #"{▸"Nonsense": 1, "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#
      ),
      Marked(
        "unknown-word",
        "$.Version",
        #"{"Version": ▸"2.0", "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#
      ),
      Marked(
        "out-of-range",
        "$.TimeoutSeconds",
        #"{"TimeoutSeconds": ▸0, "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#
      ),
      Marked(
        "unreachable-state",
        "$.States.B",
        #"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}, ▸"B": {"Type": "Succeed"}}}"#
      ),
      Marked(
        "no-terminal-state",
        "$.States",
        #"{"StartAt": "A", ▸"States": {"A": {"Type": "Pass", "Next": "A"}}}"#
      ),
      Marked(
        "no-such-state",
        "$.States.A.Next",
        #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": ▸"a b"}, "B": {"Type": "Succeed"}}}"#
      ),
      Marked(
        "state-name",
        "$.States['']",
        #"{"StartAt": "", "States": {▸"": {"Type": "Succeed"}}}"#
      ),
      Marked(
        "duplicate-key",
        "$.States.A",
        #"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}, ▸"A": {"Type": "Succeed"}}}"#
      ),
      Marked(
        "duplicate-state",
        "$.States.B.ItemProcessor.States.A",
        """
        {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"},
         "B": {"Type": "Map", "End": true, "ItemProcessor":
          {"StartAt": "A", "States": {▸"A": {"Type": "Pass", "End": true}}}}}}
        """
      ),
      Marked(
        "no-such-state",
        "$.States.A.Branches[0].States.B.Next",
        """
        {"StartAt": "A", "States": {"C": {"Type": "Succeed"}, "A": {"Type": "Parallel", "Next": "C",
          "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Pass", "Next": ▸"C"}}}]}}}
        """
      ),
      Marked(
        "variable",
        "$.States.A.Branches[0].States.C.Assign['v.$']",
        """
        {"StartAt": "A", "States": {"B": {"Type": "Pass", "Assign": {"v": 1}, "End": true},
          "A": {"Type": "Parallel", "Next": "B", "Branches": [{"StartAt": "C", "States":
            {"C": {"Type": "Pass", "Assign": {▸"v.$": "$.x"}, "End": true}}}]}}}
        """
      ),
      Marked("jsonata", "$.QueryLanguage", #"{▸"QueryLanguage": "JSONata", "States": 3}"#),
    ] as [Marked]
  )
  func `finds what is wrong with a machine`(fault: Marked) {
    #expect(fault.found() == fault.expected)
  }

  @Test(
    arguments: [
      .lacking("missing-field", #"{"End": true}"#),
      .state("unknown-type", ".Type", #"{"Type": ▸"pass", "End": true}"#),
      .state("unknown-type", ".Type", #"{"Type": ▸1, "End": true}"#),
      .state(
        "unknown-field",
        ".bugInputPath",
        #"{"Type": "Pass", ▸"bugInputPath": 1, "End": true}"#
      ),
      .state("forbidden-field", ".End", #"{"Type": "Succeed", ▸"End": true}"#),
      .state("forbidden-field", ".Retry", #"{"Type": "Pass", ▸"Retry": [], "End": true}"#),
      .lacking("next-or-end", #"{"Type": "Pass"}"#),
      .lacking("next-or-end", #"{"Type": "Pass", "End": false}"#),
      .state("next-or-end", ".Next", #"{"Type": "Pass", ▸"Next": "A", "End": true}"#),
      .state("wrong-type", ".End", #"{"Type": "Pass", "End": ▸"true"}"#),
      .state("wrong-type", ".Comment", #"{"Type": "Succeed", "Comment": ▸["x"]}"#),
      .lacking("missing-field", #"{"Type": "Wait", "End": true}"#),
      .state(
        "either-or",
        ".SecondsPath",
        #"{"Type": "Wait", "Seconds": 1, ▸"SecondsPath": "$.s", "End": true}"#
      ),
      .state("out-of-range", ".Seconds", #"{"Type": "Wait", "Seconds": ▸-1, "End": true}"#),
      .state("wrong-type", ".Seconds", #"{"Type": "Wait", "Seconds": ▸1.5, "End": true}"#),
      .state("out-of-range", ".Seconds", #"{"Type": "Wait", "Seconds": ▸2147483648, "End": true}"#),
      .state(
        "timestamp",
        ".Timestamp",
        #"{"Type": "Wait", "Timestamp": ▸"tomorrow", "End": true}"#
      ),
      .state("either-or", ".ErrorPath", #"{"Type": "Fail", "Error": "E", ▸"ErrorPath": "$.e"}"#),
      .state("either-or", ".CausePath", #"{"Type": "Fail", "Cause": "C", ▸"CausePath": "$.c"}"#),
      .state(
        "expression",
        ".ErrorPath",
        #"{"Type": "Fail", "ErrorPath": ▸"States.MathAdd(1, 2)"}"#
      ),
      .state("error-name", ".Error", #"{"Type": "Fail", "Error": ▸"States.Own"}"#),
      .state(
        "jsonata",
        ".QueryLanguage",
        #"{"Type": "Nope", ▸"QueryLanguage": "JSONata", "X": 1}"#
      ),
      .state("jsonata", ".Output", #"{"Type": "Pass", ▸"Output": 1, "Bad": 2}"#),
      .state("jsonata", ".Seconds", #"{"Type": "Wait", ▸"Seconds": "{% 1 %}", "Bad": 2}"#),
    ] as [Marked]
  )
  func `finds what is wrong with the fields of a state`(fault: Marked) {
    #expect(fault.found() == fault.expected)
  }

  @Test(
    arguments: [
      .lacking("missing-field", #"{"Type": "Task", "End": true}"#),
      .state("resource", ".Resource", #"{"Type": "Task", "Resource": ▸"${x", "End": true}"#),
      .state(
        "either-or",
        ".TimeoutSecondsPath",
        #"{"Type": "Task", "Resource": "a:b", "TimeoutSeconds": 5, ▸"TimeoutSecondsPath": "$.t", "End": true}"#
      ),
      .state(
        "out-of-range",
        ".TimeoutSeconds",
        #"{"Type": "Task", "Resource": "a:b", "TimeoutSeconds": ▸0, "End": true}"#
      ),
      .state(
        "out-of-range",
        ".HeartbeatSeconds",
        #"{"Type": "Task", "Resource": "a:b", "TimeoutSeconds": 5, "HeartbeatSeconds": ▸5, "End": true}"#
      ),
      .state(
        "wrong-type",
        ".Credentials",
        #"{"Type": "Task", "Resource": "a:b", "Credentials": ▸null, "End": true}"#
      ),
      .lacking("missing-field", #"{"Type": "Parallel", "End": true}"#),
      .state("missing-field", ".Branches", #"{"Type": "Parallel", "Branches": ▸[], "End": true}"#),
      .state(
        "wrong-type",
        ".Branches[0]",
        #"{"Type": "Parallel", "Branches": [▸[]], "End": true}"#
      ),
    ] as [Marked]
  )
  func `finds what is wrong with tasks and branches`(fault: Marked) {
    #expect(fault.found() == fault.expected)
  }

  @Test func `says nothing about a definition without faults`() {
    let text = #"{"Comment": "c", "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#
    #expect(StateMachineCheck(text: text, file: "f").faults.isEmpty)
  }

  @Test func `writes a fault on one line, with its file, place, path and advice`() {
    let text = #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Nxt": "A", "End": true}}}"#
    #expect(
      StateMachineCheck(text: text, file: "flows/x.asl.json").faults.map(\.description) == [
        "flows/x.asl.json:1:51: error: $.States.A.Nxt: a Pass state has no field 'Nxt'"
          + " — did you mean 'Next'? [asl.unknown-field]"
      ]
    )
  }

  @Test func `says where a text stops being JSON`() {
    let fault = StateMachineCheck(text: "{\"🦊\": tru}", file: "f").faults.first
    #expect(fault?.code == "asl.json")
    #expect(fault?.column == 8)
  }

  @Test func `does not report what follows from a broken transition`() {
    let fault = Marked(
      "no-such-state",
      "$.States.A.Next",
      #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": ▸"b"}, "B": {"Type": "Pass", "End": true}}}"#
    )
    #expect(fault.found() == fault.expected)
  }
}
