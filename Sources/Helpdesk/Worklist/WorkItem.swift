package import struct Foundation.Date

/// Something that a person of the IT staff has to do.
package struct WorkItem: Sendable, Hashable {
  /// From 1, never used again.
  package var number: Int
  package var order: WorkOrder
  package var status: Status
  /// The id of whoever has taken it on; nil where nobody has.
  package var claimedBy: String?
  /// The id of whoever did it, and their word about it.
  package var doneBy: String?
  package var doneNote: String?
  package var created: Date
  /// When its status or its notes last changed.
  package var changed: Date

  package init(
    number: Int,
    order: WorkOrder,
    status: Status,
    claimedBy: String?,
    doneBy: String?,
    doneNote: String?,
    created: Date,
    changed: Date
  ) {
    self.number = number
    self.order = order
    self.status = status
    self.claimedBy = claimedBy
    self.doneBy = doneBy
    self.doneNote = doneNote
    self.created = created
    self.changed = changed
  }

  /// How far it has come.
  package enum Status: String, Sendable, Hashable, CaseIterable {
    case open, claimed, done
    /// The flow that wanted it wants it no longer.
    case cancelled
  }
}
