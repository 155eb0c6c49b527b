import Flows
import Foundation
import Ground
import StatesLanguage
import Storage
import Synchronization
import Testing

/// An engine on a database that is nowhere, by a clock that the test sets.
final class FlowRoom {
  let connection: Connection
  let engine: FlowEngine
  let workshop: Workshop
  let store = ExecutionStore()
  /// Milliseconds since 1970.
  var now = 1_795_000_000_000
  /// The calls outside that are made and not yet replied to.
  var calls: [Round.Call] = []

  init(_ flows: [String: JSON], seed: UInt64 = 1) throws {
    let workshop = Workshop()
    let draws = Mutex(SeededGenerator(seed: seed))
    self.workshop = workshop
    connection = try Connection(path: ":memory:")
    try connection.migrate([ExecutionStore.layout])
    engine = FlowEngine(
      flows: try flows.map { try Flow(name: $0.key, text: $0.value.text) },
      connectors: Connectors([workshop, Courier()]),
      entropy: { draws.withLock { $0.next() } },
      onWaitEnded: { (token, _, _) throws(DatabaseError) in workshop.end(token) }
    )
  }

  /// Starts a flow and runs it to its first wait.
  func start(_ flow: String, _ input: JSON = [:]) throws -> String {
    let name = try engine.start(flow, input: input, now: now, in: connection)
    try settle()
    return try #require(name)
  }

  /// Runs what is due now, without replying to calls.
  func settle(_ replies: [Round.Reply] = []) throws {
    var replies = replies
    while true {
      let round = try connection.transaction { (connection) throws(DatabaseError) in
        try engine.round(replies: replies, now: now, limit: 100, in: connection)
      }
      replies = []
      calls += round.calls
      if round.executions == 0 { return }
    }
  }

  /// Lets so many seconds pass and runs what is due then, at once.
  func pass(_ seconds: Double) throws {
    now += Int(seconds * 1_000)
    try settle()
  }

  /// Jumps from one moment at which something is due to the next, until nothing is, or `most` jumps are made.
  func finish(most: Int = .max) throws {
    var jumps = 0
    while jumps < most, let due = try store.nextDue(in: connection) {
      now = max(now, due)
      try settle()
      jumps += 1
    }
  }

  /// Replies to every call that is out.
  func reply() async throws {
    let out = calls
    calls = []
    var replies: [Round.Reply] = []
    for call in out { replies.append(await call.reply()) }
    try settle(replies)
  }

  /// Answers the question that `execution` has asked last; whether somebody still waited.
  @discardableResult
  func answer(_ execution: String, _ value: JSON = "ja") throws -> Bool {
    guard let token = workshop.token(of: execution) else { return false }
    let isAwaited = try engine.answer(token, with: .success(value), now: now, in: connection)
    try settle()
    return isAwaited
  }

  @discardableResult
  func operate(_ operation: FlowOperation, _ name: String) throws -> FlowRefusal? {
    let refusal = try connection.transaction { (connection) throws(DatabaseError) in
      try engine.operate(operation, on: name, by: "ida", now: now, in: connection)
    }
    try settle()
    return refusal
  }

  func execution(_ name: String) throws -> Execution {
    try #require(try store.execution(named: name, in: connection), "\(name)")
  }

  func status(_ name: String) throws -> Execution.Status { try execution(name).status }

  /// What an execution came to, or is at.
  func output(_ name: String) throws -> JSON? {
    try execution(name).output.map { try JSON(parsing: $0) }
  }

  func history(_ name: String) throws -> [ExecutionEvent] {
    try store.history(of: execution(name).id, in: connection)
  }

  /// Every execution, parents before their children.
  func all() throws -> [Execution] {
    var query = ExecutionQuery()
    query.limit = .max
    return try store.find(query, in: connection).sorted { $0.id < $1.id }.map {
      try execution($0.name)
    }
  }
}

/// A connector whose tasks do as the test says.
final class Workshop: LocalConnector {
  let name = "work"
  let verbs = [
    Verb("echo", optional: ["*"]), Verb("try", optional: ["*"]),
    Verb("ask", waiting: .always, optional: ["*"]),
  ]

  private struct Book {
    var broken: Set<String> = []
    var keys: [String] = []
    var tokens: [String: String] = [:]
    var ended: [String] = []
  }
  private let book = Mutex(Book())

  /// The things with which `try` fails, by the parameter `thing`, with the error `Broken`.
  var broken: Set<String> {
    get { book.withLock { $0.broken } }
    set { book.withLock { $0.broken = newValue } }
  }

  /// The idempotency keys of every task done, in order.
  var keys: [String] { book.withLock { $0.keys } }

  /// The tokens that were closed.
  var ended: [String] { book.withLock { $0.ended } }

  func token(of execution: String) -> String? { book.withLock { $0.tokens[execution] } }

  func end(_ token: String) { book.withLock { $0.ended.append(token) } }

  func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    book.withLock { book in
      book.keys.append(request.key)
      switch request.verb {
      case "ask":
        book.tokens[request.execution] = request.token
        return .waiting
      case "try" where book.broken.contains(request.parameters["thing"]?.string ?? ""):
        return .failed(error: "Broken", cause: "it is broken")
      default: return .done(request.parameters)
      }
    }
  }
}

/// A connector that reaches outside, where everything is as it is told.
struct Courier: RemoteConnector {
  let name = "out"
  let verbs = [Verb("send", optional: ["*"])]

  func perform(_ request: TaskRequest) async -> TaskOutcome {
    request.parameters["fails"]?.bool == true
      ? .failed(error: "Refused", cause: "") : .done(["sent": request.parameters])
  }
}

/// Definitions for tests.
enum Definition {
  /// States one after the other.
  static func chain(_ states: [(String, JSON)], more: JSON = [:]) -> JSON {
    var all = JSONObject()
    for (index, (name, state)) in states.enumerated() {
      var fields = state.object ?? JSONObject()
      let isLast = ["Choice", "Succeed", "Fail"].contains(fields["Type"]?.string)
      if !isLast, fields["Next"] == nil, fields["End"] == nil {
        if index + 1 < states.count {
          fields["Next"] = .string(states[index + 1].0)
        } else {
          fields["End"] = true
        }
      }
      all[name] = .object(fields)
    }
    var machine: JSONObject = more.object ?? JSONObject()
    machine["StartAt"] = .string(states[0].0)
    machine["States"] = .object(all)
    return .object(machine)
  }

  static func task(_ verb: String, _ more: JSON = [:]) -> JSON {
    var fields: JSONObject = more.object ?? JSONObject()
    fields["Type"] = "Task"
    fields["Resource"] = .string("rakel:\(verb)")
    return .object(fields)
  }

  static let ask = task("work.ask.waitForTaskToken")

  static func wait(_ seconds: Int) -> JSON { ["Type": "Wait", "Seconds": .integer(seconds)] }

  /// A Map over `$.items`, each of which is tried by its name.
  static func map(_ states: [(String, JSON)], distributed: Bool = true, _ more: JSON = [:]) -> JSON
  {
    var fields: JSONObject = more.object ?? JSONObject()
    fields["Type"] = "Map"
    fields["ItemsPath"] = "$.items"
    var processor: JSONObject = chain(states).object ?? JSONObject()
    processor["ProcessorConfig"] = ["Mode": distributed ? "DISTRIBUTED" : "INLINE"]
    fields["ItemProcessor"] = .object(processor)
    return .object(fields)
  }

  static let tryItem = task("work.try", ["Parameters": ["thing.$": "$"]])
}
