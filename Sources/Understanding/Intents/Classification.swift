/// A label with how sure the recogniser is of it.
package struct Scored: Sendable, Hashable {
  /// The label, as the examples wrote it.
  package var candidate: String
  /// The calibrated probability, from 0 to 1, that the text means this and is in scope at all.
  package var score: Double

  package init(candidate: String, score: Double) {
    self.candidate = candidate
    self.score = score
  }
}

/// What a text may mean, best first.
///
/// The scores add up to at most 1; what is missing is the probability that the text means something else.
package struct Classification: Sendable, Hashable {
  /// The best labels, best first; never empty.
  package var ranking: [Scored]
  /// The share of the text's letter groups that no example has, from 0 to 1; 1 for a text without words.
  package var unseen: Double

  package init(ranking: [Scored], unseen: Double) {
    self.ranking = ranking
    self.unseen = unseen
  }

  /// The score of the best label: right four times in five where it is 0.8.
  package var confidence: Double { ranking.first?.score ?? 0 }
}

/// A word of a text that speaks for a label.
package struct Evidence: Sendable, Hashable {
  /// The word as it stands in the text.
  package var word: String
  /// How much the log-probability of the label falls without the word, in nats; above 0.
  package var weight: Double

  package init(word: String, weight: Double) {
    self.word = word
    self.weight = weight
  }
}
