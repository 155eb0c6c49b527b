import Flows
import Foundation
import Ground
import StatesLanguage
import Storage
import TestKit
import Testing

@Suite struct FlowWorkerTests {
  private static let machine = """
    {"StartAt": "A", "States": {
      "A": {"Type": "Task", "Resource": "rakel:out.do", "Next": "B"},
      "B": {"Type": "Wait", "Seconds": 60, "Next": "C"}, "C": {"Type": "Succeed"}}}
    """

  private let clock = VirtualTime(Date(timeIntervalSince1970: 1_795_000_000))
  private let script = ConnectorScript { request, _ in .done(.string(request.key)) }

  private func engine() throws -> FlowEngine {
    FlowEngine(
      flows: [try Flow(name: "Flow", text: Self.machine)],
      connectors: Connectors([ScriptedRemote(script)])
    )
  }

  private func start(_ engine: FlowEngine, in database: Database) async throws -> String {
    let now = clock.now().milliseconds
    return try await database.write { (connection) throws(DatabaseError) in
      try engine.start("Flow", input: [:], now: now, in: connection) ?? ""
    }
  }

  private func state(_ name: String, in database: Database) async throws -> Execution? {
    try await database.read { (connection) throws(DatabaseError) in
      try ExecutionStore().execution(named: name, in: connection)
    }
  }

  @Test func `settles with calls between the rounds`() async throws {
    let (engine, database) = (try engine(), try Self.database())
    let worker = FlowWorker(engine: engine, database: database, clock: clock)
    var names: [String] = []
    for _ in 0..<20 { names.append(try await start(engine, in: database)) }
    #expect(try await worker.settle() == 20)
    #expect(Set(script.requests.map(\.key)).count == 20)
    #expect(try await worker.nextDue() == clock.now().milliseconds + 60_000)
    clock.set(to: clock.now().addingTimeInterval(60))
    #expect(try await worker.settle() == 40)
    for name in names {
      let execution = try await state(name, in: database)
      #expect(execution?.status == .succeeded)
      #expect(execution?.output == #""\#(name)/1""#)
    }
  }

  @Test func `takes one execution on where it is started, and leaves the others in line`()
    async throws
  {
    let (engine, database) = (try engine(), try Self.database())
    let worker = FlowWorker(engine: engine, database: database, clock: clock)
    let other = try await start(engine, in: database)
    let now = clock.now().milliseconds
    let (name, left) = try await database.write { (connection) throws(DatabaseError) in
      let name = try engine.start("Flow", input: [:], now: now, in: connection) ?? ""
      return (name, try engine.advance(name, now: now, in: connection))
    }
    #expect(!left.isNothing)
    #expect(try await state(name, in: database)?.waiting == .call)
    #expect(try await state(other, in: database)?.due == now)
    await worker.take(over: left)
    try await worker.settle()
    #expect(script.requests.map(\.key).count == 2)
    #expect(try await state(name, in: database)?.cursor.state == "B")
  }

  @Test func `takes a fork on with its branches, and what follows it`() async throws {
    let flow = """
      {"StartAt": "A", "States": {"A": {"Type": "Parallel", "Next": "B", "Branches": [
        {"StartAt": "C", "States": {"C": {"Type": "Pass", "Result": 1, "End": true}}},
        {"StartAt": "D", "States": {"D": {"Type": "Pass", "Result": 2, "End": true}}}]},
        "B": {"Type": "Succeed"}}}
      """
    let engine = FlowEngine(
      flows: [try Flow(name: "Flow", text: flow)],
      connectors: Connectors([])
    )
    let (database, now) = (try Self.database(), clock.now().milliseconds)
    let (name, left) = try await database.write { (connection) throws(DatabaseError) in
      let name = try engine.start("Flow", input: [:], now: now, in: connection) ?? ""
      return (name, try engine.advance(name, now: now, in: connection))
    }
    #expect(left.isNothing)
    #expect(try await state(name, in: database)?.output == "[1,2]")
  }

  @Test(arguments: ["data = '{'", "waiting = 'dreaming'", "definition = 2"])
  func `ends one as failed that it is to take on and cannot read`(damage: String) async throws {
    let (engine, database) = (try engine(), try Self.database())
    let name = try await start(engine, in: database)
    let now = clock.now().milliseconds
    let (left, status) = try await database.write { (connection) throws(DatabaseError) in
      try connection.run(
        "INSERT INTO definition (id, hash, flow, text) VALUES (2, 'x', 'Flow', '{')"
      )
      try connection.run("UPDATE execution SET \(damage)")
      let left = try engine.advance(name, now: now, in: connection)
      return (left, try ExecutionStore().status(of: name, in: connection))
    }
    #expect(left.isNothing && status == .failed)
  }

  @Test func `makes calls again that were on their way when another worker stopped`() async throws {
    let database = try Self.database()
    let (first, second) = (try engine(), try engine())
    let name = try await start(first, in: database)
    let now = clock.now().milliseconds
    // A round whose calls are never made: Rakel stops right after it.
    let round = try await database.write { (connection) throws(DatabaseError) in
      try first.round(replies: [], now: now, limit: 1, in: connection)
    }
    #expect(round.calls.count == 1)
    let worker = FlowWorker(engine: second, database: database, clock: clock)
    #expect(try await worker.settle() == 0)
    try await worker.recover()
    #expect(try await worker.settle() == 1)
    #expect(script.requests.map(\.key) == ["\(name)/1"])
  }

  @Test func `runs until it is stopped, and wakes for what is new`() async throws {
    let (engine, database) = (try engine(), try Self.database())
    let worker = FlowWorker(engine: engine, database: database, clock: clock)
    let outages = Mutexed(0)
    let running = _Concurrency.Task {
      await worker.run(every: .seconds(3_600)) { _ in outages.withLock { $0 += 1 } }
    }
    let name = try await start(engine, in: database)
    while try await state(name, in: database)?.cursor.state != "B" {
      await worker.wake()
      await _Concurrency.Task.yield()
    }
    running.cancel()
    await running.value
    #expect(outages.withLock { $0 } == 0)
  }

  private static func database() throws -> Database {
    try Database(path: ":memory:", layouts: [ExecutionStore.layout])
  }
}
