extension Opinion {
  /// The best labels by their number, best first, with calibrated scores: at least one, at most `limit`.
  func ranking(_ confidence: Confidence, limit: Int) -> [(label: Int, score: Double)] {
    let probabilities = self.probabilities
    let wanted = min(max(1, limit), probabilities.count)
    var order: [Int] = []
    order.reserveCapacity(wanted)
    // Of equal labels the first comes first.
    for label in probabilities.indices {
      order.insert(label, keeping: wanted) { probabilities[$0] > probabilities[$1] }
    }
    let trust = confidence.score(of: self)
    let top = Double(probabilities[order[0]])
    let rest = probabilities.reduce(-top) { $0 + Double($1) }
    let share = min(top > 0 ? trust / top : 0, rest > 0 ? (1 - trust) / rest : 0)
    return order.enumerated().map { place, label in
      (label, place == 0 ? trust : Double(probabilities[label]) * share)
    }
  }
}

extension Classification {
  /// An opinion with names for its labels and calibrated scores.
  init(of opinion: Opinion, labels: [String], _ confidence: Confidence, limit: Int) {
    let ranking = opinion.ranking(confidence, limit: limit).map {
      Scored(candidate: labels[$0.label], score: $0.score)
    }
    self.init(ranking: ranking, unseen: opinion.unseen)
  }
}
