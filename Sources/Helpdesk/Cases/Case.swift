package import struct Foundation.Date

/// Something about IT that somebody reported, and what became of it.
package struct Case: Sendable, Hashable {
  /// From 1001, never used again.
  package var number: Int
  package var report: CaseReport
  package var status: Status
  package var created: Date
  /// When its status or its notes last changed.
  package var changed: Date

  package init(number: Int, report: CaseReport, status: Status, created: Date, changed: Date) {
    self.number = number
    self.report = report
    self.status = status
    self.created = created
    self.changed = changed
  }

  /// Who has to do something next.
  package enum Status: String, Sendable, Hashable, CaseIterable {
    /// The helpdesk.
    case open
    /// Somebody else: the user, a supplier.
    case waiting
    /// Nobody.
    case closed
  }

  /// How much it hurts.
  package enum Priority: String, Sendable, Hashable, CaseIterable { case low, normal, high }

  /// One thing said in the conversation that led to the case, secrets masked.
  package struct Line: Sendable, Hashable {
    /// Whether the user said it; else Rakel did.
    package var isFromUser: Bool
    package var text: String
    package var time: Date

    package init(isFromUser: Bool, text: String, time: Date) {
      self.isFromUser = isFromUser
      self.text = text.bounded(to: 10_000)
      self.time = time
    }
  }
}
