package import struct Foundation.Date

/// Which cases are asked for; what is nil does not matter.
package struct CaseFilter: Sendable, Hashable {
  package var user: String?
  package var municipality: String?
  package var flow: String?
  package var category: String?
  /// The statuses wanted; those not closed where nothing is said.
  package var statuses: Set<Case.Status> = [.open, .waiting]
  /// The youngest that counts.
  package var createdBefore: Date?
  /// The most that are given.
  package var limit = 1_000

  package init() {}
}
