/// The members of a JSON object, in the order in which they were first set.
///
/// Two objects are equal when they hold the same members, whatever the order (RFC 8259 §4 calls an object
/// unordered; order is kept for people who read the output).
package struct JSONObject: Sendable {
  /// The keys, first set first.
  package private(set) var keys: [String] = []
  private var values: [String: JSON] = [:]

  package init() {}

  /// How many members there are.
  package var count: Int { keys.count }

  /// The value of `key`.
  ///
  /// Setting nil removes the member; setting a value again keeps its place.
  package subscript(key: String) -> JSON? {
    get { values[key] }
    set {
      guard let newValue else {
        if values.removeValue(forKey: key) != nil { keys.removeAll { $0 == key } }
        return
      }
      if values.updateValue(newValue, forKey: key) == nil { keys.append(key) }
    }
  }
}

extension JSONObject: Sequence {
  package func makeIterator() -> AnyIterator<(key: String, value: JSON)> {
    var index = 0
    return AnyIterator {
      while index < keys.count {
        let key = keys[index]
        index += 1
        if let value = values[key] { return (key, value) }
      }
      return nil
    }
  }
}

extension JSONObject: Hashable {
  package static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.values == right.values
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(values) }
}
