import Flows
import Ground
import Storage
import Testing

/// Another process holds the lock for longer than anybody waits.
@Suite struct LockedDatabaseTests {
  private static let flow = Definition.chain([
    ("Print", Definition.task("press.print")), ("Send", Definition.task("out.send")),
    ("Again", Definition.task("press.print")),
  ])

  @Test func `a locked database stops everything and loses nothing`() throws {
    let site = try Site(["print": Self.flow])
    let connection = try site.connection()
    try site.start("print", named: "p", in: connection)
    try connection.run("PRAGMA busy_timeout = 0")
    let other = try site.connection()
    try other.run("BEGIN IMMEDIATE")
    let error = #expect(throws: DatabaseError.self) { try site.settle(connection) }
    #expect(error?.isOutage == true)
    try other.run("ROLLBACK")
    try site.settle(connection)
    #expect(try Site.effects(connection) == ["p/1"])
  }

  @Test func `a reply that comes while the database is locked is taken up afterwards`() async throws
  {
    let site = try Site(["print": Self.flow])
    let database = try site.database()
    try await database.write {
      [engine = site.engine, now = site.now] (connection) throws(DatabaseError) in
      _ = try engine.start("print", named: "p", input: [:], now: now, in: connection)
      try connection.run("PRAGMA busy_timeout = 0")
    }
    let other = try site.connection()
    let door = Door()
    let engine = FlowEngine(flows: [], connectors: Connectors([Press(), door]))
    let worker = FlowWorker(engine: engine, database: database, clock: site.clock)
    let (outages, told) = AsyncStream.makeStream(of: DatabaseError.self)
    let running = Task {
      await worker.run(every: .milliseconds(1), untilIdleFor: .zero) { told.yield($0) }
      told.finish()
    }
    await door.called()
    try other.run("BEGIN IMMEDIATE")
    await door.open()
    var heard = outages.makeAsyncIterator()
    #expect(await heard.next()?.isOutage == true)
    try other.run("ROLLBACK")
    await running.value
    #expect(try Site.effects(other) == ["p/1", "p/3"])
    #expect(try Site.statuses(other) == ["p": "succeeded"])
  }
}

/// `rakel:out.send` that is answered when the test says so.
private actor Door: RemoteConnector {
  nonisolated let name = "out"
  nonisolated let verbs = [Verb("send", optional: ["*"])]
  private var isCalled = false
  private var isOpen = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func perform(_ request: TaskRequest) async -> TaskOutcome {
    isCalled = true
    wakeAll()
    while !isOpen { await change() }
    return .done([:])
  }

  /// Returns once somebody has called.
  func called() async {
    while !isCalled { await change() }
  }

  func open() {
    isOpen = true
    wakeAll()
  }

  private func change() async {
    await withCheckedContinuation { waiting.append($0) }
  }

  private func wakeAll() {
    let all = waiting
    waiting = []
    for continuation in all { continuation.resume() }
  }
}
