/// A recogniser of intents, trained from examples: text in, labels with calibrated confidence out.
///
/// It never changes once made, so any number of threads may ask it at once.
package final class IntentModel: Sendable {
  /// The labels it knows, in order of their names.
  package let labels: [String]
  let ensemble: Ensemble
  let confidence: Confidence

  init(labels: [String], ensemble: Ensemble, confidence: Confidence) {
    self.labels = labels
    self.ensemble = ensemble
    self.confidence = confidence
  }

  /// What a text may mean: the `limit` best labels, at least one.
  ///
  /// No more than the first 4096 bytes are looked at. A text without words has all scores 0.
  package func classify(_ text: String, limit: Int = 5) -> Classification {
    let opinion = ensemble.opinion(on: Features(of: text))
    return Classification(of: opinion, labels: labels, confidence, limit: limit)
  }
}
