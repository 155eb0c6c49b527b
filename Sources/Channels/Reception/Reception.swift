package import Dialogue
package import Foundation
package import Ground
internal import Messaging
package import People
package import Storage
package import Telemetry
internal import Understanding

/// Where what comes in on any channel is taken, kept, and handled in its turn.
package final class Reception: Receiving {
  let desk: Desk
  /// The turns that wait.
  package let queue = TurnQueue()

  /// What a turn is made with.
  package struct Desk: Sendable {
    /// The turn on the content in force.
    package var turn: @Sendable () -> Turn
    /// Who is who now.
    package var directory: @Sendable () -> Directory
    package var database: Database
    package var flows: Flows
    /// Told of each user for whom something is in the outbox.
    package var send: @Sendable (_ user: String) async -> Void
    package var clock: any TimeSource
    package var log: Log
    package var metrics: Metrics

    package init(
      turn: @escaping @Sendable () -> Turn,
      directory: @escaping @Sendable () -> Directory,
      database: Database,
      flows: Flows = Flows(),
      send: @escaping @Sendable (_ user: String) async -> Void,
      clock: any TimeSource,
      log: Log,
      metrics: Metrics
    ) {
      self.turn = turn
      self.directory = directory
      self.database = database
      self.flows = flows
      self.send = send
      self.clock = clock
      self.log = log
      self.metrics = metrics
    }
  }

  /// What a turn needs of the flows.
  package struct Flows: Sendable {
    /// Starts, answers and stops them.
    package var runner: any FlowRunner
    /// Takes an execution on in the turn's transaction; gives what is left to do once that is on disk.
    package var advance: Advance
    /// Writes what else belongs to a turn, in its transaction: an audit of what was refused.
    package var note: @Sendable (Turn.Outcome, Connection) throws(DatabaseError) -> Void

    package typealias Advance =
      @Sendable (_ execution: String, Date, Connection) throws(DatabaseError) -> AfterCommit
    package typealias AfterCommit = @Sendable () async -> Void

    /// No flows, unless told otherwise.
    package init(
      runner: any FlowRunner = NoFlows(),
      advance: @escaping Advance = { (_, _, _) throws(DatabaseError) in {} },
      note: @escaping @Sendable (Turn.Outcome, Connection) throws(DatabaseError) -> Void = { _, _ in
      }
    ) {
      self.runner = runner
      self.advance = advance
      self.note = note
    }
  }

  package init(_ desk: Desk) { self.desk = desk }

  /// See ``Receiving/take(_:)``.
  package func take(_ arrival: Arrival) async throws(DatabaseError) -> Bool {
    let incoming = try await self.incoming(arrival)
    if await queue.claim(incoming.conversation) {
      let isNew = await handleAtOnce(incoming, from: arrival)
      await queue.leave(incoming.conversation)
      if let isNew { return isNew }
    }
    guard let number = try await keep(incoming, from: arrival).new else { return false }
    await enqueue(number, incoming)
    return true
  }

  /// See ``Receiving/converse(_:within:for:)``.
  package func converse(
    _ arrival: Arrival,
    within time: Duration,
    for wanted: Wanted
  ) async throws(DatabaseError) -> Conversed {
    let incoming = try await self.incoming(arrival)
    let kept = try await keep(incoming, from: arrival)
    let wait = Promise<[Int]>()
    if let number = kept.new {
      var numbered = incoming
      numbered.number = number
      await queue.add(number, to: incoming.conversation) { [numbered] in
        let numbers = await self.handle(numbered, holding: wanted, until: time + .seconds(10))
        guard !wait.fulfil(numbers) else { return }
        await self.release(numbers, of: numbered.user)
      }
    } else {
      // What was said the first time is said again, once that turn has ended.
      await queue.add(kept.number, to: incoming.conversation) { wait.fulfil([]) }
    }
    let held = await wait.value(within: time)
    let messages = try await messages(held, answering: incoming, isNew: kept.new != nil)
    return Conversed(
      messages: messages,
      isComplete: held != nil,
      isRepeated: kept.new == nil
    )
  }

  /// Takes up what came in before the last stop and was not handled; to be called once, before anything is taken.
  package func recover() async throws(DatabaseError) {
    try await desk.database.write { (connection) throws(DatabaseError) in
      try OutboxStore.releaseAll(in: connection)
    }
    var last = 0
    while true {
      let after = last
      let waiting = try await desk.database.read { (connection) throws(DatabaseError) in
        try InboxStore.waiting(after: after, in: connection)
      }
      guard let newest = waiting.last else { return }
      last = newest.number
      try await desk.database.write { (connection) throws(DatabaseError) in
        try InboxStore.noteTry(upTo: newest.number, after: after, in: connection)
      }
      for incoming in waiting { await enqueue(incoming.number, incoming) }
    }
  }

  /// Waits for the turns that are under way; whoever calls it sees to it that nothing comes in any more.
  package func drain() async { await queue.drain() }

  private func enqueue(_ number: Int, _ incoming: Incoming) async {
    var numbered = incoming
    numbered.number = number
    await queue.add(number, to: incoming.conversation) { [numbered] in
      _ = await self.handle(numbered)
    }
  }

  /// Keeps it where it is new, and where its sender can be reached.
  private func keep(
    _ incoming: Incoming,
    from arrival: Arrival
  ) async throws(DatabaseError) -> (new: Int?, number: Int) {
    let now = desk.clock.now()
    return try await desk.database.write { (connection) throws(DatabaseError) in
      if let number = try Self.keep(incoming, from: arrival, at: now, in: connection) {
        return (number, number)
      }
      return (nil, try InboxStore.number(of: incoming, in: connection) ?? 0)
    }
  }

  /// Keeps what has come in, and where its sender can be reached; nil where it had come in before.
  static func keep(
    _ incoming: Incoming,
    from arrival: Arrival,
    isHandled: Bool = false,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Int? {
    if arrival.isLasting { try ReferenceStore.keep(arrival.reference, at: now, in: connection) }
    return try InboxStore.add(incoming, isHandled: isHandled, at: now, in: connection)
  }

  /// What arrived, its secrets masked before anything keeps it.
  private func incoming(_ arrival: Arrival) async throws(DatabaseError) -> Incoming {
    let content: Incoming.Content =
      switch arrival.content {
      case .text(let text): Self.masked(text)
      case .submission(let data): .submission(try await masked(data))
      case .attachment: .attachment
      case .greeting: .greeting
      }
    return Incoming(
      conversation: arrival.reference.key,
      user: arrival.user.id,
      activityID: arrival.activityID,
      content: content,
      locale: arrival.locale
    )
  }

  /// As much of a text as a turn reads.
  private static func masked(_ text: String) -> Incoming.Content {
    let text = String(decoding: text.utf8.prefix(Heard.longest + 4), as: UTF8.self)
    let redaction = Redaction(text)
    return .text(redaction.text, isMasked: !redaction.findings.isEmpty)
  }

  /// What a card sent, without the secrets that were typed; of what answers no question, nothing but that.
  private func masked(_ data: JSON) async throws(DatabaseError) -> JSON {
    guard let question = try await question(in: data) else { return [:] }
    return Turn.masked(data, for: question).data
  }

  /// The question that a card says it answers.
  func question(in data: JSON) async throws(DatabaseError) -> Question? {
    guard case .integer(let number)? = data[Question.key] else { return nil }
    return try await desk.database.glance { (connection) throws(DatabaseError) in
      try QuestionStore.question(number, in: connection)
    }
  }
}
