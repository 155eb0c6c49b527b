package import Dialogue
package import Foundation

/// A conversation of one user with the small helpdesk, kept in memory.
package struct Talk {
  private let turn: Turn
  package var user: User
  /// What is remembered so far.
  package private(set) var conversation = Conversation()
  /// What the last turn left behind; nil before the first.
  package private(set) var outcome: Turn.Outcome?

  /// A quiet Saturday morning.
  package static let now = Date(timeIntervalSince1970: 1_795_000_000)

  /// A conversation of the user with that id in the helpdesk's directory.
  package init(as id: String = "anna", with helpdesk: Helpdesk) {
    turn = helpdesk.turn
    user = helpdesk.directory.user(id)
  }

  /// Says something; gives the words of the replies.
  @discardableResult
  package mutating func say(_ text: String) -> [String] {
    let outcome = turn.take(text, from: user, in: conversation, at: Self.now)
    conversation = outcome.conversation
    self.outcome = outcome
    return outcome.replies.map(\.text)
  }

  /// The reasons for the last decision.
  package var why: [String] { outcome.map(turn.explain) ?? [] }

  /// What may be chosen now, by the last reply that offers something.
  package var choices: [String] {
    outcome?.replies.last { !$0.options.isEmpty }?.options.map(\.title) ?? []
  }
}
