package import Flows
package import Ground
package import StatesLanguage
package import Storage
internal import Synchronization

/// An engine over a database of its own, taken from round to round by hand; time passes only where it is told to.
package struct FlowBench {
  package let connection: Connection
  package private(set) var engine: FlowEngine
  /// The time, in milliseconds since 1970.
  package var now = 1_795_000_000_000
  /// The calls outside that a round has left to make.
  package private(set) var calls: [Round.Call] = []
  private var flow: Flow
  private let connectors: Connectors
  private let entropy: Mutexed<SeededGenerator>
  private let abandoned = Mutexed<[String]>([])

  /// A bench with the one flow `Flow`, and no execution.
  ///
  /// - Parameters:
  ///   - seed: What names, tokens and random numbers are drawn from.
  ///   - path: The file of the database.
  package init(
    _ definition: JSON,
    connectors: Connectors = Connectors([]),
    seed: UInt64 = 1,
    path: String = ":memory:"
  ) throws {
    connection = try Connection(path: path)
    try connection.migrate([ExecutionStore.layout])
    self.connectors = connectors
    entropy = Mutexed(SeededGenerator(seed: seed))
    flow = try Flow(name: "Flow", text: definition.text)
    engine = FlowEngine(flows: [], connectors: connectors)
    try restart()
  }

  /// Restarts with another definition of the flow.
  package mutating func restart(with definition: JSON) throws {
    flow = try Flow(name: "Flow", text: definition.text)
    try restart()
  }

  /// Puts an engine that knows nothing in the place of the one there was, as a restart does.
  package mutating func restart() throws {
    let (entropy, abandoned) = (entropy, abandoned)
    engine = FlowEngine(
      flows: [flow],
      connectors: connectors,
      entropy: { entropy.withLock { $0.next() } },
      onWaitEnded: { (token, _, _) throws(DatabaseError) in abandoned.withLock { $0.append(token) }
      }
    )
    calls = []
    try ExecutionStore().requeueCalls(in: connection)
  }

  /// Tokens that nobody waits for any more and that were not answered, in order.
  package var abandonedTokens: [String] { abandoned.withLock { $0 } }

  /// Starts an execution and gives its name.
  package func start(_ input: JSON = .object(JSONObject())) throws -> String {
    let name = try connection.transaction { (connection) throws(DatabaseError) in
      try engine.start("Flow", input: input, now: now, in: connection)
    }
    return name ?? ""
  }

  /// One round; the calls it asks for are kept in ``calls``.
  @discardableResult
  package mutating func round(
    replies: [Round.Reply] = [],
    limit: Int = 200
  ) throws -> Round {
    let round = try connection.transaction { (connection) throws(DatabaseError) in
      try engine.round(replies: replies, now: now, limit: limit, in: connection)
    }
    calls += round.calls
    return round
  }

  /// Makes the calls that are to be made, and gives what came of them.
  package mutating func replies() async -> [Round.Reply] {
    let made = calls
    calls = []
    var replies: [Round.Reply] = []
    for call in made { replies.append(await call.reply()) }
    return replies
  }

  /// Rounds, with the calls between them, until nothing is due now.
  package mutating func settle() async throws {
    for _ in 0..<10_000 {
      let replies = await replies()
      guard try round(replies: replies).executions > 0 || !calls.isEmpty else { return }
    }
    throw Endless()
  }

  /// Settles, and lets time pass to when something is due again, until nothing is.
  package mutating func run() async throws {
    for _ in 0..<10_000 {
      try await settle()
      guard let due = try ExecutionStore().nextDue(in: connection) else { return }
      now = max(now, due)
    }
    throw Endless()
  }

  /// It goes on and on.
  package struct Endless: Error {}
}

extension FlowBench {
  /// The execution of that name.
  package func execution(_ name: String) throws -> Execution {
    guard let execution = try ExecutionStore().execution(named: name, in: connection) else {
      throw Missing(name: name)
    }
    return execution
  }

  /// There is no such execution.
  package struct Missing: Error { let name: String }

  /// How an execution ended, in a line: `= output`, `! error: cause`, or its status; also of one that cannot be read.
  package func outcome(_ name: String) throws -> String {
    let lines = try connection.rows(
      "SELECT status, output, error, cause FROM execution WHERE name = ?",
      .text(name)
    ) { (row) in
      switch row.text(0) {
      case "succeeded": "= \(row.text(1))"
      case "failed": "! \(row.text(2)): \(row.text(3))"
      default: row.text(0)
      }
    }
    guard let line = lines.first else { throw Missing(name: name) }
    return line
  }

  /// What happened to an execution.
  package func history(_ name: String) throws -> [ExecutionEvent] {
    let rows = try connection.rows("SELECT id FROM execution WHERE name = ?", .text(name)) {
      (row) in
      row.integer(0)
    }
    guard let row = rows.first else { throw Missing(name: name) }
    return try ExecutionStore().history(of: row, in: connection)
  }

  /// The history in words, each the kind and the state: `entered A`.
  package func story(_ name: String) throws -> [String] {
    try history(name).map { event in
      event.state.isEmpty ? event.kind.rawValue : "\(event.kind.rawValue) \(event.state)"
    }
  }

  /// Where replays of what is stored lead elsewhere than it did.
  package func differences() throws -> [String] {
    try Execution.Status.allCases.flatMap(names).compactMap { name in
      try engine.replay(execution(name), against: flow, in: connection).map { "\($0)" }
    }
  }

  /// The names of all executions of that status, in the order in which they began.
  package func names(_ status: Execution.Status) throws -> [String] {
    try connection.rows(
      "SELECT name FROM execution WHERE status = ? ORDER BY id",
      .text(status.rawValue)
    ) { (row) in row.text(0) }
  }

  /// The tokens that somebody is waited for with, by name.
  package func tokens() throws -> [String] {
    try connection.rows(
      """
      SELECT token FROM execution WHERE status = 'running' AND waiting = 'token' ORDER BY name
      """
    ) { (row) in row.text(0) }
  }

  /// Answers a token; false where nobody waits for it.
  package func answer(_ token: String, _ result: Result<JSON, StateFailure>) throws -> Bool {
    try connection.transaction { (connection) throws(DatabaseError) in
      try engine.answer(token, with: result, now: now, in: connection)
    }
  }

  /// Gives a sign of life; false where nobody waits for it.
  package func beat(_ token: String) throws -> Bool {
    try connection.transaction { (connection) throws(DatabaseError) in
      try engine.beat(token, now: now, in: connection)
    }
  }
}
