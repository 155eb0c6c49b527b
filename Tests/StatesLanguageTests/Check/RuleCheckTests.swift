import StatesLanguage
import Testing

@Suite struct RuleCheckTests {
  @Test(
    arguments: [
      (".Choices", "missing-field", "▸[]"),
      (".Choices", "wrong-type", "▸{}"),
      (".Choices[0]", "wrong-type", "[▸1]"),
      (".Choices[0]", "missing-field", #"[▸{"Variable": "$.a", "IsNull": true}]"#),
      (".Choices[0]", "missing-field", #"[▸{"IsNull": true, "Next": "A"}]"#),
      (".Choices[0]", "missing-field", #"[▸{"Variable": "$.a", "Next": "A"}]"#),
      (
        ".Choices[0]", "either-or",
        #"[▸{"Variable": "$.a", "IsNull": true, "IsString": true, "Next": "A"}]"#
      ),
      (
        ".Choices[0].NumericIs", "unknown-operator",
        #"[{"Variable": "$.a", ▸"NumericIs": 1, "IsNull": true, "Next": "A"}]"#
      ),
      (
        ".Choices[0].Not.Next", "forbidden-field",
        #"[{"Not": {"Variable": "$.a", "IsNull": true, ▸"Next": "A"}, "Next": "A"}]"#
      ),
      (
        ".Choices[0].Or[0].Assign", "forbidden-field",
        #"[{"Or": [{"Variable": "$.a", "IsNull": true, ▸"Assign": {}}], "Next": "A"}]"#
      ),
      (
        ".Choices[0].Variable", "forbidden-field",
        #"[{▸"Variable": "$.a", "Not": {"Variable": "$.a", "IsNull": true}, "Next": "A"}]"#
      ),
      (".Choices[0].And", "wrong-type", #"[{"And": ▸[], "Next": "A"}]"#),
      (
        ".Choices[0].NumericEquals", "operand",
        #"[{"Variable": "$.a", "NumericEquals": ▸"1", "Next": "A"}]"#
      ),
      (
        ".Choices[0].IsPresent", "operand",
        #"[{"Variable": "$.a", "IsPresent": ▸"yes", "Next": "A"}]"#
      ),
      (
        ".Choices[0].StringEqualsPath", "path",
        #"[{"Variable": "$.a", "StringEqualsPath": "▸b", "Next": "A"}]"#
      ),
      (
        ".Choices[0].TimestampEquals", "timestamp",
        #"[{"Variable": "$.a", "TimestampEquals": ▸"noon", "Next": "A"}]"#
      ),
      (
        ".Choices[0].Variable", "path",
        #"[{"Variable": "▸States.UUID()", "IsNull": true, "Next": "A"}]"#
      ),
      (".Choices[0].Condition", "jsonata", #"[{▸"Condition": true, "Next": "A", "Bad": 1}]"#),
      (
        ".Choices[0].Next", "no-such-state", #"[{"Variable": "$.a", "IsNull": true, "Next": ▸"C"}]"#
      ),
      (
        ".Choices[0].Assign.1", "variable",
        #"[{"Variable": "$.a", "IsNull": true, "Assign": {▸"1": 1}, "Next": "A"}]"#
      ),
    ] as [(String, String, String)]
  )
  func `finds what is wrong with choices`(path: String, code: String, choices: String) {
    let fault = Marked(
      code,
      "$.States.A" + path,
      #"{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": \#(choices), "Default": "B"}, "#
        + #""B": {"Type": "Succeed"}}}"#
    )
    #expect(fault.found() == fault.expected)
  }

  @Test(
    arguments: [
      (".Retry[0]", "missing-field", #""Retry": [▸{}]"#),
      (".Retry[0].ErrorEquals", "error-name", #""Retry": [{"ErrorEquals": ▸[]}]"#),
      (".Retry[0].ErrorEquals[0]", "wrong-type", #""Retry": [{"ErrorEquals": [▸true]}]"#),
      (".Retry[0].ErrorEquals[0]", "error-name", #""Retry": [{"ErrorEquals": [▸"States.Own"]}]"#),
      (
        ".Retry[0].ErrorEquals[1]", "error-name",
        #""Retry": [{"ErrorEquals": ["E", ▸"States.ALL"]}]"#
      ),
      (
        ".Retry[0].ErrorEquals[0]", "error-name",
        #""Retry": [{"ErrorEquals": [▸"States.ALL"]}, {"ErrorEquals": ["E"]}]"#
      ),
      (
        ".Retry[0].IntervalSeconds", "out-of-range",
        #""Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": ▸0}]"#
      ),
      (
        ".Retry[0].MaxAttempts", "out-of-range",
        #""Retry": [{"ErrorEquals": ["E"], "MaxAttempts": ▸-1}]"#
      ),
      (
        ".Retry[0].BackoffRate", "out-of-range",
        #""Retry": [{"ErrorEquals": ["E"], "BackoffRate": ▸0.5}]"#
      ),
      (
        ".Retry[0].MaxDelaySeconds", "out-of-range",
        #""Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 5, "MaxDelaySeconds": ▸5}]"#
      ),
      (
        ".Retry[0].JitterStrategy", "unknown-word",
        #""Retry": [{"ErrorEquals": ["E"], "JitterStrategy": ▸"PARTIAL"}]"#
      ),
      (".Retry[0].Next", "unknown-field", #""Retry": [{"ErrorEquals": ["E"], ▸"Next": "A"}]"#),
      (".Catch[0]", "missing-field", #""Catch": [▸{"ErrorEquals": ["E"]}]"#),
      (".Catch[0].Next", "no-such-state", #""Catch": [{"ErrorEquals": ["E"], "Next": ▸"C"}]"#),
      (
        ".Catch[0].ResultPath", "reference-path",
        #""Catch": [{"ErrorEquals": ["E"], "Next": "A", "ResultPath": ▸"$e"}]"#
      ),
      (".Catch", "wrong-type", #""Catch": ▸{}"#),
    ] as [(String, String, String)]
  )
  func `finds what is wrong with error rules`(path: String, code: String, rules: String) {
    let fault = Marked.state(
      code,
      path,
      #"{"Type": "Task", "Resource": "a:b", \#(rules), "End": true}"#
    )
    #expect(fault.found() == fault.expected)
  }

  @Test(
    arguments: [
      ("", "missing-field", #"▸"A": {"Type": "Map", "Label": "l""#),
      (".Iterator", "either-or", #""A": {"Type": "Map", "ItemProcessor": P, ▸"Iterator": Q"#),
      (
        ".ItemSelector", "either-or",
        #""A": {"Type": "Map", "ItemProcessor": P, "Parameters": {}, ▸"ItemSelector": {}"#
      ),
      (
        ".MaxConcurrency", "out-of-range",
        #""A": {"Type": "Map", "ItemProcessor": P, "MaxConcurrency": ▸-1"#
      ),
      (
        ".ToleratedFailurePercentage", "out-of-range",
        #""A": {"Type": "Map", "ItemProcessor": P, "ToleratedFailurePercentage": ▸105"#
      ),
      (
        ".ToleratedFailureCountPath", "either-or",
        #""A": {"Type": "Map", "ItemProcessor": P, "ToleratedFailureCount": 0, ▸"ToleratedFailureCountPath": "$.f""#
      ),
      (".ItemsPath", "wrong-type", #""A": {"Type": "Map", "ItemProcessor": P, "ItemsPath": ▸null"#),
      (".Label", "label", #""A": {"Type": "Map", "ItemProcessor": P, "Label": ▸"a b""#),
      (".Label", "label", #""A": {"Type": "Map", "ItemProcessor": P, "Label": ▸"""#),
      (
        ".ItemBatcher", "missing-field",
        #""A": {"Type": "Map", "ItemProcessor": P, ▸"ItemBatcher": {}"#
      ),
      (
        ".ItemReader", "unsupported",
        #""A": {"Type": "Map", "ItemProcessor": P, ▸"ItemReader": {"Resource": "arn:aws:states:::s3:getObject"}"#
      ),
      (
        ".ResultWriter", "unsupported",
        #""A": {"Type": "Map", "ItemProcessor": P, ▸"ResultWriter": {"Resource": "arn:aws:states:::s3:putObject"}"#
      ),
      (
        ".ItemProcessor.ProcessorConfig.Mode", "unknown-word",
        #""A": {"Type": "Map", "ItemProcessor": {"ProcessorConfig": {"Mode": ▸"FAR"}, "StartAt": "I", "States": {"I": {"Type": "Succeed"}}}"#
      ),
    ] as [(String, String, String)]
  )
  func `finds what is wrong with maps`(path: String, code: String, state: String) {
    let processor = #"{"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}"#
    let whole = state.replacing(" P", with: " " + processor)
      .replacing(" Q", with: " " + processor.replacing("\"I\"", with: "\"J\""))
    let fault = Marked(
      code,
      "$.States.A" + path,
      #"{"StartAt": "A", "States": {\#(whole), "End": true}}}"#
    )
    #expect(fault.found() == fault.expected)
  }
}
