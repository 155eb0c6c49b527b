package import struct Foundation.Date

// Everything here moves forwards only, and never gives up: a timetable that is closed for ten years gives the end
// of those ten years. `BusinessHours` refuses settings that never open.
extension Timetable {
  /// Whether it is open at that moment; at the moment at which it closes it is closed.
  package func isOpen(at moment: Date) -> Bool {
    let instant = OsloClock.milliseconds(moment)
    return stretches(on: OsloClock.reading(instant).day).contains { $0.contains(instant) }
  }

  /// That moment itself where it is open then, else the next at which it opens.
  package func opening(after moment: Date) -> Date {
    let instant = OsloClock.milliseconds(moment)
    let opening = opening(after: instant)
    return opening == instant ? moment : OsloClock.date(opening)
  }

  /// The moment `days` working days later, at a time of day, or at the opening.
  ///
  /// A day counts when it is open at all. The day of `moment` itself does not count, whether it is a working day or
  /// not: one working day after a Friday, a Saturday or a Sunday is the Monday. Where the place is closed at `time`
  /// on that day, it is the next opening. With no days at all it is the first such moment that is not before
  /// `moment`.
  package func next(after moment: Date, days: Int, at time: TimeOfDay? = nil) -> Date {
    let instant = OsloClock.milliseconds(moment)
    let today = OsloClock.reading(instant).day
    guard days > 0 else {
      guard let time else { return opening(after: moment) }
      if isWorkingDay(today) {
        let candidate = OsloClock.instant(today, time.minutes)
        if candidate >= instant { return OsloClock.date(opening(after: candidate)) }
      }
      return next(after: moment, days: 1, at: time)
    }
    let day = workingDay(days, after: today)
    let wanted = OsloClock.instant(day, time?.minutes ?? 0)
    return OsloClock.date(opening(after: wanted))
  }

  /// The moment at which `hours` working hours have passed, counted as they pass, also over a change of the clock.
  ///
  /// What ends as it closes ends at the next opening, so that the moment is always in working time.
  package func next(after moment: Date, hours: Double) -> Date {
    guard hours > 0 else { return opening(after: moment) }
    // More than any place is open in ten thousand years is as good as that.
    var rest = Int((min(hours, 1e8) * 3_600_000).rounded())
    var instant = opening(after: OsloClock.milliseconds(moment))
    var day = OsloClock.reading(instant).day
    let last = day + Self.horizon * 10
    while day < last {
      for stretch in stretches(on: day) where stretch.upperBound > instant {
        let start = max(stretch.lowerBound, instant)
        if rest < stretch.upperBound - start { return OsloClock.date(start + rest) }
        rest -= stretch.upperBound - start
        instant = stretch.upperBound
      }
      day = day + 1
    }
    return OsloClock.date(opening(after: OsloClock.instant(last, 0)))
  }

  /// How many working days lie after the day of `from`, up to and with the day of `to`.
  ///
  /// It is what ``next(after:days:at:)`` was given, where the time lies within each day's hours. Where `to` is on an
  /// earlier day it is the count the other way round, negative.
  package func workingDays(from: Date, to: Date) -> Int {
    let (first, last) = (OsloClock.reading(from).day, OsloClock.reading(to).day)
    guard first <= last else { return -workingDays(from: to, to: from) }
    return (first.number..<last.number).count { isWorkingDay(Day(number: $0 + 1)) }
  }

  private func workingDay(_ count: Int, after today: Day) -> Day {
    var day = today
    for _ in 0..<count {
      let last = day + Self.horizon
      repeat { day = day + 1 } while !isWorkingDay(day) && day < last
    }
    return day
  }

  private func opening(after instant: Int) -> Int {
    var day = OsloClock.reading(instant).day
    let last = day + Self.horizon
    while day < last {
      for stretch in stretches(on: day) where stretch.upperBound > instant {
        return max(stretch.lowerBound, instant)
      }
      day = day + 1
    }
    return OsloClock.instant(last, 0)
  }

  /// How many days are looked at before a place counts as closed for good: ten years.
  static let horizon = 3653

  /// The moments of a day's hours; hours that the change in March skips altogether are none.
  func stretches(on day: Day) -> [Range<Int>] {
    hours(on: day).stretches.compactMap { stretch in
      let opening = OsloClock.instant(day, stretch.opening)
      let closing = OsloClock.instant(day, stretch.closing)
      return opening < closing ? opening..<closing : nil
    }
  }
}
