package import Foundation
package import Ground
package import People

/// A sync that is under way, or broke off: where it reads on.
package struct PersonReading: Sendable, Hashable {
  package let begun: Date
  /// Whose people they are: tenant and application.
  package let source: String
  /// The digest of the rules.
  package let rules: String
  /// Whether everybody is read, so that whoever is not among them is gone.
  package let isFull: Bool
  /// Where the next page is; nil at the beginning, and where all is read.
  package var cursor: String?
  /// From where later changes are to be read; nil as long as not all is read.
  package var changes: String?

  package init(
    begun: Date,
    source: String,
    rules: String,
    isFull: Bool,
    cursor: String? = nil,
    changes: String? = nil
  ) {
    self.begun = begun
    self.source = source
    self.rules = rules
    self.isFull = isFull
    self.cursor = cursor
    self.changes = changes
  }

  /// Whether all is read.
  package var isRead: Bool { changes != nil }

  /// Whether a sync that begins now may go on with it: after a day Graph may no longer know the place.
  package func isFresh(at now: Date, source: String, rules: String) -> Bool {
    self.source == source && self.rules == rules && begun <= now
      && now.timeIntervalSince(begun) < 86_400
  }
}

/// What a page says of one account.
package enum AccountChange: Sendable {
  case said(EntraID, JSON)
  /// It is gone, or in the bin.
  case removed(EntraID)

  package var entra: EntraID {
    switch self {
    case .said(let entra, _), .removed(let entra): entra
    }
  }
}
