internal import Cards
package import Foundation
internal import Ground
internal import Messaging
package import Storage

/// Keeping a turn: everything it does is done in the transaction that the caller has begun.
extension ConversationStore {
  /// See ``commit(_:of:through:at:also:)``.
  ///
  /// - Parameter activity: the channel's id of what the turn answers; nil where it answers nothing, or has no name.
  @discardableResult
  package static func keep(
    _ turn: Turn.Outcome,
    of id: String,
    replyingTo activity: String? = nil,
    through runner: any FlowRunner,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Conversation {
    var keeping = Keeping(
      id: id,
      activity: activity,
      user: turn.user,
      runner: runner,
      time: time,
      connection: connection,
      conversation: turn.conversation
    )
    for step in turn.steps {
      switch step {
      case .say(let reply): try keeping.say(reply)
      case .run(let command): try keeping.run(command)
      }
    }
    // Before the messages, which belong to it.
    try write(keeping.conversation, as: id, of: turn.user, at: time, in: connection)
    if !turn.heard.isEmpty {
      try write(turn.heard, fromUser: true, to: id, at: time, in: connection)
    }
    for text in keeping.said {
      try write(text, fromUser: false, to: id, at: time, in: connection)
    }
    // Last, for a flow may say something at once, or read what was said.
    for start in keeping.starts {
      try runner.start(start.flow, named: start.name, input: start.input, at: time, in: connection)
    }
    return keeping.conversation
  }
}

/// A turn that is being kept.
private struct Keeping {
  let id: String
  let activity: String?
  let user: String
  let runner: any FlowRunner
  let time: Date
  let connection: Connection
  var conversation: Conversation
  /// What was said, to be kept with the conversation.
  private(set) var said: [String] = []
  /// The flows to be started.
  private(set) var starts: [(flow: String, name: String, input: JSON)] = []

  mutating func say(_ reply: Reply) throws(DatabaseError) {
    said.append(reply.text)
    let message = OutgoingMessage(
      reply.text,
      options: reply.options.map(\.title),
      card: reply.card?.json
    )
    try send(message, to: user)
  }

  /// Where the turn was: others may be there too, and what is asked in private is answered there.
  private func send(_ message: OutgoingMessage, to user: String) throws(DatabaseError) {
    _ = try OutboxStore.add(
      message,
      to: user,
      conversation: id,
      replyTo: activity,
      at: time,
      in: connection
    )
  }

  mutating func run(_ command: FlowCommand) throws(DatabaseError) {
    switch command {
    case .start(let flow, let input):
      var members = input.object ?? JSONObject()
      members["conversation"] = .string(id)
      let execution = runner.name(for: flow)
      starts.append((flow, execution, .object(members)))
      conversation.started = .init(flow: flow, execution: execution)
    case .answer(let question, let answer, let words): try give(answer, to: question, words)
    case .revise(let question, let answer, let words): try revise(question, answer, words)
    case .cancel(let execution, let words): try cancel(execution, words)
    }
  }

  /// Settled before the flow hears of it: of two clicks at once the second finds it settled.
  private mutating func give(
    _ answer: JSON,
    to question: Question,
    _ words: FlowCommand.Words
  ) throws(DatabaseError) {
    guard try QuestionStore.settle(question.id, as: .answered, at: time, in: connection) else {
      let state = try QuestionStore.question(question.id, in: connection)?.state
      return try say(Reply(state == .answered ? words.again : words.late))
    }
    guard try runner.answer(question.token, with: answer, at: time, in: connection) else {
      try QuestionStore.withdraw(question.id, at: time, in: connection)
      try say(Reply(words.late))
      return try replace(question, with: words.late)
    }
    if let done = words.done { try say(Reply(done)) }
    try replace(question, with: words.shown, receiptOf: answer)
  }

  private mutating func revise(
    _ question: Question,
    _ answer: JSON,
    _ words: FlowCommand.Words
  ) throws(DatabaseError) {
    guard try runner.revise(question.token, with: answer, at: time, in: connection) else {
      return try say(Reply(words.late))
    }
    if let done = words.done { try say(Reply(done)) }
    try replace(question, with: words.shown, receiptOf: answer)
  }

  private mutating func cancel(
    _ execution: String,
    _ words: FlowCommand.Words
  ) throws(DatabaseError) {
    // Asked for first: an engine may close the questions of what it stops.
    let open = try QuestionStore.closeAll(of: execution, at: time, in: connection)
    let isStopped = try runner.cancel(execution, by: user, at: time, in: connection)
    if let said = isStopped ? words.done : words.late { try say(Reply(said)) }
    for question in open { try replace(question, with: words.shown) }
    if conversation.started?.execution == execution { conversation.started = nil }
  }

  /// Puts what came of a card in its place, so that nobody clicks on it again: words, and the card as what was chosen.
  private func replace(
    _ question: Question,
    with text: String,
    receiptOf answer: JSON? = nil
  ) throws(DatabaseError) {
    guard question.isCard, question.message > 0 else { return }
    let language = conversation.language.flatMap(CardLanguage.init) ?? .nb
    let message = OutgoingMessage(
      text,
      card: answer.flatMap { question.receipt(of: $0, in: language).card },
      replaces: question.message
    )
    // Wherever the question was asked, which only the channel knows.
    _ = try OutboxStore.add(message, to: question.user, at: time, in: connection)
  }
}
