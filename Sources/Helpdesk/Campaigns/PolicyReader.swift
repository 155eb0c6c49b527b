internal import Ground
internal import WorkingTime

/// Reads the values of a policy, and notes all that is wrong with them.
struct PolicyReader {
  let file: String
  private(set) var faults: [Diagnostic] = []

  init(file: String) { self.file = file }

  /// A whole text that must be an object.
  mutating func object(_ source: String, called name: String) throws(PolicyFaults) -> JSONMap {
    let map: JSONMap
    do throws(JSONError) { map = try JSONMap(parsing: source, maximumDepth: 32) } catch {
      let place = error.place(in: source)
      fault("\(name).json", line: place.line, column: place.column, error.message)
      throw PolicyFaults(all: faults)
    }
    guard map.value.object != nil else {
      fault("\(name).type", at: map, "the file must hold an object")
      throw PolicyFaults(all: faults)
    }
    return map
  }

  /// A policy as a whole.
  ///
  /// - Parameter members: what it may have beside what every policy has.
  mutating func root(
    _ source: String,
    of kind: CampaignKind,
    members: [String]
  ) throws(PolicyFaults) -> JSONMap {
    let map = try object(source, called: "policy")
    know(CampaignTerms.members + members, in: map)
    if let word = text("kind", of: map), word != kind.rawValue {
      fault("policy.kind", at: map["kind"], "the kind must be '\(kind.rawValue)'")
    }
    return map
  }

  /// Throws what was wrong, if anything was.
  func finish() throws(PolicyFaults) {
    guard faults.isEmpty else {
      throw PolicyFaults(all: faults.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
    }
  }

  mutating func fault(_ code: String, at map: JSONMap?, _ message: String, hint: String = "") {
    let place = map?.place ?? JSONMap.Place(line: 1, column: 1)
    fault(code, line: place.line, column: place.column, message, hint: hint)
  }

  private mutating func fault(
    _ code: String,
    line: Int,
    column: Int,
    _ message: String,
    hint: String = ""
  ) {
    let fault = Diagnostic(
      .error,
      code,
      file: file,
      line: line,
      column: column,
      message,
      hint: hint
    )
    faults.append(fault)
  }

  /// Notes the members that an object should not have, or has twice.
  mutating func know(_ keys: [String], in map: JSONMap) {
    var seen: Set<String> = []
    for member in map.members {
      let place = member.place
      if !keys.contains(member.key) {
        fault(
          "policy.unknown",
          line: place.line,
          column: place.column,
          "there is no '\(member.key)' here",
          hint: "known are \(keys.joined(separator: ", "))"
        )
      } else if !seen.insert(member.key).inserted {
        fault(
          "policy.twice",
          line: place.line,
          column: place.column,
          "'\(member.key)' is there twice"
        )
      }
    }
  }

  /// The object under a key, with its members checked; nil where there is none.
  mutating func object(_ key: String, of map: JSONMap, keys: [String]) -> JSONMap? {
    guard let value = map[key] else { return nil }
    return object(value, called: key, keys: keys)
  }

  /// The value itself, where it is an object of those members.
  mutating func object(_ value: JSONMap, called name: String, keys: [String]) -> JSONMap? {
    guard value.value.object != nil else {
      fault("policy.type", at: value, "'\(name)' must be an object")
      return nil
    }
    know(keys, in: value)
    return value
  }

  /// The items of a list; none where there is no such member.
  mutating func list(_ key: String, of map: JSONMap) -> [JSONMap] {
    guard let value = map[key] else { return [] }
    guard value.value.array != nil else {
      fault("policy.type", at: value, "'\(key)' must be a list")
      return []
    }
    return value.items
  }

  /// A text that must be there and must not be empty.
  mutating func text(_ key: String, of map: JSONMap) -> String? {
    guard map[key] != nil else {
      fault("policy.missing", at: map, "'\(key)' is missing")
      return nil
    }
    return optionalText(key, of: map)
  }

  mutating func optionalText(_ key: String, of map: JSONMap) -> String? {
    guard let value = map[key] else { return nil }
    guard let text = value.value.string, Self.isPrintable(text) else {
      fault("policy.type", at: value, "'\(key)' must be a text of 1 to 1000 characters")
      return nil
    }
    return text
  }

  /// A list of texts.
  mutating func texts(_ key: String, of map: JSONMap) -> [String] {
    list(key, of: map).compactMap { item in
      if let text = item.value.string, Self.isPrintable(text) { return text }
      fault("policy.type", at: item, "'\(key)' must be a list of texts")
      return nil
    }
  }

  static func isPrintable(_ text: String) -> Bool {
    (1...1_000).contains(text.utf8.count) && !text.utf8.contains(0)
  }

  /// A whole number within bounds; nil where there is none.
  mutating func number(_ key: String, of map: JSONMap, _ bounds: ClosedRange<Int>) -> Int? {
    guard let value = map[key] else { return nil }
    guard let number = value.value.int, bounds.contains(number) else {
      fault(
        "policy.type",
        at: value,
        "'\(key)' must be a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
      )
      return nil
    }
    return number
  }

  mutating func flag(_ key: String, of map: JSONMap) -> Bool {
    guard let value = map[key] else { return false }
    guard let flag = value.value.bool else {
      fault("policy.type", at: value, "'\(key)' must be true or false")
      return false
    }
    return flag
  }

  mutating func day(_ key: String, of map: JSONMap) -> Day? {
    guard let value = map[key] else { return nil }
    guard let day = value.value.string.flatMap({ Day($0) }) else {
      fault("policy.type", at: value, "'\(key)' must be a day such as \"2027-01-11\"")
      return nil
    }
    return day
  }
}
