import Flows
import Ground
import StatesLanguage
import TestKit
import Testing

/// Definitions and inputs that nobody writes by hand: they end, in sensible time, and take nothing down.
@Suite struct HostileFlowTests {
  @Test func `runs five thousand states`() async throws {
    var states = JSONObject()
    for number in 0..<5_000 {
      states["S\(number)"] = ["Type": "Pass", "Next": .string("S\(number + 1)")]
    }
    states["S5000"] = ["Type": "Succeed"]
    let machine: JSON = ["StartAt": "S0", "States": .object(states)]
    #expect(StateMachineCheck(text: machine.text, file: "f").faults.isEmpty)
    var bench = try FlowBench(machine)
    let name = try bench.start(["a": 1])
    try await bench.run()
    #expect(try bench.outcome(name) == #"= {"a":1}"#)
  }

  @Test(arguments: ["👩‍🚒", "🇳🇴", "e\u{301}", "\u{0}", "'", "\"", "\\", "\n", "$", "."])
  func `knows states by any name`(part: String) async throws {
    // 80 scalars, as the check counts.
    let count = 80 / part.unicodeScalars.count
    let names = ["a", "b"].map { $0 + String(repeating: part, count: count - 1) }
    let machine: JSON = [
      "StartAt": .string(names[0]),
      "States": .object(
        object([
          (names[0], ["Type": "Wait", "Seconds": 1, "Next": .string(names[1])]),
          (
            names[1],
            ["Type": "Pass", "Parameters": ["n.$": "$$.State.Name"], "End": true]
          ),
        ])
      ),
    ]
    #expect(StateMachineCheck(text: machine.text, file: "f").faults.isEmpty)
    var bench = try FlowBench(machine)
    let name = try bench.start()
    try await bench.run()
    let output = try JSON(parsing: bench.execution(name).output ?? "")
    #expect(output == ["n": .string(names[1])])
    #expect(try bench.history(name).contains { $0.state == names[1] })
  }

  @Test func `carries an input of a megabyte through`() async throws {
    let items = JSON.array((0..<20_000).map { ["number": .integer($0), "text": "abc\u{0}æøå 👩‍🚒"] })
    let machine: JSON = [
      "StartAt": "A",
      "States": [
        "A": ["Type": "Pass", "Parameters": ["all.$": "$"], "Next": "B"],
        "B": ["Type": "Wait", "Seconds": 1, "Next": "C"],
        "C": ["Type": "Pass", "OutputPath": "$.all[19999]", "End": true],
      ],
    ]
    var bench = try FlowBench(machine)
    let name = try bench.start(items)
    try await bench.run()
    #expect(try bench.outcome(name).hasPrefix(#"= {"number":19999,"#))
  }

  @Test func `goes down a hundred branches`() async throws {
    var inner: JSON = [
      "StartAt": "S", "States": ["S": ["Type": "Pass", "Result": "end", "End": true]],
    ]
    for depth in 0..<100 {
      let name = "P\(depth)"
      let parallel: JSON = ["Type": "Parallel", "Branches": [inner], "End": true]
      inner = ["StartAt": .string(name), "States": .object(object([(name, parallel)]))]
    }
    #expect(StateMachineCheck(text: inner.text, file: "f").faults.isEmpty)
    var bench = try FlowBench(inner)
    let name = try bench.start()
    try await bench.run()
    #expect(try bench.outcome(name).hasPrefix("= [[["))
  }

  @Test func `takes a template of four hundred levels for what it is`() async throws {
    let deep = (0..<400).reduce(JSON.object(object([("x.$", "$")]))) { inner, _ in ["y": inner] }
    let machine: JSON = [
      "StartAt": "A", "States": ["A": ["Type": "Pass", "Parameters": deep, "End": true]],
    ]
    var bench = try FlowBench(machine)
    let name = try bench.start()
    try await bench.run()
    #expect(try bench.outcome(name).hasPrefix("! States.DataLimitExceeded: "))
  }

  /// Numbers that the check refuses, but that a definition from elsewhere may hold all the same.
  @Test(arguments: [
    #"{"StartAt": "A", "TimeoutSeconds": 1e300, "States": {"A": {"Type": "Succeed"}}}"#,
    #"{"StartAt": "A", "TimeoutSeconds": -1, "States": {"A": {"Type": "Succeed"}}}"#,
    #"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "rakel:in.do", "TimeoutSeconds": 9223372036854775807, "End": true}}}"#,
    #"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "rakel:in.do", "End": true, "Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 0, "BackoffRate": 1e308, "MaxAttempts": 3}]}}}"#,
    #"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "rakel:in.do", "End": true, "Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": -1e300, "BackoffRate": -5, "MaxDelaySeconds": -1}]}}}"#,
    map(#""MaxConcurrency": -1"#), map(#""MaxConcurrency": 1e300"#), map(#""MaxConcurrency": 0.5"#),
    map(#""ToleratedFailureCount": 1e300"#), map(#""ToleratedFailureCount": -1"#),
    map(#""ToleratedFailurePercentage": 1e300"#),
    map(#""ItemBatcher": {"MaxItemsPerBatch": 1e300}"#),
    map(#""ItemBatcher": {"MaxItemsPerBatch": -5}"#),
    map(#""ItemBatcher": {"MaxInputBytesPerBatch": 0}"#),
    map(#""MaxConcurrencyPath": "$[0]""#), map(#""ToleratedFailurePercentagePath": "$[1]""#),
  ])
  func `survives numbers that mean nothing`(definition: String) async throws {
    let script = ConnectorScript { _, _ in .failed(error: "E", cause: "") }
    guard
      var bench = try? FlowBench(
        JSON(parsing: definition),
        connectors: Connectors([ScriptedLocal(script)])
      )
    else { return }
    let name = try bench.start([0, 1e15, 3])
    try await bench.run()
    #expect(try bench.execution(name).status.isEnd)
    #expect(try bench.names(.queued).isEmpty)
  }

  private static func map(_ field: String) -> String {
    """
    {"StartAt": "A", "States": {"A": {"Type": "Map", \(field), "End": true,
      "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Fail", "Error": "E"}}}}}}
    """
  }

  /// Expressions that would take for ever, or all the memory there is.
  @Test(arguments: [
    "$..*..*..*..*", "$..[?(@..*)]..*", "$..a..a..a..a..a..a",
    String(repeating: "States.Format('{}{}', $.long, ", count: 60) + "$.long"
      + String(repeating: ")", count: 60),
    "States.ArrayRange(-9223372036854775807, 9223372036854775807, 1)",
    "States.ArrayRange(9223372036854775806, 9223372036854775807, 5)",
    "States.MathAdd(9223372036854775807, 1)",
    "States.MathRandom(-9223372036854775807, 9223372036854775807)",
    "States.ArrayPartition($.list, 9223372036854775807)",
    "States.ArrayGetItem($.list, -9223372036854775807)",
    "$.list[9223372036854775807]", "$.list[-9223372036854775807]",
    "$.list[-9223372036854775807:9223372036854775807]",
  ])
  func `survives expressions that mean harm`(expression: String) async throws {
    let deep = (0..<60).reduce(JSON.array([1, 2])) { inner, _ in ["a": inner, "b": 1] }
    let machine: JSON = [
      "StartAt": "A",
      "States": [
        "A": ["Type": "Pass", "Parameters": ["x.$": .string(expression)], "Next": "B"],
        "B": ["Type": "Pass", "Result": "out", "End": true],
      ],
    ]
    var bench = try FlowBench(machine)
    let name = try bench.start([
      "deep": deep, "text": "\"\\\"", "list": [1, 2, 3],
      "long": .string(String(repeating: "x", count: expression.contains("long") ? 300_000 : 1)),
    ])
    try await bench.run()
    #expect(try bench.execution(name).status.isEnd)
  }

  private func object(_ members: [(String, JSON)]) -> JSONObject {
    var object = JSONObject()
    for (key, value) in members { object[key] = value }
    return object
  }
}
