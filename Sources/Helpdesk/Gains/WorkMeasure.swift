internal import Foundation
package import WorkingTime

/// How long people worked on something, by when they took the items on and when they were done.
///
/// Each item counts from claim to done in the working time of its municipality; one that was done outside of it counts
/// by the clock. An item that nobody claimed, or that lay for longer than a working day, says nothing about work: for
/// all such together, or where there is no item at all, three minutes are assumed, and the measure is not whole.
package struct WorkMeasure: Sendable, Hashable {
  /// What is assumed for what was not measured, in minutes: what the pilot took for a whole exchange.
  package static let assumed = 3.0

  package var minutes: Double
  /// Whether everything was measured.
  package var isWhole: Bool

  /// Measures those of the items that are done.
  package init(of items: [WorkItem], in hours: BusinessHours) {
    let done = items.filter { $0.status == .done }
    let measured = done.compactMap { Self.minutes(of: $0, in: hours[$0.order.municipality]) }
    isWhole = !done.isEmpty && measured.count == done.count
    minutes = measured.reduce(isWhole ? 0 : Self.assumed, +)
  }

  /// From claim to done; nil where that is not known, or cannot have been work.
  private static func minutes(of item: WorkItem, in timetable: Timetable) -> Double? {
    guard let claimed = item.claimed, let done = item.done, claimed <= done else { return nil }
    let worked = timetable.workingMinutes(from: claimed, to: done)
    let minutes = worked > 0 ? worked : done.timeIntervalSince(claimed) / 60
    let open = timetable.openMinutes(onDayOf: claimed)
    return minutes <= (open > 0 ? open : aWorkingDay) ? minutes : nil
  }

  /// Where the day of the claim is none: seven and a half hours.
  private static let aWorkingDay = 450.0
}
