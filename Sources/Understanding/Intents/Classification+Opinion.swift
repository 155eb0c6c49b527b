extension Classification {
  /// An opinion with names for its labels and calibrated scores.
  init(of opinion: Opinion, labels: [String], _ confidence: Confidence, limit: Int) {
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
    let rest = probabilities.reduce(-top) { $0 + Double($1) }
    let share = min(top > 0 ? trust / top : 0, rest > 0 ? (1 - trust) / rest : 0)
    let ranking = order.enumerated().map { place, label in
      Scored(
        candidate: labels[label],
        score: place == 0 ? trust : Double(probabilities[label]) * share
      )
    }
    self.init(ranking: ranking, unseen: opinion.unseen)
  }
}
