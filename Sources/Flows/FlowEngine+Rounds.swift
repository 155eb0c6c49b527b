internal import Ground
internal import StatesLanguage
package import Storage

/// What one round of steps leaves to do and says of itself.
package struct Round: Sendable {
  /// The calls to make once the round is on disk.
  package var calls: [Call] = []
  /// How many executions did something.
  package var executions = 0
  /// How many states were left.
  package var transitions = 0

  /// A call outside, and where its result belongs.
  package struct Call: Sendable {
    let connector: any RemoteConnector
    let request: TaskRequest
    let origin: Origin

    /// Which try of which visit of which execution made the call.
    struct Origin: Sendable, Hashable {
      var execution: Int
      var visit: Int
      var retries: Int
    }
  }

  /// What came of a call.
  package struct Reply: Sendable {
    let origin: Call.Origin
    let outcome: TaskOutcome
  }
}

extension Round.Call {
  /// Makes the call.
  package func reply() async -> Round.Reply {
    Round.Reply(origin: origin, outcome: await connector.perform(request))
  }
}

/// The one claim: new, retried, timed, answered and recovered executions all pass through here.
extension FlowEngine {
  /// Takes up the replies and then up to `limit` executions that are due, each as far as it goes by itself.
  ///
  /// One that cannot be stepped fails by itself and stops nobody else.
  /// - Throws: what makes the whole database unusable for now: a full disk, a lock, damage.
  package func round(
    replies: [Round.Reply],
    now: Int,
    limit: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Round {
    let due: [Int]
    do throws(DatabaseError) {
      // All at once: a savepoint has every page that is written copied, so one for each would cost more than the steps.
      return try connection.savepoint { (connection) throws(DatabaseError) in
        var round = Round()
        for reply in replies {
          try advance(reply.origin.execution, now, &round, BrokenCalls(), in: connection) {
            (advance) throws(DatabaseError) in try advance.take(reply)
          }
        }
        for id in try store.due(at: now, limit: limit, in: connection) {
          try advance(id, now, &round, BrokenCalls(), in: connection) {
            (advance) throws(DatabaseError) in try advance.wake()
          }
        }
        return round
      }
    } catch {
      guard !error.isOutage else { throw error }
      due = try store.due(at: now, limit: limit, in: connection)
    }
    // One of them cannot be stepped; each by itself shows which, and the others go on.
    var round = Round()
    for reply in replies {
      try step(reply.origin.execution, now, &round, in: connection) {
        (advance) throws(DatabaseError) in try advance.take(reply)
      }
    }
    for id in due { try wake(id, now, &round, in: connection) }
    return round
  }

  /// Wakes an execution by itself.
  ///
  /// - Parameter known: the execution as it stands in its row; nil where it has not been read.
  /// - Returns: the execution as it stands then; nil where it could not be stepped.
  @discardableResult
  func wake(
    _ id: Int,
    as known: Execution? = nil,
    _ now: Int,
    _ round: inout Round,
    in connection: Connection
  ) throws(DatabaseError) -> Execution? {
    try step(id, as: known, now, &round, in: connection) { (advance) throws(DatabaseError) in
      try advance.wake()
    }
  }

  /// Steps an execution by itself: where it cannot be, what it did is undone, and it ends as failed.
  @discardableResult
  private func step(
    _ id: Int,
    as known: Execution? = nil,
    _ now: Int,
    _ round: inout Round,
    in connection: Connection,
    _ body: (inout Advance) throws(DatabaseError) -> Void
  ) throws(DatabaseError) -> Execution? {
    let broken = BrokenCalls()
    while true {
      let before = broken.count
      do throws(DatabaseError) {
        var own = round
        let stepped = try connection.savepoint { (connection) throws(DatabaseError) in
          try advance(id, as: known, now, &own, broken, in: connection, body)
        }
        round = own
        return stepped
      } catch {
        guard !error.isOutage else { throw error }
        // It was a connector that could not write: the same step once more, with that as what came of the task.
        if broken.count > before { continue }
        try abandon(id, because: error, now: now, in: connection)
        round.executions += 1
        return nil
      }
    }
  }

  @discardableResult
  private func advance(
    _ id: Int,
    as known: Execution? = nil,
    _ now: Int,
    _ round: inout Round,
    _ broken: BrokenCalls,
    in connection: Connection,
    _ body: (inout Advance) throws(DatabaseError) -> Void
  ) throws(DatabaseError) -> Execution? {
    var stored = known
    if stored == nil { stored = try store.execution(id, in: connection) }
    guard let execution = stored, execution.status == .running || execution.status == .paused
    else { return nil }
    var advance = try Advance(execution, by: self, now: now, broken, in: connection)
    try body(&advance)
    try advance.save()
    round.executions += 1
    round.transitions += advance.transitions
    if let call = advance.call { round.calls.append(call) }
    return advance.execution
  }

  /// An execution that cannot be stepped ends as failed, whatever its row looks like, with all that it has begun.
  private func abandon(
    _ id: Int,
    because error: DatabaseError,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) {
    let failure = StateFailure("Rakel.Unreadable", error.description)
    if let token = try store.token(of: id, in: connection) {
      try onWaitEnded(token, now, connection)
    }
    let parent = try store.fail(id, failure, now: now, in: connection)
    let cancelled = StateFailure("Rakel.Cancelled", "What it was part of has ended")
    for token in try store.cancelBelow(id, because: cancelled, now: now, in: connection) {
      try onWaitEnded(token, now, connection)
    }
    guard let parent else { return }
    try store.tellParent(of: parent, isFailure: true, now: now, in: connection)
    try store.startNext(of: parent, now: now, in: connection)
  }
}

/// The calls of local connectors that could not write, by the visit of the state: known when a step is taken again.
final class BrokenCalls {
  private var errors: [Int: DatabaseError] = [:]

  var count: Int { errors.count }

  subscript(visit: Int) -> DatabaseError? {
    get { errors[visit] }
    set { errors[visit] = newValue }
  }
}
