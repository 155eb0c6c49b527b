package import Ground
package import Storage

/// Runs what is due: one round after the other, each a transaction, and the calls outside between them.
///
/// Replies that come in during one round are all taken up by the next, so that a hundred executions share an fsync.
package actor FlowWorker {
  private let engine: FlowEngine
  private let database: Database
  private let clock: any TimeSource
  private var replies: [Round.Reply] = []
  private var callsOut = 0
  private var sleeper: CheckedContinuation<Void, Never>?
  /// The time of the last round that was kept, in milliseconds since 1970.
  private var latest = Int.min

  /// How many executions one transaction takes up; a larger one makes others wait for the database.
  private static let most = 200

  package init(engine: FlowEngine, database: Database, clock: any TimeSource) {
    self.engine = engine
    self.database = database
    self.clock = clock
  }

  /// Puts back in line what was on its way when Rakel stopped; to be called once, before anything else.
  package func recover() async throws(DatabaseError) {
    let (store, now) = (engine.store, clock.now().milliseconds)
    try await database.write { (connection) throws(DatabaseError) in
      try store.requeueCalls(in: connection)
      try store.catchUp(withClockAt: now, in: connection)
    }
  }

  /// Runs until nothing is due and no call is on its way, and gives how many states were left.
  @discardableResult
  package func settle() async throws(DatabaseError) -> Int {
    var transitions = 0
    while true {
      let round = try await round()
      transitions += round.transitions
      if round.executions > 0 || !replies.isEmpty { continue }
      guard callsOut > 0 else { return transitions }
      await sleep()
    }
  }

  /// Runs until the task is cancelled, looking for what is due at least every `interval`.
  ///
  /// An outage of the database is told to `onOutage`, and tried again after the interval; nothing is lost by it.
  /// - Parameters:
  ///   - idle: ends also once no call is on its way and nothing is due for that long; nil for never.
  ///   - onRound: told when executions have gone on: there may be something in the outbox.
  package func run(
    every interval: Duration = .seconds(1),
    untilIdleFor idle: Duration? = nil,
    onRound: @Sendable () -> Void = {},
    onOutage: @Sendable (DatabaseError) -> Void
  ) async {
    while !_Concurrency.Task.isCancelled {
      var didSomething = false
      do throws(DatabaseError) {
        didSomething = try await round().executions > 0
        if didSomething { onRound() }
        if !didSomething, let idle, try await isIdle(for: idle) { return }
      } catch {
        onOutage(error)
        // What is due, or replied, is no reason to try at once again.
        try? await _Concurrency.Task.sleep(for: interval)
        continue
      }
      if didSomething || !replies.isEmpty { continue }
      await doze(try? await pause(upTo: interval))
    }
  }

  /// Looks for what is due now, and not only when it would have looked anyway.
  package func wake() {
    sleeper?.resume()
    sleeper = nil
  }

  /// Does what ``FlowEngine/advance(_:now:in:)`` left, now that it is on disk.
  package func take(over remainder: FlowEngine.Remainder) {
    for call in remainder.calls { make(call) }
    wake()
  }

  /// When the next execution is due, in milliseconds since 1970.
  package func nextDue() async throws(DatabaseError) -> Int? {
    let store = engine.store
    return try await database.read { (connection) throws(DatabaseError) in
      try store.nextDue(in: connection)
    }
  }

  private func round() async throws(DatabaseError) -> Round {
    let taken = replies
    replies = []
    let engine = engine
    let now = clock.now().milliseconds
    let isSetBack = now < latest
    do throws(DatabaseError) {
      let round = try await database.write { (connection) throws(DatabaseError) in
        if isSetBack { try engine.store.catchUp(withClockAt: now, in: connection) }
        return try engine.round(replies: taken, now: now, limit: Self.most, in: connection)
      }
      latest = now
      for call in round.calls { make(call) }
      return round
    } catch {
      // What was not stored is not lost: it is taken up by the next round.
      replies = taken + replies
      throw error
    }
  }

  private func make(_ call: Round.Call) {
    callsOut += 1
    _Concurrency.Task {
      let reply = await call.reply()
      self.receive(reply)
    }
  }

  private func receive(_ reply: Round.Reply) {
    callsOut -= 1
    replies.append(reply)
    wake()
  }

  /// Waits for a reply or for ``wake()``.
  private func sleep() async {
    guard replies.isEmpty else { return }
    await withCheckedContinuation { continuation in
      sleeper?.resume()
      sleeper = continuation
    }
  }

  private func isIdle(for time: Duration) async throws(DatabaseError) -> Bool {
    let due = try await nextDue()
    guard callsOut == 0, replies.isEmpty else { return false }
    return due.map { .milliseconds($0 - clock.now().milliseconds) > time } ?? true
  }

  private func pause(upTo interval: Duration) async throws(DatabaseError) -> Duration {
    guard let due = try await nextDue() else { return interval }
    return min(interval, .milliseconds(max(1, due - clock.now().milliseconds)))
  }

  private func doze(_ pause: Duration?) async {
    let alarm = _Concurrency.Task {
      // A cancelled alarm wakes nobody, and need not.
      try? await _Concurrency.Task.sleep(for: pause ?? .seconds(1))
      self.wake()
    }
    await withTaskCancellationHandler {
      await sleep()
    } onCancel: {
      _Concurrency.Task { await self.wake() }
    }
    alarm.cancel()
  }
}
