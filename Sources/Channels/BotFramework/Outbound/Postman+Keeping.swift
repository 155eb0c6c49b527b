internal import Foundation
internal import Ground
internal import Messaging
internal import Storage
package import Telemetry

/// What comes of sendings, as it is kept.
extension Postman {
  /// What came of sending activities.
  package static let sendings = Metric.counter(
    "rakel_outbox_sendings_total",
    "Activities sent to connectors, by outcome."
  )
  /// What was given up.
  package static let givenUp = Metric.counter(
    "rakel_outbox_given_up_total",
    "Messages that will not be sent, by reason."
  )
  /// How long a message takes.
  package static let seconds = Metric.histogram(
    "rakel_outbox_seconds",
    "Time from when a message was decided on until its channel has taken it.",
    bounds: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600]
  )

  /// Keeps what came of a sending, and gives until when its place has to wait, if it has.
  ///
  /// - Parameter sending: Nil for the opening of a conversation.
  func settle(
    _ outcome: SendingOutcome,
    of letter: Letter,
    _ sending: Sending?,
    in place: String
  ) async -> Int? {
    switch outcome {
    case .delivered(let id):
      guard let sending, !sending.isLast else {
        await markDelivered(letter, as: id, at: sending?.reference, in: place)
        return nil
      }
      await markPartSent(of: letter, in: place)
    case .retry(let fault, let wait):
      return await postpone(letter, for: wait, because: fault, in: place)
    case .held(let until): return max(until.milliseconds, moment() + 1)
    case .tooLarge where lanes[place]?.findings.isTooLarge == false && letter.partsSent == 0:
      lanes[place]?.findings.isTooLarge = true
    case .tooLarge: await giveUp([letter], in: place, because: .tooLarge)
    case .irreplaceable: lanes[place]?.findings.isIrreplaceable = true
    case .refused(let reason) where reason.isOfPlace:
      let blocked = sending?.reference.key
      let letters = sending == nil || blocked == place ? lanes[place]?.letters ?? [] : [letter]
      await giveUp(letters, in: place, because: reason, blocking: blocked)
    case .refused(let reason): await giveUp([letter], in: place, because: reason)
    }
    return nil
  }

  /// Notes that a message has been said.
  ///
  /// - Parameter reference: Where; nil where there was nothing to say.
  func markDelivered(
    _ letter: Letter,
    as id: String?,
    at reference: Reference?,
    in place: String
  ) async {
    let now = clock.now()
    let said = reference?.key
    // Whoever waits next in this place waits a little longer; the message itself has arrived.
    let isSoon = (lanes[place]?.letters.count ?? 0) <= 1
    let isKept = await keep(soon: isSoon) { (connection) throws(DatabaseError) in
      try OutboxStore.markDelivered(letter.number, as: id, saidIn: said, at: now, in: connection)
    }
    letGo([letter.number], of: place, isKept: isKept)
    metrics.observe(max(0, now.timeIntervalSince(letter.created)), in: Self.seconds)
  }

  /// Keeps a place that has been opened.
  func keep(_ reference: Reference) async {
    let now = clock.now()
    await keep { (connection) throws(DatabaseError) in
      try ReferenceStore.keep(reference, at: now, in: connection)
    }
  }

  /// Gives messages up, and for a day once tells who has to know.
  ///
  /// - Parameter blocked: The key of the reference that leads nowhere any more.
  func giveUp(
    _ letters: [Letter],
    in place: String,
    because reason: GivenUp,
    blocking blocked: String? = nil
  ) async {
    guard let user = letters.first?.user else { return }
    let now = clock.now()
    let numbers = letters.map(\.number)
    let (unreachable, log) = (unreachable, log)
    let isKept = await keep { (connection) throws(DatabaseError) in
      if let blocked {
        try ReferenceStore.block(blocked, because: reason.rawValue, at: now, in: connection)
      }
      let before = try OutboxStore.reasonsGivenUp(
        for: user,
        since: now.addingTimeInterval(-24 * 3_600),
        in: connection
      )
      for number in numbers {
        try OutboxStore.giveUp(number, because: reason.rawValue, at: now, in: connection)
      }
      let isKnown = before.contains { GivenUp(rawValue: $0)?.isUnreachable == true }
      guard reason.isUnreachable, !isKnown else { return }
      do throws(DatabaseError) {
        try connection.savepoint { (connection) throws(DatabaseError) in
          try unreachable(user, reason, connection)
        }
      } catch {
        // Somebody's list that cannot be written is no reason to send anew.
        guard !error.isOutage else { throw error }
        log(.error, "outbox.unlisted", ["code": .integer(Int(error.code))])
      }
    }
    if let blocked, blocked == place { lanes[place]?.reference?.blocked = reason.rawValue }
    letGo(numbers, of: place, isKept: isKept)
    metrics.add(Double(numbers.count), to: Self.givenUp, ["reason": Word(reason)])
    log(
      .warning,
      "outbox.given-up",
      [
        "because": .word(Word(reason)), "messages": .integer(numbers.count),
        "user": .mark(Mark(user)),
      ]
    )
  }

  private func markPartSent(of letter: Letter, in place: String) async {
    lanes[place]?.notePartSent()
    // Parts of another size are others: a new process begins with the usual ones.
    guard lanes[place]?.findings.isTooLarge == false else { return }
    let parts = letter.partsSent + 1
    await keep { (connection) throws(DatabaseError) in
      try OutboxStore.markSent(parts: parts, of: letter.number, in: connection)
    }
  }

  private func postpone(
    _ letter: Letter,
    for wait: Duration?,
    because fault: SendingOutcome.Fault,
    in place: String
  ) async -> Int? {
    let now = moment()
    let end = letter.created.milliseconds + settings.age.milliseconds
    guard now < end else {
      await giveUp([letter], in: place, because: .tooOld)
      return nil
    }
    let attempts = letter.attempts + 1
    let pause =
      wait.flatMap { $0 > .zero ? $0 : nil }
      ?? client.rules.wait(after: attempts, drawing: &generator)
    // However long the channel wants to be left alone: once more before the message is too old.
    let due = now + min(max(pause.milliseconds, 1), end - now)
    await keep { (connection) throws(DatabaseError) in
      try OutboxStore.postpone(
        letter.number,
        until: Date(milliseconds: due),
        attempts: attempts,
        in: connection
      )
    }
    log(
      .info,
      "outbox.postponed",
      [
        "because": .word(Word(fault)), "attempts": .integer(attempts),
        "seconds": .seconds(Double(due - now) / 1_000), "place": .mark(Mark(place)),
      ]
    )
    return due
  }

  /// Takes messages out of their lane that are done with.
  ///
  /// Those of which that could not be kept are held for ever, so that they are not said twice.
  private func letGo(_ numbers: [Int], of place: String, isKept: Bool) {
    lanes[place]?.remove(numbers)
    if isKept { held.release(numbers) }
  }

  /// Writes until it is written: the channel has acted already, and forgetting it would be saying it twice.
  ///
  /// False where no trying will write it, or there is no time left to.
  @discardableResult
  private func keep(
    soon isSoon: Bool = false,
    _ body: @escaping @Sendable (Connection) throws(DatabaseError) -> Void
  ) async -> Bool {
    while true {
      do throws(DatabaseError) {
        if isSoon { try await database.writeSoon(body) } else { try await database.write(body) }
        return true
      } catch {
        report(error)
        guard error.isOutage, !isStopping else { return false }
        // Uncancelled: this task is nobody's child.
        try? await Task.sleep(for: .seconds(1))
      }
    }
  }
}
