/// The header fields of a message (RFC 9110 §5), in their order; a name may occur more than once.
///
/// No field can hold what would end it early: CR, LF, NUL and the other control characters never get in.
package struct Headers: Sendable, Hashable {
  /// One field line.
  package struct Field: Sendable, Hashable {
    package let name: HeaderName
    /// The value without blanks around it.
    package let value: String
  }

  /// All fields, first added first.
  package private(set) var fields: [Field] = []

  package init() {}

  /// The first value of the field, nil where there is none.
  package subscript(name: HeaderName) -> String? { fields.first { $0.name == name }?.value }

  /// Every value of the field, in order.
  package func values(of name: HeaderName) -> [String] {
    var values: [String] = []
    for field in fields where field.name == name { values.append(field.value) }
    return values
  }

  /// Adds a field line after those there are.
  ///
  /// Blanks around the value do not belong to it (RFC 9110 §5.5). Characters beyond ASCII go as UTF-8.
  /// - Throws: ``HeaderFault`` where the value holds a control character other than a tab.
  package mutating func add(_ value: String, for name: HeaderName) throws(HeaderFault) {
    try add(Array(value.utf8)[...], for: name)
  }

  /// Adds a field line as it has come; what is not UTF-8 in it is replaced.
  mutating func add(_ value: ArraySlice<UInt8>, for name: HeaderName) throws(HeaderFault) {
    guard let value = Self.trimmed(value) else { throw HeaderFault.value(of: name) }
    fields.append(Field(name: name, value: String(decoding: value, as: UTF8.self)))
  }

  /// Sets the field to this one value, in the place of its first line; see ``add(_:for:)``.
  package mutating func set(_ value: String, for name: HeaderName) throws(HeaderFault) {
    let place = fields.firstIndex { $0.name == name } ?? fields.count
    try add(value, for: name)
    let field = fields.removeLast()
    remove(name)
    fields.insert(field, at: place)
  }

  /// Removes every line of the field.
  package mutating func remove(_ name: HeaderName) { fields.removeAll { $0.name == name } }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    guard bytes.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else { return nil }
    var rest = bytes.drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return rest
  }
}

/// A header field cannot be sent; the value, which may be secret, is not told.
package enum HeaderFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// The value holds a control character.
  case value(of: HeaderName)

  package var description: String {
    switch self {
    case .value(let name): "the value of header '\(name)' holds a control character"
    }
  }
}
