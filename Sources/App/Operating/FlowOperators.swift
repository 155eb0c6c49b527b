internal import Dialogue
internal import Flows
internal import Foundation
internal import Helpdesk
internal import People
internal import Storage

/// Somebody of the IT staff who does one thing to executions, with the audit in the same transaction.
struct FlowOperators: Sendable {
  let engine: FlowEngine
  let database: Database
  let desk: Desk
  let operation: FlowOperation
  /// What stands in the audit.
  let event: AuditEvent

  /// How many there are to do it to.
  func count(_ query: ExecutionQuery) async throws(DatabaseError) -> Int {
    try await database.read { (connection) throws(DatabaseError) in
      try ExecutionStore().count(query, in: connection)
    }
  }

  /// Does it to those of these names, each in a transaction of its own.
  func operate(on names: [String]) async throws(DatabaseError) -> FlowTally {
    var tally = FlowTally()
    for name in names {
      let refusal = try await database.write { (connection) throws(DatabaseError) in
        let refusal = try engine.operate(
          operation,
          on: name,
          by: desk.user.id,
          now: desk.now.milliseconds,
          in: connection
        )
        if refusal == nil { try audit(name, in: connection) }
        return refusal
      }
      if let refusal {
        tally.refused.append((name, refusal))
      } else {
        tally.changed += 1
      }
    }
    return tally
  }

  /// Does it to all, or the first `limit`, that a query asks for, so many in a transaction.
  func operate(
    onAll query: ExecutionQuery,
    limit: Int?
  ) async throws(DatabaseError) -> FlowTally {
    var tally = FlowTally()
    var next: Int? = 0
    while let start = next {
      let left = limit.map { $0 - tally.changed } ?? .max
      guard left > 0 else { break }
      let batch = try await database.write { (connection) throws(DatabaseError) in
        let batch = try engine.operate(
          operation,
          onAll: query,
          from: start,
          most: left,
          by: desk.user.id,
          now: desk.now.milliseconds,
          in: connection
        )
        for execution in batch.changed { try audit(execution.name, in: connection) }
        return batch
      }
      tally.changed += batch.changed.count
      tally.refused += batch.refused.map { ($0.name, $0.refusal) }
      next = batch.next
    }
    return tally
  }

  private func audit(_ name: String, in connection: Connection) throws(DatabaseError) {
    try desk.audit(event, on: AuditSubject(.execution, name), in: connection)
  }
}
