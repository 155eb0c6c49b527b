package import Ground

/// A definition in the Amazon States Language (https://states-language.net/spec.html), JSONPath mode, read for use.
///
/// Reading it stops at the first fault; ``StateMachineCheck`` is what tells an author everything.
package struct StateMachine: Sendable {
  /// The name of the first state.
  package let startAt: String
  /// How long a run may take, in milliseconds; nil for no limit.
  package let timeout: Int?
  /// All states of the file by name, also those inside of Map and Parallel: names are unique in the whole file.
  let states: [String: State]

  package init(_ json: JSON) throws(DefinitionFault) {
    if json["QueryLanguage"]?.string == "JSONata" {
      throw DefinitionFault("$.QueryLanguage", "JSONata is not supported; write JSONPath")
    }
    guard let startAt = json["StartAt"]?.string else {
      throw DefinitionFault("$.StartAt", "missing")
    }
    self.startAt = startAt
    timeout = try Self.timeout(json["TimeoutSeconds"])
    var states: [String: State] = [:]
    try Self.read(json, path: "$", into: &states)
    self.states = states
  }

  /// Whether the definition has a state of that name.
  package func has(_ state: String) -> Bool { states[state] != nil }

  /// The names of all states.
  package var stateNames: Set<String> { Set(states.keys) }

  /// The most seconds of a time limit, as AWS bounds them.
  static let mostSeconds = 99_999_999

  private static func timeout(_ seconds: JSON?) throws(DefinitionFault) -> Int? {
    guard let seconds else { return nil }
    guard let whole = seconds.int, (1...mostSeconds).contains(whole) else {
      throw DefinitionFault("$.TimeoutSeconds", "expected a whole number from 1 to \(mostSeconds)")
    }
    return whole * 1_000
  }

  /// Reads the states of a machine or a processor, and of what is inside of them.
  private static func read(
    _ json: JSON,
    path: String,
    into states: inout [String: State]
  ) throws(DefinitionFault) {
    guard let own = json["States"]?.object, own.count > 0 else {
      throw DefinitionFault("\(path).States", "missing or empty")
    }
    guard let start = json["StartAt"]?.string, own[start] != nil else {
      throw DefinitionFault("\(path).StartAt", "names no state")
    }
    for (name, value) in own {
      let place = "\(path).States.\(name)"
      let fields = try StateFields(value, name: name, path: place, siblings: own)
      guard states.updateValue(try State(fields), forKey: name) == nil else {
        throw DefinitionFault(place, "the name is used twice")
      }
      for (inner, innerPath) in fields.inner { try read(inner, path: innerPath, into: &states) }
    }
  }
}
