package import struct Foundation.Date

/// The clock on a Norwegian wall (Europe/Oslo), by arithmetic alone: the same on a machine without time zone data.
///
/// Summer time is from the last Sunday of March 01:00 UTC to the last Sunday of October 01:00 UTC
/// (directive 2000/84/EC; forskrift 2007-09-14 nr 1075), as it has been since 1996; the rule is applied to earlier years too.
///
/// A wall time that the change in March skips (02:00 to 03:00) stands for the moment of the change, so that what
/// begins at 02:30 begins when the clock springs to 03:00. One that the change in October repeats (02:00 to 03:00)
/// stands for the first of its two moments.
package enum OsloClock {
  /// The day and the milliseconds after midnight that the wall clock shows.
  ///
  /// On the days of the changes these are what the clock shows, not the time since midnight.
  package static func reading(_ moment: Date) -> (day: Day, milliseconds: Int) {
    reading(milliseconds(moment))
  }

  /// The moment at which the clock shows that time on that day; `24:00` is the next midnight.
  package static func moment(_ day: Day, _ time: TimeOfDay) -> Date {
    date(instant(day, time.minutes))
  }

  static func reading(_ instant: Int) -> (day: Day, milliseconds: Int) {
    let local = instant + offset(at: instant)
    let day = floorDivide(local, millisecondsADay)
    return (Day(number: day), local - day * millisecondsADay)
  }

  /// The moment in milliseconds since 1970 at which the clock shows `minutes` after midnight.
  static func instant(_ day: Day, _ minutes: Int) -> Int {
    let wall = day.number * millisecondsADay + minutes * 60_000
    guard day.weekday == 7 else { return wall - offset(at: wall - hour) }
    switch change(on: day) {
    case .toSummer?:
      return minutes < 120 ? wall - hour : max(wall - 2 * hour, changeOfDay(day))
    case .toWinter?:
      return minutes < 180 ? wall - 2 * hour : wall - hour
    case nil: return wall - offset(at: wall - hour)
    }
  }

  /// What the clock is before UTC, in milliseconds.
  private static func offset(at instant: Int) -> Int {
    let day = Day(number: floorDivide(instant, millisecondsADay))
    let (_, month, date) = day.civil
    switch month {
    case 4...9: return 2 * hour
    case 3, 10:
      // The Sunday that is or comes before this day, and the one of the change: the last of the month.
      let sunday = date - day.weekday % 7
      let last = sunday + (31 - sunday) / 7 * 7
      let hasChanged =
        date > last || date == last && instant >= changeOfDay(day)
      return hasChanged == (month == 3) ? 2 * hour : hour
    default: return hour
    }
  }

  private enum Change { case toSummer, toWinter }

  private static func change(on sunday: Day) -> Change? {
    let (_, month, date) = sunday.civil
    guard date > 24 else { return nil }
    return month == 3 ? .toSummer : month == 10 ? .toWinter : nil
  }

  /// 01:00 UTC, when a clock that changes on that day changes.
  private static func changeOfDay(_ day: Day) -> Int { day.number * millisecondsADay + hour }

  /// Milliseconds since 1970; what lies outside the years 1 to 9999 counts as their first or last moment.
  static func milliseconds(_ moment: Date) -> Int {
    let exact = (moment.timeIntervalSince1970 * 1000).rounded()
    // A moment that is no number is as far away as can be.
    guard exact < latest else { return Int(latest) }
    return Int(max(exact, earliest))
  }

  static func date(_ milliseconds: Int) -> Date {
    Date(timeIntervalSince1970: Double(milliseconds) / 1000)
  }

  private static let earliest = -62_135_596_800_000.0
  private static let latest = 253_402_300_799_999.0
  private static let hour = 3_600_000
  static let millisecondsADay = 86_400_000

  private static func floorDivide(_ number: Int, _ divisor: Int) -> Int {
    number >= 0 ? number / divisor : (number + 1) / divisor - 1
  }
}
