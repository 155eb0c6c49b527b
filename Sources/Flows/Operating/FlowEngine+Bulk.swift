package import Storage

/// What became of some of the executions that an operation was to be done to.
package struct FlowBatch: Sendable {
  /// Those to which it was done by themselves, as they were before.
  package var changed: [ExecutionSummary] = []
  /// Those to which it could not be done, and why.
  package var refused: [Refused] = []
  /// Where the next batch begins; nil where there is none.
  package var next: Int?

  /// An execution to which it could not be done.
  package struct Refused: Sendable, Hashable {
    package var name: String
    package var refusal: FlowRefusal
  }
}

/// Operations on all executions that a query asks for.
extension FlowEngine {
  /// The most executions of one batch: what comes in meanwhile waits for its transaction.
  package static let mostOfBatch = 500

  /// Does it to the next executions of those that `query` asks for, at most ``mostOfBatch``, parents before their
  /// children.
  ///
  /// One that went along with what it is part of is neither changed nor refused, as it had its share. The query's
  /// statuses are narrowed to those in which it can be done; its limit is not looked at.
  ///
  /// - Parameters:
  ///   - start: 0, or where the batch before said that the next begins.
  ///   - most: how many to take at most.
  package func operate(
    _ operation: FlowOperation,
    onAll query: ExecutionQuery,
    from start: Int = 0,
    most: Int = mostOfBatch,
    by user: String,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) -> FlowBatch {
    let query = query.narrowed(to: operation)
    guard !query.statuses.isEmpty else { return FlowBatch() }
    let most = min(most, Self.mostOfBatch)
    let page = try store.page(query, after: start, most: most, in: connection)
    var batch = FlowBatch()
    for summary in page {
      switch try outcome(of: operation, on: summary.id, by: user, now: now, in: connection) {
      case nil: batch.changed.append(summary)
      case .status?, .missing?: break
      case .some(let refusal):
        batch.refused.append(FlowBatch.Refused(name: summary.name, refusal: refusal))
      }
    }
    batch.next = page.count == most ? page.last?.id : nil
    return batch
  }

  /// One that cannot be dealt with is undone by itself and stops nobody else.
  private func outcome(
    of operation: FlowOperation,
    on id: Int,
    by user: String,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) -> FlowRefusal? {
    do throws(DatabaseError) {
      return try connection.savepoint { (connection) throws(DatabaseError) in
        try operate(operation, on: id, by: user, now: now, in: connection)
      }
    } catch {
      guard !error.isOutage else { throw error }
      return .unreadable
    }
  }
}

extension ExecutionQuery {
  /// The same for executions to which that can be done.
  package func narrowed(to operation: FlowOperation) -> ExecutionQuery {
    var query = self
    query.statuses =
      statuses.isEmpty ? operation.statuses : statuses.intersection(operation.statuses)
    if operation == .migrate, kinds.isEmpty { query.kinds = [.run] }
    return query
  }
}
