package import WorkingTime
package import struct Foundation.Date

/// When machines can be fetched: the opening days of some pick-up places, within the working time.
///
/// It knows neither a clock nor what is reserved, and is a value, so asking it always gives the same.
package struct SlotCalendar: Sendable {
  package let places: [RolloverPolicy.Place]
  private let timetable: Timetable

  /// - Parameters:
  ///   - places: those of one municipality.
  ///   - timetable: its working time, holidays and all: on a holiday every place is closed.
  package init(places: [RolloverPolicy.Place], timetable: Timetable) {
    (self.places, self.timetable) = (places, timetable)
  }

  /// The first day on which something can be fetched that is asked for now: so many working days later.
  package func firstDay(after moment: Date, businessDays: Int) -> Day {
    OsloClock.reading(timetable.next(after: moment, days: max(0, businessDays))).day
  }

  /// All slots from a day to another, both included, in order of time and, of those, of the places.
  package func slots(from: Day, through: Day) -> [Slot] {
    guard from <= through else { return [] }
    let all = (from.number...through.number).flatMap { number in
      places.flatMap { slots(of: $0, on: Day(number: number)) }
    }
    return all.enumerated()
      .sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
      .map(\.element)
  }

  /// Whether there is such a slot, free or not.
  package func has(_ slot: Slot) -> Bool {
    guard let place = place(of: slot) else { return false }
    return slots(of: place, on: OsloClock.reading(slot.start).day).contains(slot)
  }

  /// The place of a slot; nil where it is none of these.
  package func place(of slot: Slot) -> RolloverPolicy.Place? {
    places.first { $0.id == slot.place }
  }

  /// A few of many, such that there is something to choose: the earliest days, and of each day and place as many as
  /// of the others, spread over the day.
  ///
  /// - Parameter free: in order of time.
  package func selection(of free: [Slot], most: Int) -> [Slot] {
    guard free.count > most else { return free }
    let share = max(1, most / max(1, places.count * Self.daysShown))
    var groups: [(key: String, slots: [Slot])] = []
    for slot in free {
      let key = "\(OsloClock.reading(slot.start).day.number)@\(slot.place)"
      if let index = groups.lastIndex(where: { $0.key == key }) {
        groups[index].slots.append(slot)
      } else {
        groups.append((key, [slot]))
      }
    }
    let spread = groups.flatMap { Self.spread($0.slots, share) }
    return Array(spread.prefix(most)).sorted { $0.start < $1.start }
  }

  /// Over how many days a selection is spread, where there are so many.
  private static let daysShown = 5

  private static func spread(_ slots: [Slot], _ count: Int) -> [Slot] {
    guard slots.count > count else { return slots }
    return (0..<count).map { slots[$0 * slots.count / count] }
  }

  /// The slots of a day that lie wholly within the working time; one that the change of the clock skips is none.
  private func slots(of place: RolloverPolicy.Place, on day: Day) -> [Slot] {
    let open = timetable.hours(on: day).stretches
    return place.slots(on: day).compactMap { time in
      let end = time.minutes + place.minutes
      guard open.contains(where: { $0.opening <= time.minutes && end <= $0.closing }) else {
        return nil
      }
      let start = OsloClock.moment(day, time)
      let shown = OsloClock.reading(start)
      guard shown.day == day, shown.milliseconds == time.minutes * 60_000 else { return nil }
      return Slot(place: place.id, start: start)
    }
  }
}
