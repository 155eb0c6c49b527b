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
    var round = Round()
    for reply in replies {
      try step(reply.origin.execution, now, &round, in: connection) {
        (advance) throws(DatabaseError) in try advance.take(reply)
      }
    }
    for id in try store.due(at: now, limit: limit, in: connection) {
      try wake(id, now, &round, in: connection)
    }
    return round
  }

  func wake(
    _ id: Int,
    _ now: Int,
    _ round: inout Round,
    in connection: Connection
  ) throws(DatabaseError) {
    try step(id, now, &round, in: connection) { (advance) throws(DatabaseError) in
      try advance.wake()
    }
  }

  private func step(
    _ id: Int,
    _ now: Int,
    _ round: inout Round,
    in connection: Connection,
    _ body: (inout Advance) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    do throws(DatabaseError) {
      let outcome = try connection.savepoint { (connection) throws(DatabaseError) -> Advance? in
        guard let execution = try store.execution(id, in: connection),
          execution.status == .running || execution.status == .paused
        else { return nil }
        var advance = try Advance(execution, by: self, now: now, in: connection)
        try body(&advance)
        try advance.save()
        return advance
      }
      guard let outcome else { return }
      round.executions += 1
      round.transitions += outcome.transitions
      if let call = outcome.call { round.calls.append(call) }
    } catch {
      guard !error.isOutage else { throw error }
      try abandon(id, because: error, now: now, in: connection)
      round.executions += 1
    }
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
