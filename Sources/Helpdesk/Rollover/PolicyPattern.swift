/// A name with `*` for whatever stands there: `latitude 7*`; case does not matter.
package struct PolicyPattern: Sendable, Hashable, CustomStringConvertible {
  /// As it was written.
  package let description: String
  /// What stands between the stars, in lower case.
  private let parts: [[UInt8]]

  package init(_ text: String) {
    description = text
    parts = text.municipalityKey.utf8.split(separator: 0x2A, omittingEmptySubsequences: false)
      .map(Array.init)
  }

  /// Whether it stands for the whole of that name; nothing stands for none.
  package func matches(_ name: String?) -> Bool {
    guard let name else { return false }
    return matches(key: Array(name.municipalityKey.utf8))
  }

  /// See ``matches(_:)``; for a name that is in lower case already.
  func matches(key: [UInt8]) -> Bool {
    guard let first = parts.first, let last = parts.last else { return false }
    guard parts.count > 1 else { return first == key }
    guard key.count >= first.count + last.count, key.starts(with: first),
      key.suffix(last.count).elementsEqual(last)
    else { return false }
    // What lies between is found from the left: the earliest place leaves the most room for the rest.
    var place = first.count
    let end = key.count - last.count
    for part in parts.dropFirst().dropLast() {
      guard let found = Self.first(part, in: key, from: place, to: end) else { return false }
      place = found + part.count
    }
    return true
  }

  private static func first(
    _ part: [UInt8],
    in key: [UInt8],
    from start: Int,
    to end: Int
  ) -> Int? {
    guard end - part.count >= start else { return nil }
    return (start...(end - part.count)).first { key[$0..<$0 + part.count].elementsEqual(part) }
  }
}
