package import Foundation

extension Date {
  /// The moment as RFC 3339 writes it, in UTC and whole seconds: `2026-03-01T08:00:00Z`.
  package var rfc3339: String { formatted(ISO8601FormatStyle()) }
}
