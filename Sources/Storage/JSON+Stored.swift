package import Foundation
package import Ground

/// Stored values for people to read.
extension JSON {
  /// A moment as RFC 3339 writes it, in UTC and milliseconds; null for none.
  package static func moment(_ date: Date?) -> JSON {
    date.map { .string($0.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))) }
      ?? .null
  }

  /// A text, or null for none.
  package static func text(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

  /// What is stored as JSON; as a text where no Rakel wrote it.
  package static func stored(_ text: String?) -> JSON {
    guard let text else { return .null }
    return (try? JSON(parsing: text)) ?? .string(text)
  }
}
