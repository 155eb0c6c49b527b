import Flows
import Ground
import StatesLanguage
import TestKit
import Testing

/// Waiting for somebody who has the token.
@Suite struct TokenTests {
  private static let machine = """
    {"StartAt": "A", "States": {
      "A": {"Type": "Task", "Resource": "rakel:in.do.waitForTaskToken", "HeartbeatSeconds": 10,
        "Parameters": {"token.$": "$$.Task.Token"}, "TimeoutSeconds": 60,
        "Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 1}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}], "Next": "B"},
      "B": {"Type": "Wait", "Seconds": 100, "End": true}, "C": {"Type": "Succeed"}}}
    """

  private let script = ConnectorScript { _, _ in .waiting }

  private func bench(_ machine: String = machine) throws -> FlowBench {
    try FlowBench(JSON(parsing: machine), connectors: Connectors([ScriptedLocal(script)]))
  }

  @Test func `hands its token to the connector, and ends with the answer`() async throws {
    var bench = try bench()
    let name = try bench.start()
    try await bench.settle()
    let token = try bench.tokens()[0]
    #expect(script.requests.map(\.token) == [token])
    #expect(script.requests[0].parameters == ["token": .string(token)])
    #expect(try bench.answer(token, .success(["yes": true])))
    try await bench.run()
    #expect(try bench.outcome(name) == #"= {"yes":true}"#)
    #expect(bench.abandonedTokens.isEmpty)
  }

  @Test func `counts the first of two answers`() async throws {
    var bench = try bench()
    let name = try bench.start()
    try await bench.settle()
    let token = try bench.tokens()[0]
    #expect(try bench.answer(token, .success(1)))
    #expect(try !bench.answer(token, .success(2)))
    try await bench.run()
    #expect(try !bench.answer(token, .success(3)))
    #expect(try bench.outcome(name) == "= 1")
  }

  @Test func `refuses tokens that are stale, foreign or made up`() async throws {
    var bench = try bench()
    let names = [try bench.start(), try bench.start()]
    try await bench.settle()
    let tokens = try bench.tokens()
    #expect(Set(tokens).count == 2)
    let letters = tokens[1].split(separator: ".").last ?? ""
    for token in [
      "", ".", names[0], names[0] + ".", "\(names[0]).\(letters)", tokens[0] + "x", "\0", "..",
    ] {
      #expect(try !bench.answer(token, .success(1)), "\(token.debugDescription)")
      #expect(try !bench.beat(token))
    }
    // The next try has a token of its own.
    #expect(try bench.answer(tokens[0], .failure(StateFailure("E", ""))))
    try await bench.settle()
    bench.now += 1_000
    try await bench.settle()
    #expect(try !bench.answer(tokens[0], .success(1)))
    #expect(try Set(bench.tokens()).isDisjoint(with: [tokens[0]]))
    #expect(try bench.tokens().count == 2)
  }

  @Test func `is failed by an answer`() async throws {
    var bench = try bench()
    let name = try bench.start()
    try await bench.settle()
    #expect(try bench.answer(bench.tokens()[0], .failure(StateFailure("Refused", "no"))))
    try await bench.run()
    #expect(try bench.outcome(name) == #"= {"Error":"Refused","Cause":"no"}"#)
  }

  @Test func `lives as long as signs of life come`() async throws {
    var bench = try bench()
    let name = try bench.start()
    try await bench.settle()
    let token = try bench.tokens()[0]
    for _ in 0..<4 {
      bench.now += 9_000
      #expect(try bench.beat(token))
      try await bench.settle()
      #expect(try bench.execution(name).waiting == .token)
    }
    bench.now += 10_000
    try await bench.settle()
    #expect(try bench.outcome(name).hasPrefix(#"= {"Error":"States.HeartbeatTimeout""#))
    #expect(bench.abandonedTokens == [token])
    #expect(try !bench.beat(token))
  }

  @Test func `times out all the same`() async throws {
    var bench = try bench()
    let name = try bench.start()
    try await bench.settle()
    let token = try bench.tokens()[0]
    for _ in 0..<7 where try bench.beat(token) {
      bench.now += 9_000
      try await bench.settle()
    }
    #expect(try bench.outcome(name).hasPrefix(#"= {"Error":"States.Timeout""#))
    #expect(bench.abandonedTokens == [token])
  }

  @Test func `takes an answer that comes before the limit and is taken up after it`() async throws {
    var bench = try bench()
    let name = try bench.start()
    try await bench.settle()
    #expect(try bench.answer(bench.tokens()[0], .success(1)))
    bench.now += 1_000_000
    try await bench.run()
    #expect(try bench.outcome(name) == "= 1")
  }

  @Test func `needs no answer where the connector has one at once`() async throws {
    let script = ConnectorScript { _, _ in .done("known") }
    var bench = try FlowBench(
      JSON(parsing: Self.machine),
      connectors: Connectors([ScriptedLocal(script)])
    )
    let name = try bench.start()
    try await bench.run()
    #expect(try bench.outcome(name) == #"= "known""#)
  }

  @Test func `fails where a connector waits without a token`() async throws {
    var bench = try bench(
      #"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "rakel:in.do", "End": true}}}"#
    )
    let name = try bench.start()
    try await bench.run()
    #expect(try bench.outcome(name).hasPrefix("! States.Runtime: "))
  }

  @Test func `keeps an answer of any size that a state may have, and refuses to fail silently`()
    async throws
  {
    var bench = try bench()
    let name = try bench.start()
    try await bench.settle()
    let deep = (0..<511).reduce(JSON.integer(1)) { inner, _ in [inner] }
    #expect(try bench.answer(bench.tokens()[0], .success(deep)))
    try await bench.run()
    #expect(try bench.outcome(name).hasPrefix(#"= {"Error":"States.DataLimitExceeded""#))
  }
}
