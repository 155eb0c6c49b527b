package import Ground
package import struct Foundation.Date

/// Something a flow asked somebody and waits to hear: the card or the words, and what would be an answer.
///
/// The answer is bound to it: only `user`, in a conversation of theirs, and only while it is open.
package struct Question: Sendable, Hashable {
  /// Its number in the store, from 1; what a card carries back as `rakelQuestion`.
  package var id: Int
  /// The execution's token: who has it may end the wait.
  package var token: String
  /// The name of the execution that asks.
  package var execution: String
  /// The name of the flow that the execution runs: of an intent, where the chat may start it.
  package var flow: String
  /// The user's id in the directory.
  package var user: String
  /// The words of the question, in Markdown.
  package var text: String
  /// What must be told, in order; one that a card has, or the one that a question in words asks for.
  package var inputs: [Input]
  /// The actions of the card, by the words on their buttons; empty for a question in words.
  package var actions: [Action]
  /// Whether it was asked by a card.
  package var isCard: Bool
  /// The outbox's number of the message that asks it.
  package var message: Int
  package var asked: Date
  package var state: State

  /// A question that is about to be put; ``QuestionStore/open(_:saying:in:)`` gives it its number and its message.
  package init(
    token: String,
    execution: String,
    flow: String,
    user: String,
    text: String,
    inputs: [Input],
    actions: [Action] = [],
    isCard: Bool = false,
    asked: Date
  ) {
    (id, message, state) = (0, 0, .open)
    self.token = token
    self.execution = execution
    self.flow = flow
    self.user = user
    self.text = text
    self.inputs = inputs
    self.actions = actions
    self.isCard = isCard
    self.asked = asked
  }

  /// Whether an answer still counts.
  package enum State: String, Sendable, Hashable {
    case open, answered
    /// The flow has gone on without it: it timed out, or was cancelled.
    case closed
  }

  /// A button of a card: its words and the data that come back with the inputs.
  package struct Action: Sendable, Hashable {
    package var title: String
    package var data: JSON
    /// Whether the inputs must be told with it; not where the card says `"associatedInputs": "none"`.
    package var takesInputs: Bool
    /// Whether the card still has it; one that it had is understood nevertheless, for somebody may see it yet.
    package var isOffered: Bool

    package init(title: String, data: JSON, takesInputs: Bool = true, isOffered: Bool = true) {
      self.title = title
      self.data = data
      self.takesInputs = takesInputs
      self.isOffered = isOffered
    }
  }

  /// One value to be told.
  package struct Input: Sendable, Hashable {
    /// The member of the answer that it becomes.
    package var id: String
    /// The words before it, in Markdown.
    package var label: String
    package var kind: Kind
    package var isRequired: Bool
    /// Whether it is a `yes` or `no` to «did that help?», which people also answer by how things are.
    package var asksWhetherItHelped: Bool

    package init(
      id: String,
      label: String,
      kind: Kind,
      isRequired: Bool,
      asksWhetherItHelped: Bool = false
    ) {
      self.id = id
      self.label = label
      self.kind = kind
      self.isRequired = isRequired
      self.asksWhetherItHelped = asksWhetherItHelped
    }

    /// What a value must be.
    package enum Kind: Sendable, Hashable {
      /// Any words, at most so many characters, fitting the pattern where there is one.
      case text(maximumLength: Int?, pattern: String?)
      /// One of a few, or several of them, by value.
      case choice([Choice], severalAllowed: Bool)
      /// A day, `YYYY-MM-DD`, within bounds of the same form where there are some.
      case date(earliest: String?, latest: String?)
      /// A time of day, `HH:MM`, within bounds of the same form where there are some.
      case time(earliest: String?, latest: String?)
      case number(least: Double?, most: Double?)
      /// One of two values.
      case toggle(on: String, off: String)
    }

    /// One of the values that may be chosen, and the words for it.
    package struct Choice: Sendable, Hashable {
      package var title: String
      package var value: String

      package init(title: String, value: String) {
        self.title = title
        self.value = value
      }
    }
  }
}
