import Ground
import StatesLanguage
import Storage
import Testing

// The statement, of which the plan is asked, is the store's own.
@testable import Flows

@Suite struct ExecutionStoreSearchTests {
  private let store = ExecutionStore()
  private let connection: Connection

  init() throws {
    connection = try Connection(path: ":memory:")
    try connection.migrate([ExecutionStore.layout])
    let flow = try Flow(
      name: "A",
      text: #"{"StartAt":"s","States":{"s":{"Type":"Succeed"},"t":{"Type":"Succeed"}}}"#
    )
    let definition = try store.definition(of: flow, in: connection)
    let rows: [(name: String, flow: String, state: String, kind: Execution.Kind, user: String?)] = [
      ("A-1", "A", "s", .run, "kari"), ("A-2", "A", "t", .run, "per"),
      ("A-2.1.0", "A", "s", .item, "per"),
      ("B-1", "B", "s", .run, nil), ("B-1.1.0", "B", "t", .branch, nil),
      ("C'--", "C", "s", .run, "kari"),
    ]
    let statuses: [Execution.Status] = [
      .running, .failed, .paused, .timedOut, .succeeded, .cancelled,
    ]
    for (index, row) in rows.enumerated() {
      var execution = Execution(
        id: 0,
        name: row.name,
        flow: row.flow,
        definition: definition,
        kind: row.kind,
        status: statuses[index],
        parent: nil,
        root: 0,
        cursor: Cursor(entering: row.state, with: "no list reads me", at: index),
        waiting: .step,
        due: index,
        limits: Execution.Limits(),
        token: nil,
        answer: nil,
        join: Execution.Join(),
        user: row.user,
        device: row.user.map { "pc-\($0)" },
        input: nil,
        item: nil,
        started: 1_000 * index,
        changed: 0,
        ended: nil,
        seed: 0,
        events: 0,
        output: nil,
        failure: nil
      )
      execution.id = try store.insert(execution, in: connection)
      if statuses[index].isFailure { execution.failure = StateFailure("E\(index)", "") }
      try store.update(execution, in: connection)
    }
  }

  private static func query(_ change: (inout ExecutionQuery) -> Void) -> ExecutionQuery {
    var query = ExecutionQuery()
    change(&query)
    return query
  }

  static let queries: [(ExecutionQuery, [String])] = [
    (query { _ in }, ["C'--", "B-1.1.0", "B-1", "A-2.1.0", "A-2", "A-1"]),
    (query { $0.limit = 2 }, ["C'--", "B-1.1.0"]),
    (query { $0.names = ["A-1", "C'--"] }, ["C'--", "A-1"]),
    (query { $0.names = ["nobody"] }, []), (query { $0.flow = "A" }, ["A-2.1.0", "A-2", "A-1"]),
    (query { $0.flow = "A' OR 1=1 --" }, []), (query { $0.state = "t" }, ["B-1.1.0", "A-2"]),
    (query { $0.user = "per" }, ["A-2.1.0", "A-2"]),
    (query { $0.device = "pc-kari" }, ["C'--", "A-1"]),
    (query { $0.error = "E1" }, ["A-2"]), (query { $0.error = "E2" }, []),
    (query { $0.statuses = [.failed, .timedOut] }, ["B-1", "A-2"]),
    (query { $0.statuses = [.succeeded, .failed] }, ["B-1.1.0", "A-2"]),
    (query { $0.statuses = [.paused] }, ["A-2.1.0"]),
    (query { $0.kinds = [.item, .branch] }, ["B-1.1.0", "A-2.1.0"]),
    (query { $0.startedBefore = 1_000 }, ["A-2", "A-1"]),
    (query { $0.startedAfter = 4_000 }, ["C'--", "B-1.1.0"]),
    (
      query {
        $0.flow = "A"
        $0.state = "s"
        $0.kinds = [.run]
        $0.statuses = [.running]
        $0.startedAfter = 0
      }, ["A-1"]
    ),
  ]

  @Test(arguments: queries)
  func `finds what is asked for, the newest first`(query: ExecutionQuery, names: [String]) throws {
    #expect(try store.find(query, in: connection).map(\.name) == names)
    if query.limit == 100 { #expect(try store.count(query, in: connection) == names.count) }
  }

  @Test(arguments: queries)
  func `goes through what is asked for page by page`(query: ExecutionQuery, names: [String]) throws
  {
    guard query.limit == 100 else { return }
    var found: [String] = []
    var last = 0
    while let page = Optional(try store.page(query, after: last, most: 2, in: connection)),
      let end = page.last
    {
      found += page.map(\.name)
      last = end.id
    }
    #expect(found == names.reversed())
  }

  @Test func `says what it knows without the data`() throws {
    let found = try store.find(Self.query { $0.names = ["A-2"] }, in: connection).first
    #expect(
      found
        == ExecutionSummary(
          id: 2,
          name: "A-2",
          flow: "A",
          kind: .run,
          status: .failed,
          state: "t",
          waiting: .step,
          due: 1,
          user: "per",
          device: "pc-per",
          started: 1_000,
          changed: 0,
          ended: nil,
          error: "E1"
        )
    )
  }

  @Test(arguments: [
    (query { $0.names = ["A-1"] }, "sqlite_autoindex_execution_1 (name=?)"),
    (query { $0.flow = "A" }, "executionOfFlow (flow=?)"),
    (
      query {
        $0.flow = "A"
        $0.state = "s"
        $0.statuses = [.running, .queued]
      }, "executionOfFlow (flow=? AND status=?)"
    ),
    (query { $0.user = "kari" }, "executionOfUser (user=?)"),
    (query { $0.device = "x" }, "executionOfDevice (device=?)"),
    (query { $0.error = "E" }, "executionFailed (status=? AND error=?)"),
    (query { $0.statuses = [.failed, .timedOut] }, "executionFailed (status=? AND error>?)"),
    (query { $0.statuses = [.paused] }, "executionPaused"),
    (query { $0.startedBefore = 5 }, "executionStarted (started<?)"),
    (query { $0.startedAfter = 5 }, "executionStarted (started>?)"),
    (query { _ in }, "executionStarted"),
  ])
  func `looks it up in an index`(query: ExecutionQuery, index: String) throws {
    let sql = "EXPLAIN QUERY PLAN \(ExecutionStore.newest(query))"
    let plan = try connection.rows(sql) { (row) in row.text(3) }
    #expect(plan.contains { $0.hasSuffix(index) }, "\(plan)")
  }
}
