internal import Foundation

/// A pattern for a whole name: `*` stands for any run of characters, `?` for one; case does not matter.
package struct Glob: Sendable, Hashable {
  /// As it was written.
  package let pattern: String
  private let scalars: [Unicode.Scalar]

  package init(_ pattern: String) {
    self.pattern = pattern
    scalars = Self.fold(pattern)
  }

  /// Whether the whole of `text` is as the pattern says.
  package func matches(_ text: String) -> Bool {
    let text = Self.fold(text)
    var (place, next) = (0, 0)
    // Where the last star stands, and how far it reaches; only the last ever needs to reach further.
    var star: (pattern: Int, text: Int)?
    while next < text.count {
      if place < scalars.count, scalars[place] == "*" {
        star = (place, next)
        place += 1
      } else if place < scalars.count, scalars[place] == "?" || scalars[place] == text[next] {
        place += 1
        next += 1
      } else if let last = star {
        star = (last.pattern, last.text + 1)
        place = last.pattern + 1
        next = last.text + 1
      } else {
        return false
      }
    }
    return scalars[place...].allSatisfy { $0 == "*" }
  }

  /// Composed, and in lower case, so that what is read alike is alike.
  private static func fold(_ text: String) -> [Unicode.Scalar] {
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      // Composed already; names by the hundred thousand are so.
      return text.utf8.map { byte in
        Unicode.Scalar((0x41...0x5A).contains(byte) ? byte + 0x20 : byte)
      }
    }
    return Array(text.precomposedStringWithCanonicalMapping.lowercased().unicodeScalars)
  }
}
