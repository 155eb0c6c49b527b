internal import Ground

/// One linear support vector machine for each label against all others, with squared hinge loss.
///
/// All are trained side by side by dual coordinate descent (Hsieh, Chang, Lin, Keerthi, Sundararajan 2008), eight to
/// a lane; the examples of a label weigh as much as all others together.
struct LinearMachine: Sendable, Equatable {
  /// A row of the labels for each feature, padded with zeros to whole lanes.
  private(set) var rows: [Lane]
  /// The score of each label without any feature; ``Network/never`` in the padding.
  private(set) var bias: [Lane]

  /// The share of the vote that it gets where it votes at all.
  static let share: Float = 0.35
  /// Brings margins to the scale of log-odds.
  private static let sharpness: Float = 3

  /// Learns from vectors of `features` features and the label of each.
  init(_ vectors: [FeatureVector], labels: [Int], labelCount: Int, features: Int, passes: Int = 10)
  {
    var descent = Descent(labels: labels, labelCount: labelCount)
    rows = Array(repeating: Lane(), count: features * descent.width)
    bias = Array(repeating: Lane(), count: descent.width)
    var order = Array(vectors.indices)
    var generator = SeededGenerator(seed: 1)
    var change = bias
    for _ in 0..<passes {
      generator.shuffle(&order)
      for example in order {
        let vector = vectors[example]
        for lane in change.indices { change[lane] = bias[lane] }
        Lanes.add(rows, vector.ids, vector.values, to: &change)
        descent.step(example, squares: vector.squares + 1, &change)
        for lane in change.indices { bias[lane] += change[lane] }
        Lanes.spread(change, times: vector.values, over: vector.ids, of: &rows)
      }
    }
    for label in labelCount..<descent.width * 8 { bias[label / 8][label % 8] = Network.never }
  }

  /// Rows and bias on the scale of log-odds.
  var sharpened: (rows: [Lane], bias: [Lane]) {
    (rows.map { $0 * Self.sharpness }, bias.map { $0 * Self.sharpness })
  }

  /// The score of each label, up to a common term.
  func scores(of vector: FeatureVector) -> [Lane] {
    var scores = bias
    Lanes.add(rows, vector.ids, vector.values, to: &scores)
    return scores.map { $0 * Self.sharpness }
  }

  /// The dual variables, one for each example and label, and the step of one example.
  private struct Descent {
    let labels: [Int]
    let width: Int
    private var duals: [Lane]
    /// The inverse cost of an example, for its own label and for the others.
    private var own: [Float]
    private var others: [Lane]

    init(labels: [Int], labelCount: Int) {
      self.labels = labels
      width = Lanes.needed(for: labelCount)
      duals = Array(repeating: Lane(), count: labels.count * width)
      own = Array(repeating: 0.5, count: labelCount)
      others = Array(repeating: Lane(repeating: 0.5), count: width)
      var sizes = [Float](repeating: 0, count: labelCount)
      for label in labels { sizes[label] += 1 }
      let total = Float(labels.count)
      for (label, size) in sizes.enumerated() where size > 0 && size < total {
        own[label] = size / total
        others[label / 8][label % 8] = (total - size) / total
      }
    }

    /// Turns the scores of an example into the change of the weights that it asks for.
    mutating func step(_ example: Int, squares: Float, _ scores: inout [Lane]) {
      let label = labels[example]
      for lane in scores.indices {
        var (sign, cost) = (Lane(repeating: -1), others[lane])
        if label / 8 == lane {
          sign[label % 8] = 1
          cost[label % 8] = own[label]
        }
        let dual = duals[example * width + lane]
        let gradient = sign * scores[lane] - 1 + cost * dual
        let moved = pointwiseMax(dual - gradient / (cost + squares), Lane())
        duals[example * width + lane] = moved
        scores[lane] = (moved - dual) * sign
      }
    }
  }
}
