import Flows
import Ground
import StatesLanguage
import Storage
import TestKit
import Testing

/// ``FlowEngine/begin(_:named:input:now:in:)``: a run that is written once, when it has come as far as it goes.
@Suite struct BeginningTests {
  /// All that is stored, once a run has been started and taken on.
  private static func stored(
    of bench: FlowBench,
    from input: JSON,
    atOnce: Bool
  ) throws -> [[SQLValue]] {
    let (engine, now) = (bench.engine, bench.now)
    try bench.connection.transaction { (connection) throws(DatabaseError) in
      let name = engine.name(for: "Flow")
      if atOnce {
        #expect(try engine.begin("Flow", named: name, input: input, now: now, in: connection))
      } else {
        _ = try engine.start("Flow", named: name, input: input, now: now, in: connection)
      }
      _ = try engine.advance(name, now: now, in: connection)
    }
    let executions = try bench.connection.rows("SELECT * FROM execution ORDER BY id") { (row) in
      (0..<40).map { row[$0] }
    }
    let events = try bench.connection.rows("SELECT * FROM event ORDER BY execution, number") {
      (row) in (0..<6).map { row[$0] }
    }
    return executions + events
  }

  private static func bench(_ machine: RandomMachine, seed: UInt64) throws -> FlowBench {
    let script = ConnectorScript { (request, _) in RandomPlan.outcome(of: request) }
    let connectors = Connectors([ScriptedLocal(script), ScriptedRemote(script)])
    return try FlowBench(machine.definition, connectors: connectors, seed: seed)
  }

  @Test(arguments: 0..<8)
  func `leaves what starting and taking on leave`(batch: Int) throws {
    for seed in UInt64(batch * 25)..<UInt64(batch * 25 + 25) {
      let machine = RandomMachine(seed: seed)
      let two = try Self.stored(
        of: Self.bench(machine, seed: seed),
        from: machine.input,
        atOnce: false
      )
      let one = try Self.stored(
        of: Self.bench(machine, seed: seed),
        from: machine.input,
        atOnce: true
      )
      #expect(one == two, "seed \(seed)")
    }
  }

  @Test func `leaves a call outside to whoever takes it on`() throws {
    let script = ConnectorScript { (_, _) in .done(1) }
    let bench = try FlowBench(
      [
        "StartAt": "A",
        "States": [
          "A": ["Type": "Pass", "Next": "B"],
          "B": ["Type": "Task", "Resource": "rakel:out.do", "TimeoutSeconds": 5, "End": true],
        ],
      ],
      connectors: Connectors([ScriptedRemote(script)])
    )
    let (engine, now) = (bench.engine, bench.now)
    #expect(try engine.begin("Flow", named: "f", input: [:], now: now, in: bench.connection))
    let begun = try bench.execution("f")
    #expect(begun.waiting == .step && begun.due == now && begun.cursor.state == "B")
    #expect(try bench.story("f") == ["started", "entered A", "entered B"])
    #expect(try !engine.advance("f", now: now, in: bench.connection).isNothing)
    let called = try bench.execution("f")
    #expect(called.waiting == .call && called.limits.task == now + 5_000)
    #expect(script.requests.isEmpty)
  }

  @Test func `stores one that cannot be stepped as it was started`() throws {
    let bench = try FlowBench(
      [
        "StartAt": "A",
        "States": ["A": ["Type": "Task", "Resource": "rakel:half.way", "End": true]],
      ],
      connectors: Connectors([HalfWay()])
    )
    try bench.connection.run("CREATE TABLE half (n INTEGER UNIQUE) STRICT")
    let (engine, now) = (bench.engine, bench.now)
    try bench.connection.transaction { (connection) throws(DatabaseError) in
      #expect(try engine.begin("Flow", named: "f", input: [:], now: now, in: connection))
    }
    #expect(try bench.story("f") == ["started", "entered A"])
    #expect(try bench.connection.rows("SELECT n FROM half") { (row) in row.integer(0) }.isEmpty)
    #expect(try engine.advance("f", now: now, in: bench.connection).isNothing)
    #expect(try bench.outcome("f").hasPrefix("! Rakel.Database"))
  }

  @Test func `begins no flow that there is not`() throws {
    let bench = try FlowBench(["StartAt": "A", "States": ["A": ["Type": "Succeed"]]])
    #expect(try !bench.engine.begin("G", named: "g", input: [:], now: 0, in: bench.connection))
    #expect(try bench.names(.succeeded).isEmpty)
  }
}
