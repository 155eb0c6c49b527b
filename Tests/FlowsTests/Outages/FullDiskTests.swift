import Flows
import Ground
import Storage
import Synchronization
import Testing

/// SQLite says that the disk is full where the file may not grow (`max_page_count`), with the same code and the same
/// end of the transaction.
@Suite struct FullDiskTests {
  private static let flow = Definition.chain([
    ("First", Definition.task("press.print")), ("Second", Definition.task("press.print")),
  ])

  @Test func `a full disk stops everything and loses nothing`() throws {
    let site = try Site(["print": Self.flow])
    let connection = try site.connection()
    let names = (0..<20).map { "p\($0)" }
    for name in names { try site.start("print", named: name, in: connection) }
    try Self.fill(connection)

    let error = #expect(throws: DatabaseError.self) { try site.settle(connection) }
    #expect(error?.isOutage == true)
    #expect(try Set(Site.statuses(connection).values) == ["running"])
    #expect(try Site.effects(connection).isEmpty)

    try Self.makeRoom(connection)
    try site.settle(connection)
    #expect(try Set(Site.statuses(connection).values) == ["succeeded"])
    #expect(try Site.effects(connection) == names.flatMap { ["\($0)/1", "\($0)/2"] }.sorted())
  }

  @Test func `what cannot be kept has not begun`() throws {
    let site = try Site(["print": Self.flow])
    let connection = try site.connection()
    try Self.fill(connection)
    var begun: [String] = []
    let error = #expect(throws: DatabaseError.self) {
      for number in 0..<1_000 {
        try site.start("print", named: "p\(number)", in: connection)
        begun.append("p\(number)")
      }
    }
    #expect(error?.isOutage == true)
    #expect(try Site.statuses(connection).keys.sorted() == begun.sorted())
  }

  @Test func `the worker waits out a full disk and goes on`() async throws {
    let site = try Site(["print": Self.flow])
    let database = try site.database()
    try await database.write {
      [engine = site.engine, now = site.now] (connection) throws(DatabaseError) in
      for number in 0..<10 {
        _ = try engine.start("print", named: "p\(number)", input: [:], now: now, in: connection)
      }
    }
    try await database.write { (connection) throws(DatabaseError) in try Self.fill(connection) }
    let worker = FlowWorker(engine: site.engine, database: database, clock: site.clock)
    let (outages, told) = AsyncStream.makeStream(of: DatabaseError.self)
    let running = Task {
      await worker.run(every: .milliseconds(1), untilIdleFor: .zero) { told.yield($0) }
      told.finish()
    }
    var heard = outages.makeAsyncIterator()
    _ = await heard.next()
    try await database.write { (connection) throws(DatabaseError) in try Self.makeRoom(connection) }
    await running.value
    let effects = try await database.read { (connection) throws(DatabaseError) in
      try connection.rows("SELECT key FROM effect ORDER BY key") { (row) in row.text(0) }
    }
    #expect(effects == (0..<10).flatMap { ["p\($0)/1", "p\($0)/2"] })
  }

  @Test func `an outage is tried again after the interval and not at once`() async throws {
    let site = try Site(["print": Self.flow])
    let database = try site.database()
    try await database.write {
      [engine = site.engine, now = site.now] (connection) throws(DatabaseError) in
      for number in 0..<10 {
        _ = try engine.start("print", named: "p\(number)", input: [:], now: now, in: connection)
      }
    }
    try await database.write { (connection) throws(DatabaseError) in try Self.fill(connection) }
    let worker = FlowWorker(engine: site.engine, database: database, clock: site.clock)
    let (outages, told) = AsyncStream.makeStream(of: DatabaseError.self)
    let count = Mutex(0)
    let running = Task {
      await worker.run(every: .seconds(3_600)) { outage in
        count.withLock { $0 += 1 }
        told.yield(outage)
      }
    }
    var heard = outages.makeAsyncIterator()
    _ = await heard.next()
    // Time enough for many more, were it not to wait.
    for _ in 0..<200 {
      try await database.write { (connection) throws(DatabaseError) in
        _ = try connection.rows("SELECT count(*) FROM execution") { (row) in row.integer(0) }
      }
    }
    #expect(count.withLock { $0 } == 1)
    running.cancel()
    await running.value
  }

  private static func fill(_ connection: Connection) throws(DatabaseError) {
    let pages = try connection.rows("PRAGMA page_count") { (row) in row.integer(0) }.first ?? 0
    // A page is what a SELECT needs no more of; the pragma takes no value from outside.
    _ = try connection.rows("PRAGMA max_page_count = \(pages)") { (row) in row.integer(0) }
  }

  private static func makeRoom(_ connection: Connection) throws(DatabaseError) {
    _ = try connection.rows("PRAGMA max_page_count = 1000000") { (row) in row.integer(0) }
  }
}
