package import Dialogue
package import Foundation
package import Ground
package import Messaging
package import People
internal import Storage

/// A conversation of one user with the small helpdesk, kept in memory, with what flows say delivered after each turn.
package struct Talk {
  private let turn: Turn
  private let flows: any FlowRunner
  private let connection: Connection
  private let id: String
  package var user: User
  /// What is remembered so far.
  package private(set) var conversation = Conversation()
  /// What the last turn left behind; nil before the first.
  package private(set) var outcome: Turn.Outcome?
  /// What reached the user after the last turn, in order.
  package private(set) var messages: [OutgoingMessage] = []

  /// A quiet Wednesday morning.
  package static let now = Date(timeIntervalSince1970: 1_795_000_000)

  /// A conversation of the user with that id in the helpdesk's directory.
  package init(
    as id: String = "anna",
    with helpdesk: Helpdesk,
    flows: any FlowRunner = NoFlows()
  ) throws {
    self.flows = flows
    self.id = "test:\(id)"
    turn = Turn(reader: helpdesk.reader, content: helpdesk.content, hasFlow: flows.has)
    user = helpdesk.directory.user(id)
    connection = try Connection(path: ":memory:")
    try connection.migrate(ConversationStore.layouts)
  }

  /// Says something; gives the words that come back.
  @discardableResult
  package mutating func say(_ text: String) throws -> [String] {
    let (conversation, pending) = try situation()
    return try keep(
      turn.take(text, from: user, in: conversation, pending: pending, at: Self.now)
    )
  }

  /// Clicks on a card of the question of that number; gives the words that come back.
  @discardableResult
  package mutating func submit(_ data: JSON, to question: Int) throws -> [String] {
    let (conversation, pending) = try situation()
    let submission = Submission(
      question: try QuestionStore.question(question, in: connection),
      data: data
    )
    return try keep(
      turn.take(submission, from: user, in: conversation, pending: pending, at: Self.now)
    )
  }

  /// Keeps an outcome, also one that was made before others were kept.
  @discardableResult
  package mutating func keep(_ outcome: Turn.Outcome) throws -> [String] {
    self.outcome = outcome
    try commit(outcome)
    messages = try delivered()
    let (conversation, pending) = try situation()
    let next = turn.goOn(with: user, in: conversation, pending: pending, at: Self.now)
    if let next {
      try commit(next)
      messages += try delivered()
    }
    return messages.map(\.text)
  }

  private mutating func commit(_ outcome: Turn.Outcome) throws {
    let kept = try connection.transaction { (connection) throws(DatabaseError) in
      try ConversationStore.keep(outcome, of: id, through: flows, at: Self.now, in: connection)
    }
    conversation = kept
  }

  /// What a turn on `text` would come to; nothing is kept.
  package func taking(_ text: String) throws -> Turn.Outcome {
    let (conversation, pending) = try situation()
    return turn.take(text, from: user, in: conversation, pending: pending, at: Self.now)
  }

  /// The questions that wait for the user.
  package var questions: [Question] {
    get throws { try QuestionStore.openQuestions(of: user.id, in: connection).map(\.question) }
  }

  /// The question of that number, whatever has become of it.
  package func question(_ number: Int) throws -> Question? {
    try QuestionStore.question(number, in: connection)
  }

  /// The reasons for the last decision.
  package var why: [String] { outcome.map(turn.explain) ?? [] }

  /// What may be chosen now, by the last message that offers something.
  package var choices: [String] { messages.last { !$0.options.isEmpty }?.options ?? [] }

  private func situation() throws -> (conversation: Conversation, pending: Pending) {
    try ConversationStore.situation(of: id, with: user.id, through: flows, in: connection)
  }

  private func delivered() throws -> [OutgoingMessage] {
    try (flows as? ScriptedFlows)?.settle(at: Self.now, in: connection)
    let deliveries = try ConversationStore.undelivered(
      to: user.id,
      skip: turn.skip(in: conversation),
      in: connection
    )
    for delivery in deliveries {
      try OutboxStore.markDelivered(delivery.number, at: Self.now, in: connection)
    }
    return deliveries.filter { !$0.isRepeated }.map(\.message)
  }
}
