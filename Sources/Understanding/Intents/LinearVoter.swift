/// A voter whose score of a label is a sum over features.
struct LinearVoter: Sendable, Equatable {
  /// A row of the labels for each feature.
  let rows: ByteRows
  /// The score of each label without any feature; so low in the padding that it never wins.
  let bias: [Lane]

  init(_ machine: LinearMachine, features: Int) {
    let sharpened = machine.sharpened
    let width = sharpened.bias.count
    rows = ByteRows(count: features, width: width) { feature in
      Array(sharpened.rows[feature * width..<(feature + 1) * width])
    }
    bias = sharpened.bias
  }

  init(_ bayes: ComplementBayes, features: Int, labels: Int) {
    let width = bayes.padding.count
    rows = ByteRows(count: features, width: width) { feature in
      var row = Array(bayes.rows[feature * width..<(feature + 1) * width])
      // What all labels have in common tells nothing, and would cost most of the eight bits.
      let scores = (0..<labels).map { row[$0 / 8][$0 % 8] }
      let middle = ((scores.min() ?? 0) + (scores.max() ?? 0)) / 2
      for label in 0..<labels { row[label / 8][label % 8] -= middle }
      return row
    }
    bias = bayes.padding
  }

  /// The score of each label, up to a common term.
  func scores(of vector: FeatureVector) -> [Lane] {
    var scores = bias
    rows.add(vector.ids, vector.values, to: &scores)
    return scores
  }

  func write(to writer: inout ModelWriter) {
    writer.writeAll(counted: bias)
    rows.write(to: &writer)
  }

  init(from reader: inout ModelReader, features: Int, labels: Int) throws(ModelError) {
    bias = Array(try reader.counted(Lane.self, count: Lanes.needed(for: labels)))
    rows = try ByteRows(from: &reader, count: features, width: bias.count)
    guard bias.areFinite else { throw .damaged }
  }
}
