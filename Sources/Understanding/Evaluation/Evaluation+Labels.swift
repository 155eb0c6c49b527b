extension Evaluation {
  /// How well one label is told from the others.
  package struct LabelScore: Sendable, Hashable {
    package var label: String
    /// How many utterances have the label.
    package var count: Int
    /// The share of its predictions that are right; 0 where it was never predicted.
    package var precision: Double
    /// The share of its utterances that were found.
    package var recall: Double
    /// The harmonic mean of precision and recall.
    package var f1: Double
  }

  /// Two labels of which one was taken for the other.
  package struct Confusion: Sendable, Hashable {
    /// The right label; nil for what is out of scope.
    package var gold: String?
    /// The label offered first; nil where none was.
    package var predicted: String?
    package var count: Int
  }

  /// The scores of all labels that occur, in the order of their names.
  package var labelScores: [LabelScore] {
    var (gold, predicted, right): ([String: Int], [String: Int], [String: Int]) = ([:], [:], [:])
    for prediction in predictions {
      if let label = prediction.gold { gold[label, default: 0] += 1 }
      if let label = prediction.label { predicted[label, default: 0] += 1 }
      if let label = prediction.gold, prediction.isRight { right[label, default: 0] += 1 }
    }
    return Set(gold.keys).union(predicted.keys).sorted().map { label in
      let hits = Double(right[label] ?? 0)
      let (asked, given) = (gold[label] ?? 0, predicted[label] ?? 0)
      return LabelScore(
        label: label,
        count: asked,
        precision: given == 0 ? 0 : hits / Double(given),
        recall: asked == 0 ? 0 : hits / Double(asked),
        f1: asked + given == 0 ? 0 : 2 * hits / Double(asked + given)
      )
    }
  }

  /// The mean F1 over the labels that utterances have, each label weighing the same.
  package var macroF1: Double {
    let scores = labelScores.filter { $0.count > 0 }
    return scores.isEmpty ? 0 : scores.reduce(0) { $0 + $1.f1 } / Double(scores.count)
  }

  /// What was taken for what, most often first; equal counts in the order of the names.
  package var confusions: [Confusion] {
    var counts: [Confusion: Int] = [:]
    for prediction in predictions where prediction.label != prediction.gold {
      let pair = Confusion(gold: prediction.gold, predicted: prediction.label, count: 0)
      counts[pair, default: 0] += 1
    }
    return counts.map { Confusion(gold: $0.gold, predicted: $0.predicted, count: $1) }.sorted {
      ($1.count, $0.gold ?? "", $0.predicted ?? "") < ($0.count, $1.gold ?? "", $1.predicted ?? "")
    }
  }
}
