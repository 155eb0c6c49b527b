internal import Crypto

// A model as bytes: "RKLI", the recipe's version (4 bytes), the length of the content (8 bytes), the SHA-256 of the
// content (32 bytes), the content. Little-endian throughout.
extension IntentModel {
  private static let signature: [UInt8] = Array("RKLI".utf8)
  private static let headerSize = 48

  /// The model as bytes, for ``init(decoding:)`` of the same version.
  package func encoded() -> [UInt8] {
    var content = ModelWriter()
    content.write(labels.count)
    for label in labels { content.write(label) }
    content.write(confidence.slope)
    content.write(confidence.offset)
    content.writeAll(counted: ensemble.table.hashes)
    content.writeAll(counted: ensemble.table.weights)
    content.write(ensemble.networks.count)
    for network in ensemble.networks {
      content.write(network.hidden)
      content.writeAll(counted: network.input)
      content.writeAll(counted: network.output)
      content.writeAll(counted: network.hiddenBias)
      content.writeAll(counted: network.outputBias)
    }
    content.writeAll(counted: ensemble.machine?.rows ?? [])
    content.writeAll(counted: ensemble.machine?.bias ?? [])
    content.writeAll(counted: ensemble.bayes?.rows ?? [])
    content.writeAll(counted: ensemble.bayes?.padding ?? [])
    return Self.sealed(content.bytes)
  }

  /// Content behind its header.
  static func sealed(_ content: [UInt8]) -> [UInt8] {
    var bytes = signature
    bytes.reserveCapacity(headerSize + content.count)
    bytes += littleEndian(UInt64(Recipe.version), bytes: 4)
    bytes += littleEndian(UInt64(content.count), bytes: 8)
    bytes += SHA256(of: content).bytes
    bytes += content
    return bytes
  }

  /// Reads a model.
  ///
  /// - Throws: ``ModelError/notAModel`` or ``ModelError/otherVersion(_:)`` by the first bytes, and
  ///   ``ModelError/damaged`` where anything is missing, added or changed.
  package convenience init(decoding bytes: [UInt8]) throws(ModelError) {
    try self.init(decoding: bytes[...])
  }

  /// Reads a model that is part of more.
  convenience init(decoding bytes: ArraySlice<UInt8>) throws(ModelError) {
    guard bytes.starts(with: Self.signature) else { throw .notAModel }
    guard bytes.count >= Self.headerSize else { throw .damaged }
    let start = bytes.startIndex
    let version = UInt32(truncatingIfNeeded: Self.number(bytes[start + 4..<start + 8]))
    guard version == Recipe.version else { throw .otherVersion(version) }
    let content = bytes[(start + Self.headerSize)...]
    guard Self.number(bytes[start + 8..<start + 16]) == UInt64(content.count),
      Array(bytes[start + 16..<start + Self.headerSize]) == SHA256(of: content).bytes
    else { throw .damaged }
    var reader = ModelReader(content)
    let labels = try Self.labels(from: &reader)
    let confidence = Confidence(slope: try reader.double(), offset: try reader.double())
    let ensemble = try Ensemble(from: &reader, labelCount: labels.count)
    guard reader.isAtEnd else { throw .damaged }
    self.init(labels: labels, ensemble: ensemble, confidence: confidence)
  }

  private static func labels(from reader: inout ModelReader) throws(ModelError) -> [String] {
    var labels: [String] = []
    let count = try reader.integer()
    guard count > 0 else { throw .damaged }
    // A count that lies ends with the bytes, not with memory: each label takes at least 8 of them.
    while labels.count < count { labels.append(try reader.text()) }
    return labels
  }

  private static func littleEndian(_ number: UInt64, bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: number >> UInt64($0 * 8)) }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}

extension Ensemble {
  /// Reads vocabulary and networks, and refuses what does not fit together.
  fileprivate init(from reader: inout ModelReader, labelCount: Int) throws(ModelError) {
    let hashes = try reader.counted(UInt64.self, zero: 0)
    let weights = try reader.counted(Float.self, zero: 0)
    guard hashes.count == weights.count, hashes.count < Int(Int32.max),
      weights.allSatisfy(\.isFinite)
    else { throw .damaged }
    var networks: [Network] = []
    let count = try reader.integer()
    guard (0...64).contains(count) else { throw .damaged }
    for _ in 0..<count {
      let network = try Network(from: &reader, labels: labelCount)
      guard network.input.count == hashes.count * network.inputWidth else { throw .damaged }
      networks.append(network)
    }
    let machine = try reader.linear(features: hashes.count, labels: labelCount)
    let bayes = try reader.linear(features: hashes.count, labels: labelCount)
    self.init(
      table: FeatureTable(hashes: hashes, weights: weights),
      networks: networks,
      machine: machine.map { LinearMachine(rows: $0.rows, bias: $0.other) },
      bayes: bayes.map { ComplementBayes(rows: $0.rows, padding: $0.other) },
      labelCount: labelCount
    )
  }
}

extension Network {
  fileprivate init(from reader: inout ModelReader, labels: Int) throws(ModelError) {
    self.init(
      labels: labels,
      hidden: try reader.integer(),
      input: try reader.counted(HalfLane.self, zero: HalfLane()),
      output: try reader.counted(Lane.self, zero: Lane()),
      hiddenBias: try reader.counted(Lane.self, zero: Lane()),
      outputBias: try reader.counted(Lane.self, zero: Lane())
    )
    guard (1...4096).contains(hidden), inputWidth == Lanes.needed(for: hidden),
      outputWidth == Lanes.needed(for: labels), output.count == hidden * outputWidth,
      HalfLane.areFinite(input), [output, hiddenBias, outputBias].allSatisfy(\.areFinite)
    else { throw .damaged }
  }
}

extension ModelReader {
  /// A row of the labels for each feature and one besides; nil where such a voter has no vote.
  fileprivate mutating func linear(
    features: Int,
    labels: Int
  ) throws(ModelError) -> (rows: [Lane], other: [Lane])? {
    let rows = try counted(Lane.self, zero: Lane())
    let other = try counted(Lane.self, zero: Lane())
    if rows.isEmpty && other.isEmpty { return nil }
    guard other.count == Lanes.needed(for: labels), rows.count == features * other.count,
      rows.areFinite, other.areFinite
    else { throw .damaged }
    return (rows, other)
  }
}

extension [Lane] {
  fileprivate var areFinite: Bool {
    var zeros = Lane()
    for lane in self { zeros += lane * 0 }  // infinity and NaN give NaN
    return zeros == Lane()
  }
}
