internal import Foundation
internal import Ground
package import Storage

/// Cards that outlive the wait for their answer.
extension QuestionStore {
  /// Puts a card that nobody waits for: its buttons start the flows that they name (``Question/startKey``).
  ///
  /// - Returns: the question with its number and its message's.
  package static func stand(
    _ question: Question,
    saying message: (_ id: Int) -> OutgoingMessage,
    in connection: Connection
  ) throws(DatabaseError) -> Question {
    var question = try open(question, saying: message, in: connection)
    try withdraw(question.id, at: question.asked, in: connection)
    question.state = .closed
    return question
  }

  /// Gives a card's question other words and buttons, for the card is another one now.
  ///
  /// The buttons that it had are understood still: somebody may press one before the new card is there.
  package static func change(
    _ id: Int,
    text: String,
    actions: [Question.Action],
    in connection: Connection
  ) throws(DatabaseError) {
    let before = try question(id, in: connection)?.actions ?? []
    let gone = before.filter { old in !actions.contains { $0.data == old.data } }.map { old in
      var action = old
      action.isOffered = false
      return action
    }
    try connection.run(
      "UPDATE question SET text = ?, actions = ? WHERE id = ?",
      .text(text),
      .json(.array((actions + gone).map(\.stored))),
      .integer(id)
    )
  }
}
