internal import Ground

/// A question as it is kept: which one it is, and what it asks where somebody wants to know.
///
/// To read what a card asks takes longer than all else about it, and of the questions that wait for a user a message is
/// about one.
package struct KeptQuestion: Sendable, Hashable {
  private let unread: Question
  /// Inputs and actions as they are kept; nil where the question has them.
  private let inputs: [UInt8]?
  private let actions: [UInt8]?

  /// A question that has been read.
  package init(_ question: Question) { (unread, inputs, actions) = (question, nil, nil) }

  init(_ unread: Question, inputs: [UInt8], actions: [UInt8]) {
    self.unread = unread
    self.inputs = inputs
    self.actions = actions
  }

  /// See ``Question/id``.
  package var id: Int { unread.id }
  /// See ``Question/execution``.
  package var execution: String { unread.execution }
  /// See ``Question/flow``.
  package var flow: String { unread.flow }

  /// All of it; without what cannot be read, which no Rakel of this layout wrote.
  package var question: Question {
    guard let inputs, let actions else { return unread }
    var question = unread
    question.take(
      inputs: (try? JSON(parsing: inputs)) ?? .null,
      actions: (try? JSON(parsing: actions)) ?? .null
    )
    return question
  }
}
