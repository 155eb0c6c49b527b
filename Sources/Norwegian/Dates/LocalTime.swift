internal import Foundation

/// The reference moment as people at a place see it; the only part of date reading that knows the time zone.
struct LocalTime {
  let instant: Date
  let calendar: Calendar
  let today: Day
  /// Minutes after midnight.
  let minutes: Int

  init(_ instant: Date, calendar: Calendar) {
    self.instant = instant
    self.calendar = calendar
    (today, minutes) = Self.split(instant, calendar)
  }

  /// The day and the minute after a duration; hours are counted as they pass, also over a change of the clock.
  func adding(_ duration: SpokenDuration, forwards: Bool) -> (day: Day, minutes: Int) {
    let sign = forwards ? 1 : -1
    var step = DateComponents()
    step.month = sign * duration.months
    step.day = sign * duration.days
    step.second = sign * duration.seconds
    return Self.split(calendar.date(byAdding: step, to: instant) ?? instant, calendar)
  }

  /// `2026-05-17T10:30:00`; a time that summer time skips is moved on as the clock is.
  func iso(_ day: Day, minutes: Int) -> String {
    let (year, month, date) = day.civil
    let wanted = DateComponents(
      year: year,
      month: month,
      day: date,
      hour: minutes / 60,
      minute: minutes % 60
    )
    guard let instant = calendar.date(from: wanted) else {
      return "\(day.iso)T\(Clock.iso(minutes))"
    }
    let (realDay, realMinutes) = Self.split(instant, calendar)
    return "\(realDay.iso)T\(Clock.iso(realMinutes))"
  }

  private static func split(_ instant: Date, _ calendar: Calendar) -> (Day, Int) {
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: instant)
    let day = Day(year: parts.year ?? 1970, month: parts.month ?? 1, day: parts.day ?? 1)
    return (day ?? Day(number: 0), (parts.hour ?? 0) * 60 + (parts.minute ?? 0))
  }
}
