package import Ground

/// How much data a state may take in, hold in variables, or pass on; more fails it with `States.DataLimitExceeded`.
///
/// Data that a loop wraps once more each time would else nest until the stack is used up, and data that it doubles
/// would fill the memory within 40 rounds.
package enum DataLimit {
  /// How deep arrays and objects may nest.
  package static let levels = 200
  /// How many bytes a value may have: those of its texts and names, and four for everything else.
  package static let bytes = 8_000_000

  /// Fails where a value has more levels or bytes than it may.
  package static func check(_ value: JSON) throws(StateFailure) { _ = try size(of: value) }

  /// What came from outside; where it has more than it may, the failure to say so.
  package static func bounded(_ result: Result<JSON, StateFailure>) -> Result<JSON, StateFailure> {
    do throws(StateFailure) {
      if case .success(let value) = result { try check(value) }
      return result
    } catch {
      return .failure(error)
    }
  }

  /// The bytes of a value; fails where it has more than it may, or too many levels.
  static func size(of value: JSON) throws(StateFailure) -> Int {
    var size = 0
    try add(value, below: levels, to: &size)
    return size
  }

  /// Fails where so many bytes are more than `most`.
  static func check(_ bytes: Int, most: Int = DataLimit.bytes) throws(StateFailure) {
    guard bytes <= most else { throw tooLarge(most: most) }
  }

  /// The failure to say that something has more than so many bytes.
  package static func tooLarge(most: Int = DataLimit.bytes) -> StateFailure {
    StateFailure(
      "States.DataLimitExceeded",
      "The state's data has more than \(most / 1_000_000) million bytes"
    )
  }

  /// Stops as soon as it is too much: parts that are shared count each time, and could be counted for ever.
  private static func add(
    _ value: JSON,
    below levels: Int,
    to size: inout Int
  ) throws(StateFailure) {
    size += 4
    try check(size)
    switch value {
    case .null, .bool, .integer, .double: break
    case .string(let text): try count(text, to: &size)
    case .array(let items):
      try enter(levels)
      for item in items { try add(item, below: levels - 1, to: &size) }
    case .object(let members):
      try enter(levels)
      for (key, member) in members {
        try count(key, to: &size)
        try add(member, below: levels - 1, to: &size)
      }
    }
  }

  private static func count(_ text: String, to size: inout Int) throws(StateFailure) {
    size += text.utf8.count
    try check(size)
  }

  private static func enter(_ levels: Int) throws(StateFailure) {
    guard levels > 0 else {
      throw StateFailure(
        "States.DataLimitExceeded",
        "The state's data nests deeper than \(Self.levels) levels"
      )
    }
  }
}
