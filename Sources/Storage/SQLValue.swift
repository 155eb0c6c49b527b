/// A value as SQLite stores it.
package enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int)
  case real(Double)
  case text(String)
  case blob([UInt8])
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
