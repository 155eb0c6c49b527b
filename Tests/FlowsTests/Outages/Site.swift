import Flows
import Foundation
import Ground
import Storage
import Synchronization
import TestKit

/// A place where executions live in a file, which may be shut down, damaged and opened again.
final class Site {
  /// What a Task of the flow does: it writes a row, so that a second time would show.
  static let effects = Layout(
    "effects",
    Migration("CREATE TABLE effect (key TEXT NOT NULL, filling BLOB) STRICT")
  )

  let folder: TemporaryFolder
  let clock = VirtualTime(Date(milliseconds: 1_795_000_000_000))
  let engine: FlowEngine

  init(_ flows: [String: JSON], folder: TemporaryFolder? = nil) throws {
    self.folder = try folder ?? TemporaryFolder()
    let draws = Mutex(SeededGenerator(seed: 7))
    engine = FlowEngine(
      flows: try flows.map { try Flow(name: $0.key, text: $0.value.text) },
      connectors: Connectors([Press(), Courier()]),
      entropy: { draws.withLock { $0.next() } }
    )
  }

  var path: String { folder.path("site.sqlite") }
  var now: Int { clock.now().milliseconds }

  func connection() throws -> Connection {
    let connection = try Connection(path: path)
    try connection.migrate([ExecutionStore.layout, Self.effects])
    return connection
  }

  func database() throws -> Database {
    try Database(path: path, layouts: [ExecutionStore.layout, Self.effects])
  }

  func start(_ flow: String, named name: String, in connection: Connection) throws {
    try connection.transaction { (connection) throws(DatabaseError) in
      _ = try engine.start(flow, named: name, input: [:], now: now, in: connection)
    }
  }

  /// Runs what is due now.
  func settle(_ connection: Connection) throws {
    while true {
      let round = try connection.transaction { (connection) throws(DatabaseError) in
        try engine.round(replies: [], now: now, limit: 100, in: connection)
      }
      if round.executions == 0 { return }
    }
  }

  /// Lets time pass, forward or back; nothing runs meanwhile.
  func pass(_ seconds: Int) { clock.set(to: clock.now().addingTimeInterval(Double(seconds))) }

  /// The keys of the effects there are, in order.
  static func effects(_ connection: Connection) throws -> [String] {
    try connection.rows("SELECT key FROM effect ORDER BY key") { (row) in row.text(0) }
  }

  static func statuses(_ connection: Connection) throws -> [String: String] {
    let rows = try connection.rows("SELECT name, status FROM execution") { (row) in
      (row.text(0), row.text(1))
    }
    return Dictionary(rows) { first, _ in first }
  }

  /// The bytes of the database and of what lies beside it, by name; shared memory and empty files are nobody's data.
  func bytes() throws -> [String: Data] {
    var bytes: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    where !name.hasSuffix("-shm") {
      let data = try Data(contentsOf: folder.url.appending(path: name))
      if !data.isEmpty { bytes[name] = data }
    }
    return bytes
  }

  /// The files as they are now, in a place of their own: what a machine that stops now leaves behind.
  func left() throws -> Site {
    let copy = try TemporaryFolder()
    for (name, data) in try bytes() { try data.write(to: copy.url.appending(path: name)) }
    return Site(copyOf: self, in: copy)
  }

  private init(copyOf other: Site, in folder: TemporaryFolder) {
    self.folder = folder
    engine = other.engine
    clock.set(to: other.clock.now())
  }
}

/// `rakel:press.print` leaves a row of 2,000 bytes; `ask` waits.
struct Press: LocalConnector {
  let name = "press"
  let verbs = [Verb("print", optional: ["*"]), Verb("ask", waiting: .always, optional: ["*"])]

  func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    if request.verb == "ask" { return .waiting }
    try connection.run(
      "INSERT INTO effect (key, filling) VALUES (?, ?)",
      .text(request.key),
      .blob([UInt8](repeating: 1, count: 2_000))
    )
    return .done([:])
  }
}
