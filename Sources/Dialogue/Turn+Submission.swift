package import Foundation
internal import Ground
internal import Messaging
package import People
internal import Understanding

/// A click on a card of a flow.
extension Turn {
  /// Handles what a card submitted.
  ///
  /// Nobody else's answer counts, and nobody learns whether there is such a question. A card that was answered, or
  /// that the flow has gone on without, gets a kind reply, or starts the flow that the button names
  /// (``Messaging/Question/startKey``).
  package func take(
    _ submission: Submission,
    from user: User,
    in conversation: Conversation,
    pending: Pending = Pending(),
    at now: Date
  ) -> Outcome {
    let scene = Scene(user: user, conversation: conversation, pending: pending, now: now)
    guard user.role.mayUseRakel else { return refuse(Heard(""), scene) }
    let question = submission.question.flatMap { $0.user == user.id ? $0 : nil }
    var exchange = Exchange(
      scene,
      scope: Reader.Scope(municipality: user.municipality),
      reading: Reading(text: "", candidates: []),
      turn: self
    )
    guard let question else {
      exchange.refuse(.question, saying: .notYours)
      return exchange.outcome
    }
    let (data, hasSecrets) = Self.masked(submission.data, for: question)
    let told = Self.filling(of: question, with: data)
    if hasSecrets { exchange.say(.masked) }
    submit(data, told, to: question, &exchange)
    var outcome = exchange.outcome
    outcome.heard = exchange.summary(of: told, for: question)
    return outcome
  }

  private func submit(
    _ data: JSON,
    _ told: Filling,
    to question: Question,
    _ exchange: inout Exchange
  ) {
    let flow = question.action(in: data)?.data[Question.startKey]?.string
    if question.state != .open, flow == nil {
      return exchange.say(question.state == .answered ? .alreadyAnswered : .tooLate)
    }
    do throws(AnswerFaults) {
      let answer = try question.answer(from: data)
      if question.state == .open {
        exchange.answer(question, with: answer, told: told)
      } else if let flow {
        exchange.start(flow, with: answer)
      }
    } catch {
      for fault in error.faults { exchange.say(fault, of: question) }
    }
  }

  /// What a submission tells, as if it had been told in the chat.
  private static func filling(of question: Question, with data: JSON) -> Filling {
    var filling = Filling(question: question.id)
    filling.action = question.action(in: data).flatMap(question.actions.firstIndex)
    for input in question.inputs {
      switch data[input.id] {
      case .string(let text) where !text.isEmpty: filling.values[input.id] = text
      case .integer, .double: filling.values[input.id] = data[input.id]?.text
      default: break
      }
    }
    return filling
  }
}
