/// How good some predictions are, by the usual measures.
///
/// All of it is arithmetic on the given predictions. A mean over nothing is 0.
package struct Evaluation: Sendable {
  /// The predictions in their order.
  package let predictions: [Prediction]

  package init(_ predictions: [Prediction]) { self.predictions = predictions }

  /// The predictions whose utterances have a label.
  package var inScope: [Prediction] { predictions.filter { $0.gold != nil } }

  /// The predictions whose utterances have none.
  package var outOfScope: [Prediction] { predictions.filter { $0.gold == nil } }

  /// The share of utterances in scope whose first label is right, 0…1; for retrieval this is P@1.
  package var accuracy: Double { mean(inScope) { $0.isRight ? 1 : 0 } }

  /// The mean over utterances in scope of 1 / the place of the right label, 0…1; 0 where it is not in the ranking.
  package var meanReciprocalRank: Double { mean(inScope) { $0.rank.map { 1 / Double($0) } ?? 0 } }

  /// The area under the ROC curve of the confidence, utterances in scope against those out of scope.
  ///
  /// The chance that one in scope gets a higher confidence than one out of scope, ties counting a half
  /// (Hanley, McNeil 1982); nil where either kind is missing.
  package var scopeAUROC: Double? {
    auroc(inScope.map(\.confidence), outOfScope.map(\.confidence))
  }

  /// The same for right first labels against wrong ones, over all utterances; nil where either kind is missing.
  package var rightnessAUROC: Double? {
    auroc(
      predictions.filter(\.isRight).map(\.confidence),
      predictions.filter { !$0.isRight }.map(\.confidence)
    )
  }

  func mean(_ some: [Prediction], of value: (Prediction) -> Double) -> Double {
    some.isEmpty ? 0 : some.reduce(0) { $0 + value($1) } / Double(some.count)
  }

  /// By the sum of the positives' ranks among all (Mann, Whitney 1947), tied ones sharing their mean rank.
  private func auroc(_ positives: [Double], _ negatives: [Double]) -> Double? {
    guard !positives.isEmpty, !negatives.isEmpty else { return nil }
    let all = (positives.map { ($0, true) } + negatives.map { ($0, false) }).sorted { $0.0 < $1.0 }
    var (rankSum, start) = (0.0, 0)
    while start < all.count {
      var end = start
      while end < all.count && all[end].0 == all[start].0 { end += 1 }
      let meanRank = Double(start + 1 + end) / 2
      rankSum += meanRank * Double(all[start..<end].count { $0.1 })
      start = end
    }
    let (p, n) = (Double(positives.count), Double(negatives.count))
    return (rankSum - p * (p + 1) / 2) / (p * n)
  }
}
