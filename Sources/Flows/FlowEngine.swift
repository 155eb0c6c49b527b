internal import Foundation
package import Ground
package import StatesLanguage
package import Storage
internal import Synchronization

/// Starts executions and takes them from step to step; everything in the caller's transaction.
///
/// A step is a pure function of what is stored (``Interpreter``), so one that was cut off is simply taken again. What
/// a step does outside is called after the step before it is on disk, and its result is the next step.
package final class FlowEngine: Sendable {
  private let library: Mutex<Library>
  let store = ExecutionStore()
  let entropy: @Sendable () -> UInt64
  let onWaitEnded: WaitEnded
  private let definitions = Mutex<[Int: Interpreter]>([:])

  /// - Parameters:
  ///   - entropy: what names, tokens and seeds are drawn from.
  ///   - onWaitEnded: told, in the same transaction, of each token that is no longer waited for without having been
  ///     answered: what was asked with it is to be closed.
  package init(
    flows: [Flow],
    connectors: Connectors,
    entropy: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) },
    onWaitEnded: @escaping WaitEnded = { (_, _, _) throws(DatabaseError) in }
  ) {
    library = Mutex(Library(flows, connectors))
    self.entropy = entropy
    self.onWaitEnded = onWaitEnded
  }

  /// The flows that can be started, and what their tasks may call.
  private struct Library {
    var flows: [String: Flow]
    var connectors: Connectors

    init(_ flows: [Flow], _ connectors: Connectors) {
      self.flows = Dictionary(flows.map { ($0.name, $0) }) { first, _ in first }
      self.connectors = connectors
    }
  }

  var flows: [String: Flow] { library.withLock { $0.flows } }
  var connectors: Connectors { library.withLock { $0.connectors } }

  /// Starts these flows from now on, and calls these connectors; what has been started goes on by its own definition.
  package func use(_ flows: [Flow], connectors: Connectors) {
    library.withLock { $0 = Library(flows, connectors) }
  }

  /// Told of a token and the time, in milliseconds since 1970.
  package typealias WaitEnded =
    @Sendable (_ token: String, _ now: Int, Connection) throws(DatabaseError) -> Void

  /// Whether there is a flow of that name.
  package func has(_ flow: String) -> Bool { flows[flow] != nil }

  /// Stores a new execution, due at once, and gives its name; nil where there is no such flow.
  ///
  /// - Parameter wanted: the name that it is to have, without dots. Where an execution has it already that one is left
  ///   as it is, so that who does not know whether they started it may start it again.
  package func start(
    _ flow: String,
    named wanted: String? = nil,
    input: JSON,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) -> String? {
    guard let flow = flows[flow] else { return nil }
    if let wanted, try store.execution(named: wanted, in: connection) != nil { return wanted }
    let seed = entropy()
    let name = wanted ?? name(for: flow.name)
    let execution = try execution(of: flow, named: name, seed, input, now: now, in: connection)
    try keep(execution, in: connection)
    return name
  }

  /// A name for the next execution of a flow, which no other has.
  package func name(for flow: String) -> String { "\(flow)-\(Self.letters(entropy(), 12))" }

  /// Stores an execution that has not begun.
  func keep(_ execution: Execution, in connection: Connection) throws(DatabaseError) {
    let id = try store.insert(execution, in: connection)
    try store.add(ExecutionEvent.first(of: execution), to: id, in: connection)
  }

  /// A new execution, due at once; nothing of it is stored.
  func execution(
    of flow: Flow,
    named name: String,
    _ seed: UInt64,
    _ input: JSON,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Execution {
    Execution(
      id: 0,
      name: name,
      flow: flow.name,
      definition: try definition(of: flow, in: connection),
      kind: .run,
      status: .running,
      parent: nil,
      root: 0,
      cursor: Cursor(entering: flow.machine.startAt, with: input, at: now),
      waiting: .step,
      due: now,
      limits: Execution.Limits(run: flow.machine.timeout.map { now + $0 }),
      token: nil,
      answer: nil,
      join: Execution.Join(),
      user: Self.subject(input["user"], keys: ["id"]),
      device: Self.subject(input["device"], keys: ["serial", "id"]),
      input: input.text,
      item: nil,
      started: now,
      changed: now,
      ended: nil,
      seed: seed,
      events: 2,
      output: nil,
      failure: nil
    )
  }

  /// Ends the wait that `token` stands for; false where nobody waits for it any more.
  ///
  /// The answer is only stored, and the execution made due: what follows goes through the one claim.
  package func answer(
    _ token: String,
    with result: Result<JSON, StateFailure>,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    guard let read = TaskToken(token) else { return false }
    return try store.answer(
      read.execution,
      waitingFor: token,
      with: Self.stored(result),
      now: now,
      in: connection
    )
  }

  /// A sign of life from who works on what `token` stands for; false where nobody waits for it any more.
  package func beat(
    _ token: String,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    guard var execution = try waiting(for: token, in: connection) else { return false }
    if let heartbeat = execution.limits.heartbeat { execution.limits.beat = now + heartbeat }
    // One that is to be called again is due for that.
    if execution.waiting != .step { execution.due = execution.limits.next }
    try store.update(execution, in: connection)
    return true
  }

  /// The name of the execution that was given a token; nil for one that none was.
  package static func execution(waitingWith token: String) -> String? {
    TaskToken(token)?.execution
  }

  /// A result as it is kept until it is taken up.
  static func stored(_ result: Result<JSON, StateFailure>) -> String {
    switch DataLimit.bounded(result) {
    case .success(let value): (["result": value] as JSON).text
    case .failure(let failure): Advance.data(of: failure).text
    }
  }

  private func waiting(
    for token: String,
    in connection: Connection
  ) throws(DatabaseError) -> Execution? {
    guard let read = TaskToken(token),
      let execution = try store.execution(named: read.execution, in: connection),
      execution.token == token, !execution.status.isEnd,
      // A call that is to be made again after a stop may have asked its question before.
      [.token, .call, .step].contains(execution.waiting)
    else { return nil }
    return execution
  }

  /// The row of a flow's definition, and its interpreter at hand for that row.
  func definition(of flow: Flow, in connection: Connection) throws(DatabaseError) -> Int {
    let row = try store.definition(of: flow, in: connection)
    // Another may have had the row in a transaction that was undone.
    definitions.withLock { $0[row] = Interpreter(flow.machine) }
    return row
  }

  /// The interpreter of a stored definition, read once; nil where this Rakel cannot read it.
  func interpreter(
    of definition: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Interpreter? {
    if let known = definitions.withLock({ $0[definition] }) { return known }
    guard let stored = try store.definition(definition, in: connection),
      let flow = try? Flow(name: stored.flow, text: stored.text)
    else { return nil }
    let interpreter = Interpreter(flow.machine)
    definitions.withLock { $0[definition] = interpreter }
    return interpreter
  }

  /// Some letters and digits that nobody mistakes for one another, five bits each.
  static func letters(_ bits: UInt64, _ count: Int) -> String {
    let alphabet = Array("abcdefghjkmnpqrstuvwxyz023456789".utf8)
    let letters = (0..<count).map { alphabet[Int(bits >> UInt64($0 * 5) & 31)] }
    return String(decoding: letters, as: UTF8.self)
  }

  /// Who or what an execution is about: a text, or one of the members of an object.
  static func subject(_ json: JSON?, keys: [String]) -> String? {
    json?.string ?? keys.lazy.compactMap { json?[$0]?.string }.first
  }
}
