package import Understanding

/// What to do about an utterance.
package enum Decision: Sendable, Hashable {
  /// Serve the intent of that name.
  case intent(String)
  /// Give the answer of the pair with that id.
  case answer(String)
  /// Ask which of two or three is meant.
  case clarify([Candidate])
  /// Say that we do not know; the label, where one says why (`None.HR`), has words of its own.
  case none(label: String?)
  /// Say that this account may not; nothing is named.
  case refused(Refusal)

  /// Why somebody is refused.
  package enum Refusal: Sendable, Hashable {
    /// The account may not use Rakel at all.
    case account
    /// The role may not use the intent.
    case role
    /// The question was asked of somebody else.
    case question
  }
}

/// A decision, with what it was taken on.
package struct Verdict: Sendable, Hashable {
  package var decision: Decision
  /// The confidence of what was decided, from 0 to 1: of the best candidate, or, for none, that there is none.
  package var confidence: Double
  /// What stood to choose from, best first, without what the role may not know of.
  package var candidates: [Weighed]

  /// Whether something is to be served: an intent or an answer.
  var isAnswer: Bool { candidate != nil }

  /// Whether it was not understood.
  var isNone: Bool { if case .none = decision { true } else { false } }

  /// What is to be served; nil where nothing is.
  var candidate: Candidate? {
    switch decision {
    case .intent(let name): Candidate(.intent, name)
    case .answer(let id): Candidate(.answer, id)
    case .clarify, .none, .refused: nil
    }
  }

  /// The intent's name or the pair's id that was decided on.
  package var name: String? { candidate?.name }
}
