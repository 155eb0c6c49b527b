import Flows
import Foundation
import Ground
import StatesLanguage
import TestKit
import Testing

/// Calls outside: made after the round is on disk, again where they were cut off, and heard once.
@Suite struct CallTests {
  private static let draws =
    #""Parameters": {"id.$": "States.UUID()", "n.$": "States.MathRandom(0, 1000000000)", "try.$": "$$.State.RetryCount"}"#

  private static func machine(_ fields: String) throws -> JSON {
    try JSON(
      parsing: """
        {"StartAt": "A", "States": {
          "A": {"Type": "Task", "Resource": "rakel:out.do", \(draws), \(fields)},
          "B": {"Type": "Task", "Resource": "rakel:out.do", \(draws), "Next": "A"},
          "C": {"Type": "Succeed"}}}
        """
    )
  }

  @Test func `is made once the round is on disk`() async throws {
    let script = ConnectorScript { request, _ in .done(request.parameters["try"] ?? .null) }
    var bench = try FlowBench(
      Self.machine(#""End": true"#),
      connectors: Connectors([ScriptedRemote(script)])
    )
    let name = try bench.start(["user": "kari"])
    try bench.round()
    #expect(script.requests.isEmpty)
    #expect(try bench.execution(name).waiting == .call)
    #expect(try bench.round().executions == 0)
    try await bench.settle()
    #expect(try bench.outcome(name) == "= 0")
    let request = try #require(script.requests.first)
    #expect(request.verb == "do")
    #expect(request.execution == name)
    #expect(request.user == "kari")
    #expect(request.input == ["user": "kari"])
    #expect(request.token == nil)
  }

  @Test func `is made again, the same, where a stop cut it off`() async throws {
    let script = ConnectorScript { request, _ in .done(request.parameters) }
    var bench = try FlowBench(
      Self.machine(#""End": true"#),
      connectors: Connectors([ScriptedRemote(script)])
    )
    let name = try bench.start()
    for stop in 0..<3 {
      try bench.round()
      // Sometimes the call went out and only the reply is lost.
      if stop > 0 { _ = await bench.replies() }
      try bench.restart()
    }
    try await bench.run()
    let requests = script.requests
    try #require(requests.count == 3)
    #expect(Set(requests.map(\.key)).count == 1)
    #expect(Set(requests.map(\.parameters)).count == 1)
    #expect(try bench.outcome(name) == "= \(requests[0].parameters.text)")
  }

  @Test func `has the same key on every try, and another on the next visit`() async throws {
    let script = ConnectorScript { request, number in
      if request.state == "B" { return .done(.null) }
      return number < 2
        ? .failed(error: "E", cause: "") : number < 3 ? .failed(error: "Go", cause: "") : .done(1)
    }
    var bench = try FlowBench(
      Self.machine(
        #""Retry": [{"ErrorEquals": ["E"]}], "Catch": [{"ErrorEquals": ["Go"], "Next": "B"}], "End": true"#
      ),
      connectors: Connectors([ScriptedRemote(script)])
    )
    _ = try bench.start()
    try await bench.run()
    let requests = script.requests
    try #require(requests.map(\.state) == ["A", "A", "A", "B", "A"])
    #expect(Set(requests[0..<3].map(\.key)).count == 1)
    #expect(Set(requests.map(\.key)).count == 3)
    #expect(requests.compactMap { $0.parameters["try"] } == [0, 1, 2, 0, 0])
    #expect(Set(requests.compactMap { $0.parameters["id"] }).count == 5)
  }

  @Test(arguments: [
    #""Next": "C""#, #""Retry": [{"ErrorEquals": ["States.Timeout"]}], "Next": "C""#,
    #""Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}], "Next": "C""#,
    #""Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}], "Next": "C""#,
  ])
  func `is heard no more after its time`(fields: String) async throws {
    let script = ConnectorScript { _, number in .done(number == 0 ? "late" : "in time") }
    var bench = try FlowBench(
      Self.machine(#""TimeoutSeconds": 5, \#(fields)"#),
      connectors: Connectors([ScriptedRemote(script)])
    )
    let name = try bench.start()
    try bench.round()
    let late = await bench.replies()
    bench.now += 5_000
    #expect(try bench.round().executions == 1)
    try bench.round(replies: late)
    #expect(try bench.history(name).contains { $0.kind == .done } == false)
    try await bench.run()
    #expect(try !bench.history(name).contains { $0.data["result"] == "late" })
    #expect(try bench.names(.running).isEmpty)
  }

  @Test func `is not taken for the next try of the same visit`() async throws {
    let script = ConnectorScript { _, number in .done(.integer(number)) }
    var bench = try FlowBench(
      Self.machine(
        #""TimeoutSeconds": 5, "Retry": [{"ErrorEquals": ["States.Timeout"]}], "End": true"#
      ),
      connectors: Connectors([ScriptedRemote(script)])
    )
    let name = try bench.start()
    try bench.round()
    let late = await bench.replies()
    for seconds in [5, 1] {
      bench.now += seconds * 1_000
      try bench.round()
    }
    #expect(bench.calls.count == 1)
    try bench.round(replies: late)
    #expect(try bench.execution(name).waiting == .call)
    try await bench.settle()
    #expect(try bench.outcome(name) == "= 1")
  }

  @Test func `stays due for the next call whatever signs of life come`() async throws {
    let script = ConnectorScript { _, number in number == 0 ? .again(after: 4_000) : .done(1) }
    var bench = try FlowBench(
      JSON(
        parsing: """
          {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true, "HeartbeatSeconds": 60,
            "Resource": "rakel:out.do.waitForTaskToken"}}}
          """
      ),
      connectors: Connectors([ScriptedRemote(script)])
    )
    let name = try bench.start()
    try await bench.settle()
    #expect(try bench.beat(script.requests.first?.token ?? ""))
    #expect(try ExecutionStore().nextDue(in: bench.connection) == bench.now + 4_000)
    try await bench.run()
    #expect(try bench.outcome(name) == "= 1")
  }

  @Test func `is heard once, however often it answers`() async throws {
    let script = ConnectorScript { _, number in .done(.integer(number)) }
    var bench = try FlowBench(
      Self.machine(#""Next": "B""#),
      connectors: Connectors([ScriptedRemote(script)])
    )
    let name = try bench.start()
    try bench.round()
    let replies = await bench.replies()
    try bench.round(replies: replies + replies)
    #expect(try bench.history(name).filter { $0.kind == .done }.count == 1)
    #expect(bench.calls.count == 1)
  }

  @Test func `fails without a sign of life, and does not keep the engine awake`() async throws {
    let script = ConnectorScript { _, _ in .done(1) }
    var bench = try FlowBench(
      Self.machine(
        #""TimeoutSeconds": 60, "HeartbeatSeconds": 5, "Catch": [{"ErrorEquals": ["States.HeartbeatTimeout"], "Next": "C"}], "End": true"#
      ),
      connectors: Connectors([ScriptedRemote(script)])
    )
    let name = try bench.start()
    try bench.round()
    bench.now += 5_000
    try bench.round()
    #expect(try bench.round().executions == 0)
    #expect(try bench.execution(name).status == .succeeded)
  }

  @Test func `is asked again after a while where it says so, but not beyond its time`() async throws
  {
    let script = ConnectorScript { request, _ in
      .again(after: request.now < request.entered.addingTimeInterval(9) ? 4_000 : 0)
    }
    var bench = try FlowBench(
      Self.machine(#""TimeoutSeconds": 10, "End": true"#),
      connectors: Connectors([ScriptedRemote(script)])
    )
    let name = try bench.start()
    for _ in 0..<3 {
      try await bench.settle()
      bench.now = try ExecutionStore().nextDue(in: bench.connection) ?? bench.now
    }
    try await bench.settle()
    #expect(try bench.outcome(name).hasPrefix("! States.Timeout"))
    #expect(script.requests.count == 3)
    #expect(Set(script.requests.map(\.key)).count == 1)
    #expect(Set(script.requests.map(\.parameters)).count == 1)
  }

  @Test(arguments: [false, true])
  func `takes an answer that overtakes the reply`(wasCutOff: Bool) async throws {
    let machine = try JSON(
      parsing: """
        {"StartAt": "A", "States": {"A":
          {"Type": "Task", "Resource": "rakel:out.do.waitForTaskToken", "End": true}}}
        """
    )
    let script = ConnectorScript { _, _ in .waiting }
    var bench = try FlowBench(machine, connectors: Connectors([ScriptedRemote(script)]))
    let name = try bench.start()
    try bench.round()
    let replies = await bench.replies()
    let token = try #require(script.requests.first?.token)
    // Rakel stops after the question has gone out, and the answer is there before the first round.
    if wasCutOff { try bench.restart() }
    #expect(try bench.answer(token, .success("fast")))
    try bench.round(replies: wasCutOff ? [] : replies)
    try await bench.run()
    #expect(try bench.outcome(name) == #"= "fast""#)
    #expect(script.requests.count == 1)
  }

  @Test(arguments: ["rakel:out.undo", "rakel:nobody.do", "arn:aws:x", "rakel:out", "", "rakel:."])
  func `fails where nobody does it`(resource: String) async throws {
    var bench = try FlowBench(
      JSON(
        parsing: """
          {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "\(resource)", "End": true}}}
          """
      ),
      connectors: Connectors([ScriptedRemote(ConnectorScript { _, _ in .done(1) })])
    )
    let name = try bench.start()
    try await bench.run()
    #expect(try bench.outcome(name).hasPrefix("! States.Runtime: "))
  }
}
