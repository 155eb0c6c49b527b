/// A pair that may answer an utterance, with what speaks for it.
package struct Match: Sendable, Hashable {
  /// The name of the pair.
  package var id: String
  /// The estimated probability that this pair answers the utterance, 0…1.
  ///
  /// Over the whole ranking the probabilities add up to at most 1; what is missing is the chance that no pair does.
  package var confidence: Double
  /// The wording that came nearest, as authored; nil where the text of the answer was all that matched.
  package var wording: String?
  /// The words of the utterance, as typed, that occur in that wording or else in the answer.
  package var evidence: [String]

  package init(id: String, confidence: Double, wording: String?, evidence: [String]) {
    self.id = id
    self.confidence = confidence
    self.wording = wording
    self.evidence = evidence
  }
}
