internal import Foundation
internal import Helpdesk
internal import WorkingTime

/// The moments at which something is done about an exchange, all of them in working time.
extension RolloverScene {
  /// When it first is open on that day or after it.
  func opening(on day: Day) -> Date {
    timetable.opening(on: day) ?? now
  }

  /// So many working days from now, in the morning: people read in the morning.
  func morning(after businessDays: Int) -> Date {
    timetable.next(after: now, days: max(1, businessDays), at: Self.letters)
  }

  /// The working day before that of a moment.
  func workingDay(before moment: Date) -> Day { timetable.workingDay(before: moment) }

  /// When somebody is reminded of a slot: the working day before it.
  func reminder(of slot: Slot) -> Date { timetable.reminder(of: slot.start) }

  /// When a slot counts as missed: the morning of the next working day, so that whoever handed the machine over has
  /// had the time to say so.
  func missed(_ slot: Slot) -> Date { timetable.next(after: slot.start, days: 1, at: Self.letters) }

  private static let letters = Timetable.letters
}

extension Timetable {
  /// When people read.
  static let letters = TimeOfDay(minutes: 9 * 60)

  /// When it first is open on that day or after it.
  func opening(on day: Day) -> Date? {
    TimeOfDay(minutes: 0).map { opening(after: OsloClock.moment(day, $0)) }
  }

  /// The working day before that of a moment.
  func workingDay(before moment: Date) -> Day {
    var day = OsloClock.reading(moment).day + -1
    for _ in 0..<30 where !isWorkingDay(day) { day = day + -1 }
    return day
  }

  /// The morning of the working day before a moment.
  func reminder(of moment: Date) -> Date {
    let day = workingDay(before: moment)
    return Self.letters.map { opening(after: OsloClock.moment(day, $0)) } ?? moment
  }
}
