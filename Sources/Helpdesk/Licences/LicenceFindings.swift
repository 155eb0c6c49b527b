package import Foundation

/// What the last scan that was finished said, in numbers.
package struct LicenceFindings: Sendable, Hashable {
  /// When the scan began: nothing that happened later is known.
  package let begun: Date
  /// Whose users they are, and by whom they were read.
  package let source: String
  package let counts: LicenceTotals.Row

  /// How long a plan may be made of them, in seconds.
  package static let lifetime = 7 * 86_400.0

  package init(begun: Date, source: String, counts: LicenceTotals.Row) {
    self.begun = begun
    self.source = source
    self.counts = counts
  }

  /// Whether a plan may still be made of them; else somebody has to scan again.
  package func isFresh(at now: Date) -> Bool {
    begun <= now && now < begun.addingTimeInterval(Self.lifetime)
  }
}
