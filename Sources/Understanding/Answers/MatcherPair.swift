/// A question somebody may ask in several wordings, and the answer to it.
package struct MatcherPair: Sendable, Hashable {
  /// The name of the pair; one pair per name.
  package var id: String
  /// The question and its alternates; empty where only the answer's own text can be found.
  package var questions: [String]
  /// The answer as text or Markdown; only its words matter here.
  package var answer: String
  /// What the pair is filtered by: names and values, compared without regard to case.
  package var metadata: [String: String]
  /// Whether the pair competes only as a follow-up of the last answer.
  package var isContextOnly: Bool
  /// The names of the pairs that this pair's answer offers to go on with.
  package var followUps: [String]

  package init(
    id: String,
    questions: [String],
    answer: String = "",
    metadata: [String: String] = [:],
    isContextOnly: Bool = false,
    followUps: [String] = []
  ) {
    self.id = id
    self.questions = questions
    self.answer = answer
    self.metadata = metadata
    self.isContextOnly = isContextOnly
    self.followUps = followUps
  }
}
