internal import Dialogue
internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import StatesLanguage
internal import Storage

/// The flow engine as conversations see it; each change is audited in the same transaction.
struct EngineRunner: FlowRunner {
  private let engine: FlowEngine
  /// Whether what is started goes on at once, in this process.
  private let goesOn: Bool

  init(_ engine: FlowEngine, goesOn: Bool) {
    self.engine = engine
    self.goesOn = goesOn
  }

  func has(_ flow: String) -> Bool { engine.has(flow) }

  func name(for flow: String) -> String { engine.name(for: flow) }

  func start(
    _ flow: String,
    named name: String,
    input: JSON,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    // Before what it does.
    try audit(.flowStarted, by: input["user"]?["id"]?.string, on: name, at: time, in: connection)
    let now = time.milliseconds
    let isStarted =
      goesOn
      ? try engine.begin(flow, named: name, input: input, now: now, in: connection)
      : try engine.start(flow, named: name, input: input, now: now, in: connection) != nil
    guard isStarted else { throw DatabaseError(code: 1, message: "there is no flow '\(flow)'") }
  }

  func answer(
    _ token: String,
    with answer: JSON,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    try engine.answer(token, with: .success(answer), now: time.milliseconds, in: connection)
  }

  func revise(
    _ token: String,
    with answer: JSON,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    try engine.revise(token, with: answer, now: time.milliseconds, in: connection)
  }

  func cancel(
    _ execution: String,
    by user: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    let now = time.milliseconds
    let isStopped = try engine.cancel(execution, by: user, now: now, in: connection)
    if isStopped { try audit(.flowCancelled, by: user, on: execution, at: time, in: connection) }
    return isStopped
  }

  func isRunning(_ execution: String, in connection: Connection) throws(DatabaseError) -> Bool {
    try ExecutionStore().status(of: execution, in: connection).map { !$0.isEnd } ?? false
  }

  private func audit(
    _ event: AuditEvent,
    by user: String?,
    on execution: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    let entry = AuditEntry(event, by: user, on: AuditSubject(.execution, execution), at: time)
    try AuditStore.append(entry, in: connection)
  }
}
