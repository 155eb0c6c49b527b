internal import Foundation
internal import Helpdesk
internal import People
internal import WorkingTime

/// A work item as lists and labels show it.
struct WorkLine: Sendable {
  let item: WorkItem
  /// When it is due, on a Norwegian clock; nil where it is not.
  let day: Day?
  let time: String
  /// Who is to have it, and who works on it, by name; empty for nobody.
  let user: String
  let worker: String

  init(_ item: WorkItem, people: Directory) {
    self.item = item
    let due = item.order.due.map { OsloClock.reading($0) }
    day = due?.day
    time = due.flatMap { TimeOfDay(minutes: $0.milliseconds / 60_000) }?.text ?? ""
    user = item.order.user.map { people.user($0).name } ?? ""
    worker = (item.doneBy ?? item.claimedBy).map { people.user($0).name } ?? ""
  }

  /// The last four characters of the serial number; empty for no machine.
  var lastFour: String { item.order.device.map { String($0.suffix(4)) } ?? "" }

  /// What else must be known, in one line.
  var facts: String {
    item.order.facts.map { "\($0.title): \($0.value)" }.joined(separator: ", ")
  }

  /// By place, then by when: what has no place comes last, and so does what has no time.
  static func byPlace(_ lines: [WorkLine]) -> [(place: String?, lines: [WorkLine])] {
    let groups = Dictionary(grouping: lines, by: \.item.order.place)
    return groups.keys.sorted { ($0 == nil ? 1 : 0, $0 ?? "") < ($1 == nil ? 1 : 0, $1 ?? "") }
      .map { place in (place, groups[place] ?? []) }
  }
}
