package import Ground

/// What else is to be known of an event: a few names and numbers, never free text.
///
/// A value is a number, a truth, null, or a word without blanks of at most 100 Unicode scalars, as ids, names of
/// flows and states and times are; or a list of at most 20 of them. What is anything else is replaced by «…», for
/// nothing is ever deleted from the audit, and people write secrets into free text.
package struct AuditDetails: Sendable, Hashable {
  /// The members, each of them plain.
  package let json: JSONObject

  package init(_ details: JSONObject = JSONObject()) {
    var kept = JSONObject()
    for (key, value) in details.prefix(20) where Self.isWord(key) {
      kept[key] = Self.isPlain(value) ? value : "…"
    }
    json = kept
  }

  /// The first member that would not be kept as it is; nil where all would.
  package static func firstRefused(of details: JSONObject) -> String? {
    for (index, member) in details.enumerated()
    where index >= 20 || !isWord(member.key) || !isPlain(member.value) {
      return member.key
    }
    return nil
  }

  private static func isPlain(_ value: JSON) -> Bool {
    if case .array(let items) = value { return items.count <= 20 && items.allSatisfy(isScalar) }
    return isScalar(value)
  }

  private static func isScalar(_ value: JSON) -> Bool {
    switch value {
    case .null, .bool, .integer, .double: true
    case .string(let text): isWord(text)
    case .array, .object: false
    }
  }

  private static func isWord(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    return scalars.prefix(101).count <= 100
      && scalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || "._:@/+-=#".unicodeScalars.contains(scalar)
      }
  }
}

extension AuditDetails: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSON)...) {
    var object = JSONObject()
    for (key, value) in elements { object[key] = value }
    self.init(object)
  }
}
