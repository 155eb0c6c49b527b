/// An utterance whose meaning is known, with what was made of it.
package struct Prediction: Sendable, Hashable {
  /// A label that was offered, with the confidence in it.
  package struct Guess: Sendable, Hashable {
    /// The intent, or the name of the pair.
    package var label: String
    /// 0…1.
    package var confidence: Double

    package init(_ label: String, _ confidence: Double) {
      self.label = label
      self.confidence = confidence
    }
  }

  /// What the utterance means; nil where it is out of scope, so that every guess is wrong.
  package var gold: String?
  /// What was offered, best first; may be empty.
  package var ranking: [Guess]

  package init(gold: String?, ranking: [Guess]) {
    self.gold = gold
    self.ranking = ranking
  }

  /// The label offered first; nil where none was.
  package var label: String? { ranking.first?.label }

  /// The confidence in the first label, 0 where there is none.
  package var confidence: Double { ranking.first?.confidence ?? 0 }

  /// Whether the first label is the right one; never where the utterance is out of scope.
  package var isRight: Bool { gold != nil && label == gold }

  /// The place of the right label in the ranking, from 1; nil where it is not there.
  package var rank: Int? {
    gold.flatMap { gold in ranking.firstIndex { $0.label == gold } }.map { $0 + 1 }
  }
}
