package import Ground
package import Messaging

/// What flows have to do with a user when their message comes in.
package struct Pending: Sendable, Hashable {
  /// The questions that wait to hear from the user, newest last.
  package var questions: [KeptQuestion]
  /// The question that the user answered last; nil before the first.
  package var answered: KeptQuestion?
  /// Whether the execution that the conversation started last still runs.
  package var isRunning: Bool

  package init(
    questions: [KeptQuestion] = [],
    answered: KeptQuestion? = nil,
    isRunning: Bool = false
  ) {
    self.questions = questions
    self.answered = answered
    self.isRunning = isRunning
  }
}

/// What a click on a card sends.
package struct Submission: Sendable, Hashable {
  /// The question that the card says it asks; nil where it says none or there is none of that number.
  package var question: Question?
  /// The action's data with the values by their inputs' ids, as they came.
  package var data: JSON

  package init(question: Question?, data: JSON) {
    self.question = question
    self.data = data
  }
}
