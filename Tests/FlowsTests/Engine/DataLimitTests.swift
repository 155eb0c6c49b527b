import Flows
import Ground
import StatesLanguage
import Storage
import TestKit
import Testing

/// Data that nests deeper than 200 levels or takes more than 8 MB fails its state, wherever it comes from.
@Suite struct DataLimitTests {
  private static let tenTimes =
    "States.Array(\(Array(repeating: "$.a", count: 10).joined(separator: ", ")))"

  /// Machines in which data nests without end: by a template, a place, a variable, its children and tasks.
  @Test(arguments: [
    #""A": {"Type": "Pass", "Parameters": {"a.$": "$"}, "Next": "A"}"#,
    #""A": {"Type": "Pass", "Parameters": {"a.$": "$"}, "ResultPath": "$.b", "Next": "A"}"#,
    #""A": {"Type": "Pass", "Assign": {"v.$": "States.Array($$.State.Name, $)"}, "Next": "B"}, "B": {"Type": "Pass", "Parameters": {"w.$": "$v"}, "Next": "A"}"#,
    #""A": {"Type": "Parallel", "Next": "A", "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}]}"#,
    #""A": {"Type": "Task", "Resource": "rakel:out.do", "Parameters": {"a.$": "$"}, "Next": "A"}"#,
  ])
  func `ends an execution whose data nests without end`(states: String) async throws {
    try await expectLimit(in: states, input: ["a": 1])
  }

  /// Machines in which data grows without end: by arrays, texts and results.
  @Test(arguments: [
    #""A": {"Type": "Pass", "Parameters": {"a.$": "\#(tenTimes)"}, "OutputPath": "$", "Next": "A"}"#,
    #""A": {"Type": "Pass", "Parameters": {"a.$": "States.JsonToString(\#(tenTimes))"}, "Next": "A"}"#,
    #""A": {"Type": "Pass", "Parameters": {"a.$": "States.Format('{}', \#(tenTimes))"}, "Next": "A"}"#,
    #""A": {"Type": "Task", "Resource": "rakel:in.do", "ResultSelector": {"a.$": "\#(tenTimes)"}, "Next": "A"}"#,
  ])
  func `ends an execution whose data grows without end`(states: String) async throws {
    try await expectLimit(in: states, input: ["a": .string(String(repeating: "x", count: 20_000))])
  }

  private func expectLimit(in states: String, input: JSON) async throws {
    let echo = ConnectorScript { request, _ in .done(request.parameters) }
    var bench = try FlowBench(
      JSON(parsing: #"{"StartAt": "A", "States": {\#(states)}}"#),
      connectors: Connectors([ScriptedLocal(echo), ScriptedRemote(echo)])
    )
    let name = try bench.start(input)
    try await bench.run()
    #expect(try bench.outcome(name).hasPrefix("! States.DataLimitExceeded: "))
    // What led there can still be read.
    #expect(try bench.history(name).count > 3)
  }

  @Test(arguments: [(199, true), (200, true), (201, false), (300, false), (511, false)])
  func `takes an input of so many levels`(levels: Int, isTaken: Bool) async throws {
    let deep = (1..<levels).reduce(JSON.array([])) { inner, _ in [inner] }
    let machine: JSON = ["StartAt": "A", "States": ["A": ["Type": "Pass", "End": true]]]
    var bench = try FlowBench(machine)
    let name = try bench.start(deep)
    try await bench.run()
    let outcome = try bench.outcome(name)
    #expect(outcome.hasPrefix(isTaken ? "= [[[" : "! States.DataLimitExceeded: "))
  }

  @Test func `fails where an input nests deeper than can be stored`() async throws {
    let deep = (0..<2_000).reduce(JSON.array([])) { inner, _ in [inner] }
    let machine: JSON = ["StartAt": "A", "States": ["A": ["Type": "Pass", "End": true]]]
    var bench = try FlowBench(machine)
    let name = try bench.start(deep)
    try await bench.run()
    #expect(try bench.outcome(name).hasPrefix("! Rakel.Unreadable: "))
  }

  @Test func `is caught, as on AWS`() async throws {
    let script = ConnectorScript { _, _ in
      .done(.string(String(repeating: "x", count: 9_000_000)))
    }
    var bench = try FlowBench(
      JSON(
        parsing: """
          {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "rakel:out.do", "End": true,
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "C"}]},
            "C": {"Type": "Pass", "OutputPath": "$.error.Error", "End": true}}}
          """
      ),
      connectors: Connectors([ScriptedRemote(script)])
    )
    let name = try bench.start()
    try await bench.run()
    #expect(try bench.outcome(name) == #"= "States.DataLimitExceeded""#)
    let stored = try bench.connection.rows("SELECT sum(length(data)) FROM event") { $0.integer(0) }
    #expect(stored[0] < 10_000)
  }

  @Test func `does not copy a large input to every item`() async throws {
    let machine: JSON = [
      "StartAt": "A",
      "States": [
        "A": [
          "Type": "Map", "ItemsPath": "$.items", "ItemSelector": ["all.$": "$"], "End": true,
          "ItemProcessor": ["StartAt": "B", "States": ["B": ["Type": "Succeed"]]],
        ]
      ],
    ]
    var bench = try FlowBench(machine)
    let name = try bench.start([
      "items": .array(Array(repeating: 1, count: 100)),
      "text": .string(String(repeating: "x", count: 2_000_000)),
    ])
    try await bench.run()
    #expect(try bench.outcome(name).hasPrefix("! States.DataLimitExceeded: "))
  }
}
