internal import Ground

/// An intrinsic function with its arguments evaluated.
struct IntrinsicCall {
  let function: IntrinsicFunction
  /// The arguments, without a template that was written out.
  var values: [JSON] = []
  var template: FormatTemplate?

  init(function: IntrinsicFunction) { self.function = function }

  func result(drawing generator: inout SeededGenerator) throws(StateFailure) -> JSON {
    switch function {
    case .format: .string(try formatted())
    case .stringToJSON: try parsed()
    case .jsonToString: try written()
    case .array: .array(values)
    case .arrayPartition: try partitioned()
    case .arrayContains: .bool(try array(0).containsSame(values[1]))
    case .arrayRange: try range()
    case .arrayGetItem: try item()
    case .arrayLength: .integer(try array(0).count)
    case .arrayUnique: try unique()
    case .base64Encode: .string(try encoded())
    case .base64Decode: .string(try decoded())
    case .hash: .string(try digest())
    case .jsonMerge: try merged()
    case .mathRandom: try random(drawing: &generator)
    case .mathAdd: try sum()
    case .stringSplit: try split()
    case .uuid: .string(Self.uuid(drawing: &generator))
    }
  }

  func failure(_ cause: String) -> StateFailure {
    StateFailure("States.IntrinsicFailure", "States.\(function.rawValue): \(cause)")
  }

  func array(_ index: Int) throws(StateFailure) -> [JSON] {
    guard let array = values[index].array else {
      throw failure("argument \(index + 1) is no array")
    }
    return array
  }

  func text(_ index: Int) throws(StateFailure) -> String {
    guard let text = values[index].string else {
      throw failure("argument \(index + 1) is no string")
    }
    return text
  }

  /// A number, rounded to the nearest whole one, halves up.
  func whole(_ index: Int) throws(StateFailure) -> Int {
    switch values[index] {
    case .integer(let value): return value
    case .double(let value):
      let below = value.rounded(.down)
      guard let whole = Int(exactly: value - below >= 0.5 ? below + 1 : below) else {
        throw failure("argument \(index + 1) is out of range")
      }
      return whole
    default: throw failure("argument \(index + 1) is no number")
    }
  }
}
