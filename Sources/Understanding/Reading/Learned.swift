internal import Crypto

/// What ``ReaderTraining`` learned; with the content itself it makes a ``Reader``.
package struct Learned: Sendable {
  var model: IntentModel
  var matcherCalibration: MatchCalibration
  var fusion: Fusion
}

// As bytes: "RKLL", the SHA-256 of the rest (32 bytes), the numbers, and the recogniser's model.
extension Learned {
  private static let signature = Array("RKLL".utf8)
  private static let headerSize = signature.count + 32

  /// What was learned as bytes, for ``init(decoding:)``.
  package func encoded() -> [UInt8] {
    var content = ModelWriter()
    content.writeAll(counted: matcherCalibration.coefficients)
    content.writeAll(counted: fusion.numbers)
    content.writeAll(counted: model.encoded())
    return Self.signature + SHA256(of: content.bytes).bytes + content.bytes
  }

  /// Reads what was learned; bytes that are damaged, or that another version wrote, are refused.
  package init(decoding bytes: [UInt8]) throws(ModelError) {
    guard bytes.starts(with: Self.signature) else { throw .notAModel }
    guard bytes.count >= Self.headerSize else { throw .damaged }
    let content = bytes[Self.headerSize...]
    guard Array(bytes[Self.signature.count..<Self.headerSize]) == SHA256(of: Array(content)).bytes
    else {
      throw .damaged
    }
    var reader = ModelReader(content)
    let calibration = MatchCalibration(learned: try reader.counted(Double.self, zero: 0))
    let fusion = Fusion(numbers: try reader.counted(Double.self, zero: 0))
    guard let calibration, let fusion else { throw .damaged }
    let model = try IntentModel(decoding: try reader.counted(UInt8.self, zero: 0))
    guard reader.isAtEnd else { throw .damaged }
    self.init(model: model, matcherCalibration: calibration, fusion: fusion)
  }
}
