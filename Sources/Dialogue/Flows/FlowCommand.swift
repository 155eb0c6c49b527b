package import Ground
package import Messaging

/// What a turn asks of the flows; carried out in the turn's transaction.
package enum FlowCommand: Sendable, Hashable {
  /// Start a flow; its input gets the conversation's id when it is carried out.
  case start(String, input: JSON)
  /// Answer a question with what ``Question/answer(from:)`` made of it.
  case answer(Question, with: JSON, Words)
  /// Answer a question that was answered before in another way.
  case revise(Question, with: JSON, Words)
  /// Stop an execution.
  case cancel(execution: String, Words)

  /// What is said of a command, by what comes of it.
  package struct Words: Sendable, Hashable {
    /// Where it was done; nil where the flow speaks for itself.
    package var done: String?
    /// Where the flow had gone on or ended.
    package var late: String
    /// Where somebody was quicker with the same, such as a double click.
    package var again: String
    /// What takes the place of the card that asked.
    package var shown: String

    package init(done: String? = nil, late: String, again: String = "", shown: String = "") {
      self.done = done
      self.late = late
      self.again = again
      self.shown = shown
    }
  }
}
