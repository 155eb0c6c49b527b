internal import Crypto

/// What ``ReaderTraining`` learned; with the content itself it makes a ``Reader``.
package struct Learned: Sendable {
  var model: IntentModel
  var matcherCalibration: MatchCalibration
  var fusion: Fusion
}

// As bytes: "RKLL", the length of the numbers (8 bytes, as ``ModelWriter`` writes it), the SHA-256 of the numbers (32
// bytes), the numbers, and the recogniser's model, which has a digest of its own.
extension Learned {
  private static let signature = Array("RKLL".utf8)

  /// What was learned as bytes, for ``init(decoding:)``.
  package func encoded() -> [UInt8] {
    var numbers = ModelWriter()
    numbers.writeAll(counted: matcherCalibration.coefficients)
    numbers.writeAll(counted: fusion.numbers)
    var length = ModelWriter()
    length.write(numbers.bytes.count)
    return Self.signature + length.bytes + SHA256(of: numbers.bytes).bytes + numbers.bytes
      + model.encoded()
  }

  /// Reads what was learned; bytes that are damaged, or that another version wrote, are refused.
  package init(decoding bytes: [UInt8]) throws(ModelError) {
    guard bytes.starts(with: Self.signature) else { throw .notAModel }
    let header = Self.signature.count + 8 + 32
    guard bytes.count >= header else { throw .damaged }
    var lengths = ModelReader(bytes[Self.signature.count..<header])
    let length = try lengths.integer()
    guard length >= 0, length <= bytes.count - header else { throw .damaged }
    let content = bytes[header..<header + length]
    guard Array(bytes[header - 32..<header]) == SHA256(of: content).bytes else { throw .damaged }
    var reader = ModelReader(content)
    let calibration = MatchCalibration(learned: try reader.counted(Double.self, zero: 0))
    let fusion = Fusion(numbers: try reader.counted(Double.self, zero: 0))
    guard let calibration, let fusion, reader.isAtEnd else { throw .damaged }
    let model = try IntentModel(decoding: bytes[(header + length)...])
    self.init(model: model, matcherCalibration: calibration, fusion: fusion)
  }
}
