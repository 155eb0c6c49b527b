internal import Dialogue
internal import Foundation
internal import Ground
internal import Messaging
internal import People
internal import Storage
internal import Telemetry

/// One turn: from what came in to the one commit.
extension Reception {
  /// Handles one thing, whatever comes of it.
  ///
  /// - Parameters:
  ///   - wanted: what is held back for somebody who waits; nil for nothing.
  ///   - time: how long it is held back.
  /// - Returns: the outbox's numbers of what is held back.
  func handle(
    _ incoming: Incoming,
    holding wanted: Wanted? = nil,
    until time: Duration = .zero
  ) async -> [Int] {
    var failures = 0
    var generator = SeededGenerator(seed: UInt64(truncatingIfNeeded: incoming.number))
    let holding = wanted.map { Holding(wanted: $0, time: time) }
    while true {
      do throws(DatabaseError) {
        return try await turn(incoming, holding) ?? []
      } catch {
        guard error.isOutage else { return await apologise(for: incoming, because: error, holding) }
        // Nothing can be kept, an apology neither: what came in stays first in its line.
        desk.log(.error, "turn.waits", ["code": .integer(Int(error.code))])
        desk.metrics.add(to: .turns, ["outcome": "waits"])
        failures += 1
        let pause = Self.outage.wait(after: failures, drawing: &generator)
        do { try await Task.sleep(for: pause) } catch { return [] }
      }
    }
  }

  /// How long to wait for the database.
  private static let outage = Backoff(most: .seconds(30), jitter: .none)

  /// Handles what has just arrived in a conversation where nothing is under way: it comes in and is answered in one commit,
  /// where two would be one after the other.
  ///
  /// Nothing is known of it before that commit, and the channel is told after it.
  ///
  /// - Returns: whether it had not been taken before; nil where it could not be handled so, and nothing was kept.
  func handleAtOnce(_ incoming: Incoming, from arrival: Arrival) async -> Bool? {
    do throws(DatabaseError) {
      return try await turn(incoming, nil, arriving: arrival) != nil
    } catch {
      // Whatever it was, it is dealt with where it is dealt with for everybody.
      return nil
    }
  }

  /// What is to be held back, and how long.
  struct Holding: Sendable {
    var wanted: Wanted
    var time: Duration
  }

  /// - Parameter arrival: what has yet to be kept as having come in; nil where that has been done.
  /// - Returns: the outbox's numbers of what is held back; nil where it had been taken before.
  private func turn(
    _ incoming: Incoming,
    _ holding: Holding?,
    arriving arrival: Arrival? = nil
  ) async throws(DatabaseError) -> [Int]? {
    let now = desk.clock.now()
    let turn = desk.turn()
    let user = desk.directory().user(incoming.user)
    let runner = desk.flows.runner
    let (conversation, pending) = try await desk.database.glance {
      (connection) throws(DatabaseError) in
      try ConversationStore.situation(
        of: incoming.conversation,
        with: user.id,
        through: runner,
        in: connection
      )
    }
    let outcome: Turn.Outcome
    if incoming.tries >= Self.mostTries {
      // Rakel has stopped over it again and again: nobody else is to wait for that.
      desk.log(.error, "turn.given-up", ["tries": .integer(incoming.tries)])
      outcome = turn.notice(.failed, to: user, in: conversation, locale: incoming.locale)
    } else {
      switch incoming.content {
      case .text(let text, let isMasked):
        outcome = turn.take(
          text,
          isMasked: isMasked,
          from: user,
          in: conversation,
          pending: pending,
          at: now
        )
      case .submission(let data):
        let submission = Submission(question: try await question(in: data), data: data)
        outcome = turn.take(submission, from: user, in: conversation, pending: pending, at: now)
      case .attachment:
        outcome = turn.notice(.attachment, to: user, in: conversation, locale: incoming.locale)
      case .greeting:
        outcome = turn.notice(.greeting, to: user, in: conversation, locale: incoming.locale)
      }
    }
    let kept = try await keep(outcome, of: incoming, by: turn, at: now, holding, arriving: arrival)
    guard let kept else { return nil }
    desk.metrics.observe(desk.clock.now().timeIntervalSince(now), in: .turnSeconds)
    desk.metrics.add(to: .turns, ["outcome": "done"])
    for work in kept.afterCommit { await work() }
    await desk.send(user.id)
    return kept.held
  }

  /// How often Rakel may stop while something waits to be handled, before it is given up.
  private static let mostTries = 3

  /// What a commit leaves.
  private struct Kept: Sendable {
    var held: [Int] = []
    var afterCommit: [Flows.AfterCommit] = []
  }

  private func keep(
    _ outcome: Turn.Outcome,
    of incoming: Incoming,
    by turn: Turn,
    at now: Date,
    _ holding: Holding?,
    arriving arrival: Arrival?
  ) async throws(DatabaseError) -> Kept? {
    let (flows, directory) = (desk.flows, desk.directory)
    return try await desk.database.write { (connection) throws(DatabaseError) in
      var kept = Kept()
      if let arrival {
        let number = try Self.keep(
          incoming,
          from: arrival,
          isHandled: true,
          at: now,
          in: connection
        )
        guard number != nil else { return nil }
      } else {
        guard try InboxStore.settle(incoming.number, at: now, in: connection) else { return kept }
      }
      // What is said is looked up only for whoever waits for it, and where flows have said some of it.
      let isCounted = holding != nil || !outcome.commands.isEmpty
      let last = isCounted ? try OutboxStore.lastNumber(in: connection) : 0
      let conversation = try ConversationStore.keep(
        outcome,
        of: incoming.conversation,
        replyingTo: incoming.activityID,
        through: flows.runner,
        at: now,
        in: connection
      )
      try flows.note(outcome, connection)
      let executions = outcome.executions(startedIn: conversation)
      for execution in executions {
        kept.afterCommit.append(try flows.advance(execution, now, connection))
      }
      if !executions.isEmpty {
        try Self.goOn(
          with: directory().user(outcome.user),
          in: conversation,
          of: incoming,
          by: turn,
          flows,
          at: now,
          connection
        )
        // What they say later is said where the user can be reached alone.
        try OutboxStore.address(to: incoming, after: last, in: connection)
      }
      if let holding {
        let said = try OutboxStore.said(to: outcome.user, after: last, in: connection)
        kept.held = holding.wanted.numbers(of: said)
        let end = now.addingTimeInterval(holding.time / .seconds(1))
        try OutboxStore.hold(kept.held, until: end, in: connection)
      }
      return kept
    }
  }

  /// Says what there is to say of the questions that the flows have put.
  private static func goOn(
    with user: User,
    in conversation: Conversation,
    of incoming: Incoming,
    by turn: Turn,
    _ flows: Flows,
    at now: Date,
    _ connection: Connection
  ) throws(DatabaseError) {
    let pending = try ConversationStore.pending(
      conversation,
      with: user.id,
      assumingAllIsSaid: true,
      through: flows.runner,
      in: connection
    )
    guard let outcome = turn.goOn(with: user, in: conversation, pending: pending, at: now) else {
      return
    }
    try ConversationStore.keep(
      outcome,
      of: incoming.conversation,
      replyingTo: incoming.activityID,
      through: flows.runner,
      at: now,
      in: connection
    )
  }

  /// Ends a turn that failed with an apology, which touches no other conversation.
  private func apologise(
    for incoming: Incoming,
    because error: DatabaseError,
    _ holding: Holding?
  ) async -> [Int] {
    desk.log(
      .error,
      "turn.failed",
      ["code": .integer(Int(error.code)), "conversation": .mark(Mark(incoming.conversation))]
    )
    desk.metrics.add(to: .turns, ["outcome": "failed"])
    let user = desk.directory().user(incoming.user)
    let apology = desk.turn().notice(
      .failed,
      to: user,
      in: Conversation(),
      locale: incoming.locale
    )
    let now = desk.clock.now()
    do throws(DatabaseError) {
      let kept = try await keepNotice(apology, of: incoming, at: now, holding)
      await desk.send(user.id)
      return kept
    } catch {
      // It stays in the inbox, and is taken up at the next start.
      desk.log(.error, "apology.failed", ["code": .integer(Int(error.code))])
      return []
    }
  }

  /// Keeps an apology alone: what is remembered of the conversation may be what made the turn fail.
  private func keepNotice(
    _ notice: Turn.Outcome,
    of incoming: Incoming,
    at now: Date,
    _ holding: Holding?
  ) async throws(DatabaseError) -> [Int] {
    try await desk.database.write { (connection) throws(DatabaseError) in
      guard try InboxStore.settle(incoming.number, at: now, in: connection) else { return [] }
      let numbers = try notice.replies.map { (reply) throws(DatabaseError) in
        try OutboxStore.add(
          OutgoingMessage(reply.text),
          to: notice.user,
          conversation: incoming.conversation,
          replyTo: incoming.activityID,
          at: now,
          in: connection
        )
      }
      guard let holding else { return [] }
      let end = now.addingTimeInterval(holding.time / .seconds(1))
      try OutboxStore.hold(numbers, until: end, in: connection)
      return numbers
    }
  }
}

extension Turn.Outcome {
  /// The runs that the turn has moved, by name; each once.
  fileprivate func executions(startedIn conversation: Conversation) -> [String] {
    var names: [String] = []
    for command in commands {
      let name: String? =
        switch command {
        case .start: conversation.started?.execution
        case .answer(let question, _, _), .revise(let question, _, _): question.execution
        case .cancel(let execution, _): execution
        }
      // What a fork asks goes on in the run that forked.
      guard let run = name.map({ String(Substring($0.utf8.prefix { $0 != 0x2E })) }),
        !names.contains(run)
      else {
        continue
      }
      names.append(run)
    }
    return names
  }
}

extension Metric {
  static let turns = counter("rakel_turns_total", "Turns, by what came of them.")
  static let turnSeconds = histogram(
    "rakel_turn_seconds",
    "From when a message was its conversation's next to when its turn was on disk."
  )
}
