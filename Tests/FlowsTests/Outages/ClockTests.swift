import Flows
import Ground
import Storage
import Testing

/// Rakel was down, or the machine's clock was set, while executions waited.
@Suite struct ClockTests {
  private static let waits = Definition.chain([
    ("Wait", Definition.wait(60)), ("Print", Definition.task("press.print")),
    ("Wait again", Definition.wait(60)), ("Print again", Definition.task("press.print")),
  ])
  private static let prints = Definition.chain([("Print", Definition.task("press.print"))])

  @Test func `a timer that was due while Rakel was down fires once`() throws {
    let site = try Site(["waits": Self.waits])
    try start("waits", at: site)
    site.pass(86_400)
    for _ in 0..<3 {
      let connection = try site.connection()
      try site.settle(connection)
      #expect(try Site.effects(connection) == ["waits/2"])
    }
    site.pass(60)
    let connection = try site.connection()
    try site.settle(connection)
    try site.settle(connection)
    #expect(try Site.effects(connection) == ["waits/2", "waits/4"])
    #expect(try Site.statuses(connection) == ["waits": "succeeded"])
  }

  @Test func `a clock that is set forward makes what was due meanwhile due, once`() throws {
    let site = try Site(["waits": Self.waits])
    let connection = try site.connection()
    try start("waits", at: site)
    site.pass(10 * 365 * 86_400)
    try site.settle(connection)
    #expect(try Site.effects(connection) == ["waits/2"])
    site.pass(-10 * 365 * 86_400)
    try site.settle(connection)
    #expect(try Site.effects(connection) == ["waits/2"])
  }

  @Test func `a timer waits for its moment when the clock is set back`() throws {
    let site = try Site(["waits": Self.waits])
    let connection = try site.connection()
    try start("waits", at: site)
    site.pass(-3_600)
    try site.settle(connection)
    site.pass(3_600 + 59)
    try site.settle(connection)
    #expect(try Site.effects(connection).isEmpty)
    site.pass(1)
    try site.settle(connection)
    #expect(try Site.effects(connection) == ["waits/2"])
  }

  @Test func `what was to begin at once begins although the clock was set back`() async throws {
    let site = try Site(["prints": Self.prints])
    let connection = try site.connection()
    try site.start("prints", named: "p", in: connection)
    site.pass(-3_600)
    let worker = FlowWorker(engine: site.engine, database: try site.database(), clock: site.clock)
    try await worker.recover()
    try await worker.settle()
    #expect(try Site.effects(connection) == ["p/1"])
  }

  @Test func `an answer is taken up although the clock is set back while Rakel runs`() async throws
  {
    let ask = Definition.chain([
      ("Ask", Definition.task("press.ask.waitForTaskToken")),
      ("Print", Definition.task("press.print")),
    ])
    let site = try Site(["asks": ask])
    let database = try site.database()
    let connection = try site.connection()
    let worker = FlowWorker(engine: site.engine, database: database, clock: site.clock)
    try site.start("asks", named: "a", in: connection)
    try await worker.settle()
    let token = try #require(
      try connection.rows("SELECT token FROM execution") { (row) in row.optionalText(0) }.first
        ?? nil
    )
    let isTaken = try site.engine.answer(
      token,
      with: .success("ja"),
      now: site.now,
      in: connection
    )
    #expect(isTaken)
    site.pass(-3_600)
    try await worker.settle()
    #expect(try Site.effects(connection) == ["a/2"])
  }

  @Test func `a timer does not fire early because the clock is set back`() async throws {
    let site = try Site(["waits": Self.waits])
    let connection = try site.connection()
    let worker = FlowWorker(engine: site.engine, database: try site.database(), clock: site.clock)
    try site.start("waits", named: "w", in: connection)
    try await worker.settle()
    site.pass(-3_600)
    try await worker.settle()
    try await worker.settle()
    #expect(try Site.effects(connection).isEmpty)
  }

  private func start(_ flow: String, at site: Site) throws {
    let connection = try site.connection()
    try site.start(flow, named: flow, in: connection)
    try site.settle(connection)
  }
}
