internal import Ground

/// What may stand at the end of a path, as in `$.items.length()` (Jayway JsonPath).
enum PathFunction: String, Sendable {
  case length, size, keys, first, last, min, max, sum
  case average = "avg"
  case deviation = "stddev"

  /// - Throws: `missing`, where there is nothing to compute it of.
  func applied(to value: JSON) throws(PathProblem) -> JSON {
    switch self {
    case .length, .size:
      switch value {
      case .array(let items): return .integer(items.count)
      case .object(let members): return .integer(members.count)
      default: return .null
      }
    case .keys: return value.object.map { .array($0.keys.map(JSON.string)) } ?? .null
    case .first, .last:
      guard let items = value.array, let item = self == .first ? items.first : items.last else {
        throw .missing
      }
      return item
    case .min, .max, .sum, .average, .deviation: return try aggregate(value)
    }
  }

  /// Of the numbers in an array; what is no number is passed over.
  private func aggregate(_ value: JSON) throws(PathProblem) -> JSON {
    let numbers = (value.array ?? []).compactMap(\.double)
    guard let smallest = numbers.min(), let largest = numbers.max() else { throw .missing }
    let sum = numbers.reduce(0, +)
    let mean = sum / Double(numbers.count)
    let result =
      switch self {
      case .min: smallest
      case .max: largest
      case .sum: sum
      case .average: mean
      default:
        (numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)).squareRoot()
      }
    guard result.isFinite else { throw .missing }
    return Int(exactly: result).map(JSON.integer) ?? .double(result)
  }
}
