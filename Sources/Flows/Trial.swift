package import Foundation
package import Ground
internal import StatesLanguage
internal import Storage

/// One execution in a database that is nowhere, by a clock that jumps from one moment to the next that matters.
package struct Trial {
  private let flow: Flow
  private let engine: FlowEngine
  private let database: Database
  private let clock: VirtualTime

  /// A flow to be tried.
  ///
  /// - Parameters:
  ///   - connectors: What its tasks may call.
  ///   - start: The time at which it begins.
  package init(_ flow: Flow, connectors: Connectors, start: Date) throws {
    self.flow = flow
    engine = FlowEngine(flows: [flow], connectors: connectors)
    database = try Database(path: ":memory:", layouts: [ExecutionStore.layout])
    clock = VirtualTime(start)
  }

  /// How it ends: `status`, and `output` or `error` and `cause`, and the `waits` in seconds.
  ///
  /// An execution that waits for somebody who never answers is `RUNNING`.
  package func outcome(of input: JSON) async throws -> JSON {
    let worker = FlowWorker(engine: engine, database: database, clock: clock)
    let (engine, flow, now) = (engine, flow, clock.now().milliseconds)
    let name = try await database.write { (connection) throws(DatabaseError) in
      try engine.start(flow.name, input: input, now: now, in: connection)
    }
    try await worker.settle()
    while let due = try await worker.nextDue() {
      clock.set(to: max(clock.now(), Date(milliseconds: due)))
      try await worker.settle()
    }
    return try await database.read { (connection) throws(DatabaseError) in
      let store = ExecutionStore()
      guard let name, let execution = try store.execution(named: name, in: connection) else {
        throw DatabaseError(code: 1, message: "the execution is gone")
      }
      return Self.outcome(of: execution, waits: try store.waits(in: connection))
    }
  }

  private static func outcome(of execution: Execution, waits: [Double]) -> JSON {
    var outcome = JSONObject()
    outcome["status"] = .string(statusName(execution.status))
    if let output = execution.output { outcome["output"] = (try? JSON(parsing: output)) ?? .null }
    if let failure = execution.failure {
      if !failure.error.isEmpty { outcome["error"] = .string(failure.error) }
      if !failure.cause.isEmpty { outcome["cause"] = .string(failure.cause) }
    }
    outcome["waits"] = .array(waits.map(JSON.double))
    return .object(outcome)
  }

  /// The status as Step Functions names it.
  private static func statusName(_ status: Execution.Status) -> String {
    switch status {
    case .running, .queued, .paused: "RUNNING"
    case .succeeded: "SUCCEEDED"
    case .failed: "FAILED"
    case .cancelled: "ABORTED"
    case .timedOut: "TIMED_OUT"
    }
  }
}
