internal import Foundation

/// Naive Bayes by what the other labels lack (Rennie, Shih, Teevan, Karger 2003).
///
/// It has nothing to fit, and so does better than networks on few examples of long texts; ``Ensemble`` lets it vote
/// where cross-validation shows that.
struct ComplementBayes: Sendable, Equatable {
  /// A row of the labels for each feature, padded with zeros to whole lanes.
  let rows: [Lane]
  /// 0 for each label and ``Network/never`` in the padding.
  let padding: [Lane]

  private static let smoothing: Float = 0.05
  /// Brings the scores to the scale of log-odds.
  private static let sharpness: Float = 4

  /// Learns from vectors of `features` features and the label of each.
  init(_ vectors: [FeatureVector], labels: [Int], labelCount: Int, features: Int) {
    let width = Lanes.needed(for: labelCount)
    var sums = [Lane](repeating: Lane(), count: features * width)
    var labelSums = [Lane](repeating: Lane(), count: width)
    for (vector, label) in zip(vectors, labels) {
      for (id, value) in zip(vector.ids, vector.values) {
        sums[Int(id) * width + label / 8][label % 8] += value
        labelSums[label / 8][label % 8] += value
      }
    }
    var padding = [Lane](repeating: Lane(repeating: Network.never), count: width)
    for label in 0..<labelCount { padding[label / 8][label % 8] = 0 }
    self.padding = padding
    let total = labelSums.reduce(0) { $0 + $1.sum() } + Self.smoothing * Float(features)
    var rows = sums
    for feature in 0..<features {
      let row = feature * width
      let all = sums[row..<row + width].reduce(0) { $0 + $1.sum() } + Self.smoothing
      for label in 0..<labelCount {
        let (lane, place) = (label / 8, label % 8)
        let share = (all - sums[row + lane][place]) / (total - labelSums[lane][place])
        rows[row + lane][place] = -log(max(share, 1e-12)) * Self.sharpness
      }
    }
    self.rows = rows
  }

  /// The score of each label, up to a common term.
  func scores(of vector: FeatureVector) -> [Lane] {
    var scores = padding
    Lanes.add(rows, vector.ids, vector.values, to: &scores)
    return scores
  }
}
