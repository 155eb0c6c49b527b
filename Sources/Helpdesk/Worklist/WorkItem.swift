package import struct Foundation.Date

/// Something that a person of the IT staff has to do.
package struct WorkItem: Sendable, Hashable {
  /// From 1, never used again.
  package var number: Int
  package var order: WorkOrder
  package var status: Status
  /// The id of whoever has taken it on; nil where nobody has.
  package var claimedBy: String?
  /// When it was taken on; where it was handed over, by whoever had it first.
  package var claimed: Date?
  /// The id of whoever did it, and their word about it.
  package var doneBy: String?
  package var doneNote: String?
  package var done: Date?
  package var created: Date
  /// When its status or its notes last changed.
  package var changed: Date

  package init(
    number: Int,
    order: WorkOrder,
    status: Status,
    claimedBy: String? = nil,
    claimed: Date? = nil,
    doneBy: String? = nil,
    doneNote: String? = nil,
    done: Date? = nil,
    created: Date,
    changed: Date
  ) {
    self.number = number
    self.order = order
    self.status = status
    self.claimedBy = claimedBy
    self.claimed = claimed
    self.doneBy = doneBy
    self.doneNote = doneNote
    self.done = done
    self.created = created
    self.changed = changed
  }

  /// Whether there is still something to do about it.
  package var isToDo: Bool { status == .open || status == .claimed }

  /// How far it has come.
  package enum Status: String, Sendable, Hashable, CaseIterable {
    case open, claimed, done
    /// The flow that wanted it wants it no longer.
    case cancelled
  }
}
