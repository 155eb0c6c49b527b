package import struct Foundation.Date

/// Which work items are asked for; what is nil does not matter.
package struct WorklistFilter: Sendable, Hashable {
  package var municipality: String?
  package var flow: String?
  package var kind: String?
  /// The statuses wanted; what is still to be done where nothing is said.
  package var statuses: Set<WorkItem.Status> = [.open, .claimed]
  /// The youngest that counts.
  package var createdBefore: Date?
  /// The most that are given.
  package var limit = 1_000

  package init() {}
}
