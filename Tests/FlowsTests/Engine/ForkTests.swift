import Flows
import Ground
import StatesLanguage
import Storage
import TestKit
import Testing

/// Branches and items.
@Suite struct ForkTests {
  private static func map(
    _ fields: String,
    _ states: String,
    after: String = #""End": true"#
  ) throws
    -> JSON
  {
    try JSON(
      parsing: """
        {"StartAt": "M", "States": {"M": {"Type": "Map", \(fields)
          "ItemProcessor": {"StartAt": "I", "States": {\(states)}}, \(after)},
          "C": {"Type": "Succeed"}}}
        """
    )
  }

  private static let call = #""I": {"Type": "Task", "Resource": "rakel:out.do", "End": true}"#

  @Test(arguments: [0, 1, 3, 7, 99])
  func `runs no more items at once than it may`(most: Int) async throws {
    let script = ConnectorScript { request, _ in .done(request.parameters) }
    var bench = try FlowBench(
      Self.map(#""MaxConcurrency": \#(most),"#, Self.call),
      connectors: Connectors([ScriptedRemote(script)])
    )
    let name = try bench.start(.array((0..<7).map(JSON.integer)))
    var busiest = 0
    for _ in 0..<40 {
      try bench.round(replies: await bench.replies())
      busiest = max(busiest, try bench.names(.running).count - 1)
    }
    #expect(busiest == (most == 0 ? 7 : min(most, 7)))
    #expect(try bench.outcome(name) == "= [0,1,2,3,4,5,6]")
  }

  @Test func `gives outputs in the order of the items, whoever is first`() async throws {
    var bench = try FlowBench(
      Self.map("", #""I": {"Type": "Wait", "SecondsPath": "$", "End": true}"#)
    )
    let name = try bench.start([3, 1, 2])
    try await bench.run()
    #expect(try bench.outcome(name) == "= [3,1,2]")
    #expect(try bench.execution(name).ended == bench.execution(name).started + 3_000)
  }

  @Test func `needs no item`() async throws {
    var bench = try FlowBench(Self.map("", Self.call))
    let name = try bench.start([])
    try await bench.run()
    #expect(try bench.outcome(name) == "= []")
  }

  @Test(arguments: [
    (#""ToleratedFailureCount": 2,"#, [1, 1, 0, 0, 0], "= [0,0,0]"),
    (#""ToleratedFailureCount": 2,"#, [1, 1, 1, 0, 0], "! States.ExceedToleratedFailureThreshold"),
    (#""ToleratedFailurePercentage": 40,"#, [1, 0, 0, 0, 1], "= [0,0,0]"),
    (#""ToleratedFailurePercentage": 39,"#, [1, 0, 0, 0, 1], "! States.ExceedTolerated"),
    (#""ToleratedFailurePercentage": 100,"#, [1, 1, 1, 1, 1], "= []"),
    ("", [0, 0, 0, 0, 1], "! E: last"),
  ])
  func `lets so many items fail`(fields: String, items: [Int], outcome: String) async throws {
    let states = #"""
      "I": {"Type": "Choice", "Choices": [{"Variable": "$", "NumericEquals": 0, "Next": "S"}], "Default": "F"},
      "S": {"Type": "Succeed"}, "F": {"Type": "Fail", "Error": "E", "Cause": "last"}
      """#
    var bench = try FlowBench(Self.map(fields, states))
    let name = try bench.start(.array(items.map(JSON.integer)))
    try await bench.run()
    #expect(try bench.outcome(name).hasPrefix(outcome))
    #expect(try bench.names(.running).isEmpty)
    #expect(try bench.names(.queued).isEmpty)
  }

  @Test func `stops the rest when one fails`() async throws {
    let states = #"""
      "I": {"Type": "Choice", "Choices": [
        {"Variable": "$", "NumericEquals": 1, "Next": "F"}, {"Variable": "$", "NumericEquals": 2, "Next": "T"},
        {"Variable": "$", "NumericEquals": 3, "Next": "P"}], "Default": "O"},
      "F": {"Type": "Wait", "Seconds": 3, "Next": "G"}, "G": {"Type": "Fail", "Error": "E", "Cause": "c"},
      "T": {"Type": "Task", "Resource": "rakel:in.do.waitForTaskToken", "End": true},
      "O": {"Type": "Task", "Resource": "rakel:out.do", "End": true},
      "P": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "Q", "States": {"Q": {"Type": "Task", "Resource": "rakel:in.do.waitForTaskToken", "End": true}}},
        {"StartAt": "R", "States": {"R": {"Type": "Wait", "Seconds": 99, "End": true}}}]}
      """#
    let script = ConnectorScript { _, _ in .waiting }
    var bench = try FlowBench(
      Self.map(#""MaxConcurrency": 4,"#, states),
      connectors: Connectors([
        ScriptedLocal(script), ScriptedRemote(ConnectorScript { _, _ in .done(1) }),
      ])
    )
    let name = try bench.start([1, 2, 3, 4, 5])
    for _ in 0..<3 { try bench.round() }
    let tokens = try bench.tokens()
    #expect(tokens.count == 2)
    let late = await bench.replies()
    bench.now += 3_000
    try await bench.settle()
    #expect(try bench.outcome(name) == "! E: c")
    #expect(try bench.names(.failed).count == 2)
    // The waiting, the called, the queued and what is below them.
    #expect(try bench.names(.cancelled).count == 6)
    #expect(Set(bench.abandonedTokens) == Set(tokens))
    for token in tokens { #expect(try !bench.answer(token, .success(1))) }
    try bench.round(replies: late)
    #expect(try bench.names(.cancelled).count == 6)
  }

  @Test func `begins all of it again where the whole is tried again`() async throws {
    let script = ConnectorScript { _, number in
      number == 1 ? .failed(error: "E", cause: "") : .done(.integer(number))
    }
    var bench = try FlowBench(
      Self.map("", Self.call, after: #""Retry": [{"ErrorEquals": ["E"]}], "End": true"#),
      connectors: Connectors([ScriptedRemote(script)])
    )
    let name = try bench.start([0, 0, 0])
    try await bench.run()
    #expect(try bench.outcome(name) == "= [3,4,5]")
    #expect(Set(script.requests.map(\.key)).count == 6)
  }

  @Test func `joins however often it was tried again`() async throws {
    let machine = try Self.map(
      "",
      #""I": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": 1002, "Next": "F"}], "Default": "S"}, "F": {"Type": "Fail", "Error": "E"}, "S": {"Type": "Succeed"}"#,
      after:
        #""ItemSelector": {"n.$": "$$.State.RetryCount"}, "Retry": [{"ErrorEquals": ["E"], "MaxAttempts": 2000, "BackoffRate": 1}], "End": true"#
    )
    var bench = try FlowBench(machine)
    let name = try bench.start([0])
    // As if a thousand tries had been made.
    try bench.connection.run("UPDATE execution SET attempts = '0,999' WHERE name = ?", .text(name))
    try await bench.run()
    #expect(try bench.outcome(name) == #"= [{"n":1002}]"#)
  }

  @Test func `nests a Map in a Parallel in a Map`() async throws {
    let inner = #"""
      "I": {"Type": "Parallel", "Branches": [
        {"StartAt": "B", "States": {"B": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 1,
          "ItemSelector": {"v.$": "$$.Map.Item.Value", "outer.$": "$.name", "var.$": "$v"},
          "ItemProcessor": {"StartAt": "J", "States": {
            "J": {"Type": "Wait", "SecondsPath": "$.v", "Next": "K"},
            "K": {"Type": "Pass", "Parameters": {"all.$": "States.Format('{}{}{}', $.outer, $.v, $.var)", "i.$": "$$.Map.Item.Index"}, "OutputPath": "$.all", "End": true}}},
          "End": true}}},
        {"StartAt": "D", "States": {"D": {"Type": "Pass", "Parameters": {"i.$": "$$.Map.Item.Index", "name.$": "$$.Map.Item.Value.name"}, "End": true}}}],
        "End": true}
      """#
    let machine = try JSON(
      parsing: """
        {"StartAt": "V", "States": {
          "V": {"Type": "Pass", "Assign": {"v": "!"}, "Next": "M"},
          "M": {"Type": "Map", "ItemProcessor": {"StartAt": "I", "States": {\(inner)}}, "End": true}}}
        """
    )
    var bench = try FlowBench(machine)
    let name = try bench.start([["name": "a", "items": [2, 1]], ["name": "b", "items": []]])
    try await bench.run()
    #expect(
      try bench.outcome(name)
        == #"= [[["a2!","a1!"],{"i":0,"name":"a"}],[[],{"i":1,"name":"b"}]]"#
    )
    #expect(try bench.execution(name).ended == bench.execution(name).started + 3_000)
  }

  @Test func `draws other numbers in every branch, item and round of a loop`() async throws {
    let machine = try JSON(
      parsing: """
        {"StartAt": "L", "States": {
          "L": {"Type": "Pass", "Assign": {"n": 0, "seen": []}, "Next": "M"},
          "M": {"Type": "Map", "ItemsPath": "$", "ResultPath": null, "Next": "N",
            "Assign": {"n.$": "States.MathAdd($n, 1)", "seen.$": "States.Array($seen, $)"},
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Map", "ItemsPath": "$", "End": true,
              "ItemProcessor": {"StartAt": "J", "States": {
                "J": {"Type": "Pass", "Parameters": {"u.$": "States.UUID()"}, "End": true}}}}}}},
          "N": {"Type": "Choice", "Choices": [{"Variable": "$n", "NumericLessThan": 4, "Next": "M"}], "Default": "E"},
          "E": {"Type": "Pass", "Parameters": {"all.$": "$seen", "own.$": "States.UUID()"}, "End": true}}}
        """
    )
    var bench = try FlowBench(machine)
    let name = try bench.start([[0, 0, 0], [0, 0, 0], [0, 0, 0]])
    try await bench.run()
    let output = try bench.execution(name).output ?? ""
    let drawn = output.split(separator: "\"").filter { $0.count == 36 }
    #expect(drawn.count == 37)
    #expect(Set(drawn).count == 37)
  }

  @Test func `is part of its run in what the context says`() async throws {
    let state =
      #"{"Type": "Pass", "Parameters": {"id.$": "$$.Execution.Id", "at.$": "$$.Execution.StartTime", "in.$": "$$.Execution.Input.n"}, "End": true}"#
    let machine = try JSON(
      parsing: """
        {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "Next": "P"},
          "P": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "A", "States": {"A": \(state)}},
            {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.list", "End": true,
              "ItemProcessor": {"StartAt": "B", "States": {"B": \(state)}}}}},
            {"StartAt": "N", "States": {"N": {"Type": "Map", "ItemsPath": "$.list", "End": true,
              "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "C", "States": {"C": \(state)}}}}}]}}}
        """
    )
    var bench = try FlowBench(machine)
    let name = try bench.start(["n": 7, "list": [["n": 8]]])
    try await bench.run()
    let output = try JSON(parsing: bench.execution(name).output ?? "").array ?? []
    let run: JSON = ["id": .string(name), "at": "2026-11-18T11:06:40.000Z", "in": 7]
    #expect(output.prefix(2) == [run, [run]])
    // An item of a distributed Map is an execution by itself.
    #expect(output.last?.array?.first?["in"] == 8)
    #expect(output.last?.array?.first?["id"] != .string(name))
  }
}
