package import Ground

/// A value as SQLite stores it.
package enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int)
  case real(Double)
  case text(String)
  /// A text by its bytes, which are valid UTF-8.
  case utf8([UInt8])
  case blob([UInt8])

  /// A value as the JSON text that ``Row/json(_:)`` reads.
  package static func json(_ value: JSON) -> SQLValue { .utf8(value.utf8) }

  /// Whether it takes more room than is kept for the next one.
  var isLong: Bool {
    switch self {
    case .null, .integer, .real: false
    case .text(let text): text.utf8.count > Self.most
    case .utf8(let bytes), .blob(let bytes): bytes.count > Self.most
    }
  }

  private static let most = 16_384
}

extension SQLValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral
{
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(nilLiteral: ()) { self = .null }

  /// A text, or null for nil.
  package init(_ text: String?) { self = text.map(SQLValue.text) ?? .null }

  /// A whole number, or null for nil.
  package init(_ integer: Int?) { self = integer.map(SQLValue.integer) ?? .null }
}
