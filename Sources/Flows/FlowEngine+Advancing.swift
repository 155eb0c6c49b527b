package import Ground
package import Storage

/// Taking one execution on in somebody else's transaction: what a message starts or answers is done when it is kept.
extension FlowEngine {
  /// Stores a new execution as far as it goes by itself in this transaction; false where there is no such flow.
  ///
  /// It is written once, where ``start(_:named:input:now:in:)`` and ``advance(_:now:in:)`` write it, read it and write it
  /// again. What calls outside or forks is left to ``advance(_:now:in:)``, for which it stays due.
  ///
  /// - Parameter name: from ``name(for:)``.
  package func begin(
    _ flow: String,
    named name: String,
    input: JSON,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    guard let flow = flows[flow] else { return false }
    let execution = try execution(
      of: flow,
      named: name,
      entropy(),
      input,
      now: now,
      in: connection
    )
    do throws(DatabaseError) {
      try connection.savepoint { (connection) throws(DatabaseError) in
        var advance = try Advance(execution, by: self, now: now, BrokenCalls(), in: connection)
        try advance.wake()
        try advance.save()
      }
    } catch {
      // It cannot be stepped so: who wakes it says why, or ends it.
      guard !error.isOutage else { throw error }
      try keep(execution, in: connection)
    }
    return true
  }

  /// Takes the execution of that name, and what it has forked, as far as they go by themselves now.
  ///
  /// It stays due where it goes on for very long, so that nobody else's work waits for it; ``FlowWorker`` takes it up.
  ///
  /// - Returns: what is left to do once the transaction is on disk; see ``FlowWorker/take(over:)``.
  package func advance(
    _ name: String,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Remainder {
    var round = Round()
    // One that has forked nothing, as most: to look for what there is not takes longer than many a step.
    var alone: Execution?
    do throws(DatabaseError) {
      guard let found = try store.execution(named: name, dueAt: now, in: connection) else {
        return Remainder(calls: [], isDone: true)
      }
      alone = found.waiting == .children ? nil : found
    } catch {
      // One that cannot be read ends when it is woken.
      guard !error.isOutage else { throw error }
    }
    for _ in 0..<Self.mostPasses {
      if let execution = alone {
        guard execution.isDue(at: now) else { return Remainder(calls: round.calls, isDone: true) }
        let stepped = try wake(execution.id, as: execution, now, &round, in: connection)
        alone = stepped.flatMap { $0.waiting == .children ? nil : $0 }
        continue
      }
      let due = try store.due(within: name, at: now, limit: Self.mostAtOnce, in: connection)
      guard !due.isEmpty else { return Remainder(calls: round.calls, isDone: true) }
      for id in due { try wake(id, now, &round, in: connection) }
    }
    return Remainder(calls: round.calls, isDone: false)
  }

  /// What an execution leaves that has been taken on.
  package struct Remainder: Sendable {
    let calls: [Round.Call]
    let isDone: Bool

    /// Whether there is anything left to do now.
    package var isNothing: Bool { calls.isEmpty && isDone }
  }

  private static let mostPasses = 20
  private static let mostAtOnce = 50
}

extension ExecutionStore {
  /// The rows of an execution and of what it has forked that are due.
  func due(
    within name: String,
    at now: Int,
    limit: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [Int] {
    try connection.rows(
      """
      WITH RECURSIVE part (id) AS (
        SELECT id FROM execution WHERE name = ?
        UNION ALL SELECT execution.id FROM execution JOIN part ON execution.parent = part.id)
      SELECT id FROM execution
      WHERE id IN (SELECT id FROM part LIMIT 1000) AND status = 'running' AND due <= ?
      ORDER BY due, id LIMIT ?
      """,
      .text(name),
      .integer(now),
      .integer(limit)
    ) { (row) in row.integer(0) }
  }
}
