/// What ``ReaderTraining`` learned; with the content itself it makes a ``Reader``.
package struct Learned: Sendable {
  var model: IntentModel
  var matcherCalibration: MatchCalibration
  /// What the matcher knows of the content's wordings: not learned, but it takes as long to make as all else at a start.
  var index: AnswerIndex
  var fusion: Fusion
}

// As bytes.
extension Learned {
  private static let seal = ModelSeal("RKLL")

  /// What was learned as bytes, for ``init(decoding:)``.
  package func encoded() -> [UInt8] {
    var writer = ModelWriter()
    writer.writeAll(counted: matcherCalibration.coefficients)
    writer.writeAll(counted: fusion.numbers)
    index.write(to: &writer)
    model.write(to: &writer)
    return Self.seal.sealed(writer.bytes)
  }

  /// Reads what was learned; bytes that are damaged, or that another version wrote, are refused.
  package init(decoding bytes: [UInt8]) throws(ModelError) { try self.init(Memory(bytes)) }

  /// Reads what was learned from memory, in which it stays.
  init(_ memory: Memory) throws(ModelError) {
    var reader = try Self.seal.open(memory)
    let calibration = MatchCalibration(learned: Array(try reader.counted(Double.self)))
    let fusion = Fusion(numbers: Array(try reader.counted(Double.self)))
    guard let calibration, let fusion else { throw .damaged }
    let index = try AnswerIndex(from: &reader)
    let model = try IntentModel(from: &reader)
    guard reader.isAtEnd else { throw .damaged }
    self.init(model: model, matcherCalibration: calibration, index: index, fusion: fusion)
    // All of it has been looked at; what messages need of it comes back with them.
    memory.release()
  }
}
