package import Foundation
internal import Ground
internal import Messaging
internal import Norwegian
package import People
internal import Understanding

/// What there is to say of open questions without a message: after a turn, when the flows have come to rest.
extension Turn {
  /// Notes what the user has said already of what a new card asks, or goes back to a question that was left for
  /// another; nil where there is nothing to say.
  ///
  /// Called when all that flows had to say has been delivered; its outcome is kept and delivered like any turn's.
  package func goOn(
    with user: User,
    in conversation: Conversation,
    pending: Pending,
    at now: Date
  ) -> Outcome? {
    guard user.role.mayUseRakel, conversation.stopping == nil, conversation.open.isEmpty,
      let newest = pending.questions.last
    else {
      return nil
    }
    let scene = Scene(user: user, conversation: conversation, pending: pending, now: now)
    var exchange = Exchange(
      scene,
      scope: Reader.Scope(municipality: user.municipality),
      reading: Reading(text: "", candidates: []),
      turn: self
    )
    if note(of: newest, &exchange) { return exchange.outcome }
    guard let owed = conversation.owed, newest.id <= owed, let question = exchange.question else {
      return nil
    }
    exchange.conversation.owed = nil
    exchange.put(question, after: .back)
    return exchange.outcome
  }

  /// Takes from the message that started a flow what its first card asks, and says so; the user then only tells the
  /// rest, and chooses the action.
  private func note(of newest: KeptQuestion, _ exchange: inout Exchange) -> Bool {
    guard let started = exchange.conversation.started, !started.isRead,
      started.execution == newest.execution,
      exchange.pending.answered?.execution != started.execution,
      let said = exchange.conversation.last, said.candidate == Candidate(.intent, started.flow)
    else {
      return false
    }
    let question = newest.question
    guard !question.actions.isEmpty,
      exchange.filling(of: question) == Filling(question: question.id)
    else {
      return false
    }
    exchange.conversation.started?.isRead = true
    var filling = Filling(question: question.id)
    let told = slots(of: question, exchange).read(said.text)
    for input in question.inputs {
      // What does not fit was not said about this.
      guard let value = told.values[input.id], (try? input.value(from: .string(value))) != nil
      else {
        continue
      }
      filling.values[input.id] = value
    }
    guard !filling.values.isEmpty else { return false }
    filling.mustChoose = true
    exchange.keep(filling)
    exchange.say(Reply(exchange.told(filling.values, of: question, as: .noted)))
    exchange.put(question)
    return true
  }
}
