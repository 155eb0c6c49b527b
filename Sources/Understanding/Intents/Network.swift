/// A network with one hidden layer: features, rectified units, one number for each label.
///
/// Rows are padded with zeros to whole lanes; the padding of `outputBias` holds ``never``.
struct Network: Sendable, Equatable {
  /// A score whose probability is 0.
  static let never: Float = -1e30

  let labels: Int
  let hidden: Int
  /// A row of the hidden layer for each feature; nearly all of the model, so half the bits are kept.
  var input: [HalfLane]
  /// A row of the labels for each hidden unit.
  var output: [Lane]
  var hiddenBias: [Lane]
  var outputBias: [Lane]

  var inputWidth: Int { hiddenBias.count }
  var outputWidth: Int { outputBias.count }

  /// The row of a feature.
  func row(of feature: Int) -> [Lane] {
    input[feature * inputWidth..<(feature + 1) * inputWidth].map(\.widened)
  }

  /// The log-odds of each label, up to a common term, in `outputWidth` lanes.
  func scores(of vector: FeatureVector) -> [Lane] {
    var units = hiddenBias
    Lanes.add(input, vector.ids, vector.values, to: &units)
    var scores = outputBias
    Lanes.add(output, timesActive: units[...], to: &scores)
    return scores
  }
}
