import Flows
import Ground
import StatesLanguage
import Storage
import TestKit
import Testing

/// New, retried, timed, answered and recovered executions all pass through the one claim.
@Suite struct FlowEngineTests {
  @Test func `begins in the round after the start`() throws {
    var bench = try FlowBench(Self.machine(["A": #"{"Type": "Pass", "End": true}"#]))
    let name = try bench.start(["x": 1])
    #expect(try bench.execution(name).status == .running)
    let round = try bench.round()
    #expect(round.executions == 1)
    #expect(try bench.outcome(name) == #"= {"x":1}"#)
    #expect(try bench.story(name) == ["started", "entered A", "succeeded A"])
    #expect(try bench.round().executions == 0)
  }

  @Test func `starts nothing where there is no such flow`() throws {
    let bench = try FlowBench(Self.machine(["A": #"{"Type": "Pass", "End": true}"#]))
    #expect(!bench.engine.has("Other"))
    let name = try bench.engine.start("Other", input: [:], now: 0, in: bench.connection)
    #expect(name == nil)
  }

  @Test func `goes by its own definition, whatever had its row in a transaction that was undone`()
    throws
  {
    let connection = try Connection(path: ":memory:")
    try connection.migrate([ExecutionStore.layout])
    let flows = try ["A", "B"].map { name in
      let state = #"{"Type": "Pass", "Result": "\#(name)", "End": true}"#
      let machine = try Self.machine([name: state], from: name)
      return try Flow(name: name, text: machine.text)
    }
    let engine = FlowEngine(flows: flows, connectors: Connectors([]))
    func run(_ flow: String) throws -> String? {
      let name = try #require(try engine.start(flow, input: [:], now: 1, in: connection))
      #expect(try engine.advance(name, now: 1, in: connection).isNothing)
      return try ExecutionStore().execution(named: name, in: connection)?.output
    }
    try connection.run("BEGIN")
    #expect(try run("A") == #""A""#)
    try connection.run("ROLLBACK")
    #expect(try run("B") == #""B""#)
  }

  @Test(arguments: [
    (#"{"user": {"id": "kari"}, "device": {"serial": "s", "id": "i"}}"#, "kari", "s"),
    (#"{"user": "kari", "device": "d"}"#, "kari", "d"), (#"{"device": {"id": "i"}}"#, nil, "i"),
    ("[]", nil, nil), (#"{"user": 1, "device": {}}"#, nil, nil),
  ])
  func `reads whom it is about from its input`(
    input: String,
    user: String?,
    device: String?
  ) throws {
    let bench = try FlowBench(Self.machine(["A": #"{"Type": "Succeed"}"#]))
    let execution = try bench.execution(try bench.start(JSON(parsing: input)))
    #expect(execution.user == user)
    #expect(execution.device == device)
  }

  @Test func `takes up what is retried, timed, answered and recovered alike`() async throws {
    let script = ConnectorScript { request, number in
      switch request.state {
      case "Retried": number == 0 ? .failed(error: "E", cause: "") : .done(1)
      case "Answered": .waiting
      default: .done("out")
      }
    }
    var bench = try FlowBench(
      Self.machine(
        [
          "Retried":
            #"{"Type": "Task", "Resource": "rakel:in.do", "Retry": [{"ErrorEquals": ["E"]}], "Next": "Timed"}"#,
          "Timed": #"{"Type": "Wait", "Seconds": 2, "Next": "Answered"}"#,
          "Answered":
            #"{"Type": "Task", "Resource": "rakel:in.do.waitForTaskToken", "Next": "Called"}"#,
          "Called": #"{"Type": "Task", "Resource": "rakel:out.do", "End": true}"#,
        ],
        from: "Retried"
      ),
      connectors: Connectors([ScriptedLocal(script), ScriptedRemote(script)])
    )
    let name = try bench.start()
    try await bench.settle()
    #expect(try ExecutionStore().nextDue(in: bench.connection) == bench.now + 1_000)
    #expect(try bench.round().executions == 0)
    try await bench.run()
    #expect(try bench.answer(bench.tokens()[0], .success("in")))
    #expect(try bench.round().executions == 1)
    #expect(bench.calls.count == 1)
    try bench.restart(with: Self.machine(["A": #"{"Type": "Succeed"}"#]))
    try await bench.settle()
    #expect(try bench.outcome(name) == #"= "out""#)
    #expect(
      try bench.story(name) == [
        "started", "entered Retried", "broke Retried", "retried Retried", "done Retried",
        "entered Timed", "waited Timed", "entered Answered", "asked Answered", "done Answered",
        "entered Called", "called Called", "called Called", "done Called", "succeeded Called",
      ]
    )
    #expect(try bench.history(name).map(\.number) == Array(1...15))
  }

  @Test func `keeps the definition that an execution began with`() async throws {
    let old = try Self.machine([
      "A": #"{"Type": "Wait", "Seconds": 9, "Next": "B"}"#,
      "B": #"{"Type": "Pass", "Result": "old", "End": true}"#,
    ])
    var bench = try FlowBench(old)
    let first = try bench.start()
    try await bench.settle()
    try bench.restart(with: Self.machine(["A": #"{"Type": "Pass", "Result": "new", "End": true}"#]))
    let second = try bench.start()
    try await bench.run()
    #expect(try bench.outcome(first) == #"= "old""#)
    #expect(try bench.outcome(second) == #"= "new""#)
    // The same text is kept once.
    try bench.restart(with: old)
    _ = try bench.start()
    let kept = try bench.connection.rows("SELECT count(*) FROM definition") { $0.integer(0) }
    #expect(kept == [2])
  }

  @Test func `times a whole run out, and all that belongs to it`() async throws {
    var machine =
      try Self.machine([
        "A": """
        {"Type": "Parallel", "End": true, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}], "Branches": [
          {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 99, "End": true}}},
          {"StartAt": "T", "States": {"T":
            {"Type": "Task", "Resource": "rakel:in.do.waitForTaskToken", "End": true}}}]}
        """,
        "C": #"{"Type": "Succeed"}"#,
      ]).object ?? JSONObject()
    machine["TimeoutSeconds"] = 10
    var bench = try FlowBench(
      .object(machine),
      connectors: Connectors([ScriptedLocal(ConnectorScript { _, _ in .waiting })])
    )
    let name = try bench.start()
    try await bench.settle()
    let tokens = try bench.tokens()
    try await bench.run()
    let execution = try bench.execution(name)
    #expect(execution.status == .timedOut)
    #expect(execution.failure?.error == "States.Timeout")
    #expect(execution.ended == execution.started + 10_000)
    #expect(try bench.names(.cancelled).count == 2)
    #expect(bench.abandonedTokens == tokens)
    #expect(try !bench.answer(tokens[0], .success(1)))
  }

  @Test func `lets a flow catch what a connector could not write, and undoes the half of it`()
    async throws
  {
    let connector = HalfWay()
    var bench = try FlowBench(
      Self.machine([
        "A": """
        {"Type": "Task", "Resource": "rakel:half.way", "End": true,
          "Catch": [{"ErrorEquals": ["Rakel.Database"], "ResultPath": "$.error", "Next": "C"}]}
        """,
        "C": #"{"Type": "Pass", "InputPath": "$.error.Error", "End": true}"#,
      ]),
      connectors: Connectors([connector])
    )
    try bench.connection.run("CREATE TABLE half (n INTEGER UNIQUE) STRICT")
    let name = try bench.start()
    try await bench.run()
    #expect(try bench.outcome(name) == #"= "Rakel.Database""#)
    #expect(try bench.connection.rows("SELECT n FROM half") { $0.integer(0) }.isEmpty)
  }

  @Test(arguments: [
    "data = '{'", "variables = '[[['", "waiting = 'dreaming'", "kind = 'x'", "item = 'x'",
    "definition = 2", "data = ''",
  ])
  func `fails alone where its row cannot be read`(damage: String) async throws {
    var bench = try FlowBench(
      Self.machine([
        "A": """
        {"Type": "Parallel", "End": true, "Branches": [
          {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "End": true}}},
          {"StartAt": "V", "States": {"V": {"Type": "Wait", "Seconds": 5, "End": true}}}]}
        """
      ])
    )
    let (hurt, sound) = (try bench.start(["n": 1]), try bench.start(["n": 2]))
    try await bench.settle()
    try bench.connection.run(
      "INSERT INTO definition (id, hash, flow, text) VALUES (2, 'x', 'F', '{')"
    )
    try bench.connection.run("UPDATE execution SET \(damage) WHERE name = ?", .text("\(hurt).1.0"))
    try await bench.run()
    #expect(try bench.outcome(sound) == #"= [{"n":2},{"n":2}]"#)
    #expect(try bench.outcome(hurt).hasPrefix("! Rakel.Unreadable: "))
    #expect(try bench.names(.running).isEmpty)
  }

  @Test func `takes what it had begun with it where its own row cannot be read`() async throws {
    var bench = try FlowBench(
      Self.machine([
        "A": """
        {"Type": "Parallel", "End": true, "Branches": [
          {"StartAt": "T", "States": {"T":
            {"Type": "Task", "Resource": "rakel:in.do.waitForTaskToken", "End": true}}},
          {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "End": true}}},
          {"StartAt": "F", "States": {"F": {"Type": "Fail"}}}]}
        """
      ]),
      connectors: Connectors([ScriptedLocal(ConnectorScript { _, _ in .waiting })])
    )
    let name = try bench.start()
    try bench.round()
    try bench.round()
    try bench.connection.run("UPDATE execution SET variables = 'x' WHERE name = ?", .text(name))
    try await bench.run()
    #expect(try bench.names(.failed) == [name, "\(name).1.2"])
    #expect(try bench.story(name).suffix(2) == ["forked A", "failed A"])
    #expect(try bench.names(.cancelled) == ["\(name).1.0", "\(name).1.1"])
    #expect(bench.abandonedTokens.count == 1)
  }

  /// A machine of states that are written as JSON.
  static func machine(
    _ states: KeyValuePairs<String, String>,
    from start: String = "A"
  ) throws -> JSON {
    var all = JSONObject()
    for (name, state) in states { all[name] = try JSON(parsing: state) }
    return ["StartAt": .string(start), "States": .object(all)]
  }
}

/// Writes one row, and then one that cannot be.
struct HalfWay: LocalConnector {
  let name = "half"
  let verbs = [Verb("way")]

  func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    try connection.run("INSERT INTO half (n) VALUES (1)")
    try connection.run("INSERT INTO half (n) VALUES (1)")
    return .done(.null)
  }
}
