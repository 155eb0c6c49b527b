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
    Self.classification(
      of: ensemble.opinion(on: Features(of: text)),
      labels: labels,
      confidence: confidence,
      limit: limit
    )
  }

  static func classification(
    of opinion: Opinion,
    labels: [String],
    confidence: Confidence,
    limit: Int
  ) -> Classification {
    let probabilities = opinion.probabilities
    var order: [Int] = []
    for _ in 0..<min(max(1, limit), labels.count) {
      var best: Int?
      for label in probabilities.indices where !order.contains(label) {
        if best.map({ probabilities[label] > probabilities[$0] }) ?? true { best = label }
      }
      if let best { order.append(best) }
    }
    let trust = confidence.score(of: opinion)
    let top = Double(probabilities[order[0]])
    let share = min(top > 0 ? trust / top : 0, top < 1 ? (1 - trust) / (1 - top) : 0)
    let ranking = order.enumerated().map { place, label in
      Scored(
        candidate: labels[label],
        score: place == 0 ? trust : Double(probabilities[label]) * share
      )
    }
    return Classification(ranking: ranking, unseen: opinion.unseen)
  }
}
