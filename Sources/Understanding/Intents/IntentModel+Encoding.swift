// A model as bytes, alone in its own file or as part of ``Learned``.
extension IntentModel {
  static let seal = ModelSeal("RKLI")

  /// The model as bytes, for ``init(decoding:)`` of the same version.
  package func encoded() -> [UInt8] {
    var writer = ModelWriter()
    write(to: &writer)
    return Self.seal.sealed(writer.bytes)
  }

  /// Reads a model.
  ///
  /// - Throws: ``ModelError/notAModel`` or ``ModelError/otherVersion(_:)`` by the first bytes, and
  ///   ``ModelError/damaged`` where anything is missing, added or changed.
  package convenience init(decoding bytes: [UInt8]) throws(ModelError) {
    var reader = try Self.seal.open(Memory(bytes))
    try self.init(from: &reader)
    guard reader.isAtEnd else { throw .damaged }
  }

  func write(to writer: inout ModelWriter) {
    writer.write(labels.count)
    for label in labels { writer.write(label) }
    writer.write(confidence.slope)
    writer.write(confidence.offset)
    ensemble.write(to: &writer)
  }

  convenience init(from reader: inout ModelReader) throws(ModelError) {
    var labels: [String] = []
    let count = try reader.integer()
    guard count > 0 else { throw .damaged }
    // A count that lies ends with the bytes, not with memory: each label takes at least 8 of them.
    while labels.count < count { labels.append(try reader.text()) }
    let confidence = Confidence(slope: try reader.double(), offset: try reader.double())
    let ensemble = try Ensemble(from: &reader, labelCount: labels.count)
    self.init(labels: labels, ensemble: ensemble, confidence: confidence)
  }
}

extension Ensemble {
  fileprivate func write(to writer: inout ModelWriter) {
    writer.writeAll(counted: table.features.keys)
    writer.writeAll(counted: table.weights)
    writer.write(heads.count)
    for head in heads { head.write(to: &writer) }
    input.write(to: &writer)
    for voter in [machine, bayes] {
      writer.write(voter == nil ? 0 : 1)
      voter?.write(to: &writer)
    }
  }

  /// Reads vocabulary and voters, and refuses what does not fit together.
  fileprivate init(from reader: inout ModelReader, labelCount: Int) throws(ModelError) {
    let hashes = try reader.counted(UInt64.self)
    guard hashes.count < Int(Int32.max) else { throw .damaged }
    let table = FeatureTable(
      features: KeyTable(hashes),
      weights: try reader.counted(Float.self, count: hashes.count)
    )
    guard table.weights.allSatisfy(\.isFinite) else { throw .damaged }
    let count = try reader.integer()
    guard (0...64).contains(count) else { throw .damaged }
    var heads: [NetworkHead] = []
    while heads.count < count {
      heads.append(try NetworkHead(from: &reader, labels: labelCount))
    }
    self.init(
      table: table,
      input: try NibbleRows(
        from: &reader,
        count: heads.isEmpty ? 0 : hashes.count,
        width: Self.width(heads)
      ),
      heads: heads,
      machine: try reader.voter(features: hashes.count, labels: labelCount),
      bayes: try reader.voter(features: hashes.count, labels: labelCount),
      labelCount: labelCount
    )
  }
}

extension ModelReader {
  /// A voter; nil where it has no vote.
  fileprivate mutating func voter(
    features: Int,
    labels: Int
  ) throws(ModelError) -> LinearVoter? {
    switch try integer() {
    case 0: nil
    case 1: try LinearVoter(from: &self, features: features, labels: labels)
    default: throw .damaged
    }
  }
}

extension [Lane] {
  /// Whether none of the numbers is infinite or no number.
  var areFinite: Bool {
    var zeros = Lane()
    for lane in self { zeros += lane * 0 }  // infinity and NaN give NaN
    return zeros == Lane()
  }
}
