/// A network with one hidden layer: features, rectified units, one number for each label.
///
/// Rows are padded with zeros to whole lanes; the padding of `outputBias` holds ``never``.
struct Network: Sendable, Equatable {
  /// A score whose probability is 0.
  static let never: Float = -1e30

  let labels: Int
  let hidden: Int
  /// A row of the hidden layer for each feature.
  var input: [Lane]
  /// A row of the labels for each hidden unit.
  var output: [Lane]
  var hiddenBias: [Lane]
  var outputBias: [Lane]

  var inputWidth: Int { hiddenBias.count }
  var outputWidth: Int { outputBias.count }

  /// The log-odds of each label, up to a common term, in `outputWidth` lanes.
  func scores(of vector: FeatureVector) -> [Lane] {
    var units = hiddenBias
    var scores = outputBias
    unsafe units.withUnsafeMutableBufferPointer { units in
      guard let units = units.baseAddress else { return }
      unsafe addInput(vector, to: units)
      unsafe scores.withUnsafeMutableBufferPointer { scores in
        guard let scores = scores.baseAddress else { return }
        unsafe addOutput(units, to: scores)
      }
    }
    return scores
  }

  /// `units` has `inputWidth` lanes; the vector's ids are features of this network's vocabulary.
  private func addInput(_ vector: FeatureVector, to units: UnsafeMutablePointer<Lane>) {
    unsafe input.withUnsafeBufferPointer { rows in
      unsafe vector.ids.withUnsafeBufferPointer { ids in
        unsafe vector.values.withUnsafeBufferPointer { values in
          guard let rows = rows.baseAddress else { return }
          unsafe Lanes.add(rows, ids, values, to: units, width: inputWidth)
        }
      }
    }
  }

  /// `scores` has `outputWidth` lanes.
  private func addOutput(
    _ units: UnsafePointer<Lane>,
    to scores: UnsafeMutablePointer<Lane>
  ) {
    var ids: [Int32] = []
    var values: [Float] = []
    for unit in 0..<hidden {
      let value = unsafe units[unit / 8][unit % 8]
      if value > 0 {
        ids.append(Int32(unit))
        values.append(value)
      }
    }
    unsafe output.withUnsafeBufferPointer { rows in
      unsafe ids.withUnsafeBufferPointer { ids in
        unsafe values.withUnsafeBufferPointer { values in
          guard let rows = rows.baseAddress else { return }
          unsafe Lanes.add(rows, ids, values, to: scores, width: outputWidth)
        }
      }
    }
  }
}
