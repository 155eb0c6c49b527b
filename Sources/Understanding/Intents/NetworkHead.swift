/// What a network does with its hidden units; their rows are in ``Ensemble/input``.
struct NetworkHead: Sendable, Equatable {
  let hiddenBias: [Lane]
  /// A row of the labels for each hidden unit.
  let output: [Lane]
  let outputBias: [Lane]

  init(_ network: Network) {
    hiddenBias = network.hiddenBias
    output = network.output
    outputBias = network.outputBias
  }

  /// The log-odds of each label, up to a common term; the hidden units begin with lane `first` of `units`.
  func scores(of units: [Lane], from first: Int) -> [Lane] {
    var scores = outputBias
    Lanes.add(output, timesActive: units[first..<first + hiddenBias.count], to: &scores)
    return scores
  }

  func write(to writer: inout ModelWriter) {
    writer.writeAll(counted: hiddenBias)
    writer.writeAll(counted: output)
    writer.writeAll(counted: outputBias)
  }

  init(from reader: inout ModelReader, labels: Int) throws(ModelError) {
    hiddenBias = Array(try reader.counted(Lane.self))
    output = Array(try reader.counted(Lane.self))
    outputBias = Array(try reader.counted(Lane.self, count: Lanes.needed(for: labels)))
    guard (1...512).contains(hiddenBias.count),
      output.count == hiddenBias.count * 8 * outputBias.count,
      [output, hiddenBias, outputBias].allSatisfy(\.areFinite)
    else { throw .damaged }
  }
}
