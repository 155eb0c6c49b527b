package import WorkingTime
package import struct Foundation.Date

/// Which work items are asked for; what is nil does not matter.
package struct WorklistFilter: Sendable, Hashable {
  package var municipality: String?
  package var flow: String?
  package var kind: String?
  /// Where it is done; any of them.
  package var places: Set<String> = []
  /// How the name of the place begins.
  package var place: String?
  /// Who has claimed it.
  package var claimedBy: String?
  /// The day that it was narrowed to; see ``narrow(to:at:)``.
  package private(set) var day: Day?
  /// When it is due: from the first moment, if there is one, up to and not with the second.
  package var dueFrom: Date?
  package var dueBefore: Date?
  /// The statuses wanted; what is still to be done where nothing is said.
  package var statuses: Set<WorkItem.Status> = [.open, .claimed]
  /// The youngest that counts.
  package var createdBefore: Date?
  /// The most that are given.
  package var limit = 1_000

  package init() {}

  /// Lets through what is due on that day; what is late too, where that is today.
  package mutating func narrow(to day: Day, at now: Date) {
    self.day = day
    let midnight = TimeOfDay.midnight
    dueFrom = day == OsloClock.reading(now).day ? nil : OsloClock.moment(day, midnight)
    dueBefore = OsloClock.moment(day + 1, midnight)
  }
}
