/// When one place is open, on any day of any year: its week, its public holidays and its own exceptions.
///
/// It knows no clock and is a value, so asking it is fast and always gives the same.
package struct Timetable: Sendable, Hashable {
  /// The hours of an ordinary week, Monday first.
  var week: [OpeningHours]
  /// Days that are like no other, by their number: their hours, whatever day it is.
  var days: [Int: OpeningHours] = [:]
  /// Days in a stretch of days, by their number: their hours where the week is open and it is no holiday.
  var periods: [Int: OpeningHours] = [:]
  /// The same in every year, at 31 × month + day - 32.
  var yearly = [OpeningHours?](repeating: nil, count: 12 * 31)
  /// Holidays and eves: as much of the ordinary hours as is within these.
  var named: [NamedDays: OpeningHours] = [:]

  /// Monday to Friday, 08:00 to 15:30, closed on public holidays.
  package init() {
    let hours = (try? OpeningHours(parsing: "08:00-15:30")) ?? .closed
    week = (1...7).map { $0 <= 5 ? hours : .closed }
  }

  /// When it is open on a day.
  package func hours(on day: Day) -> OpeningHours {
    if !days.isEmpty, let own = days[day.number] { return own }
    let ordinary = week[day.weekday - 1]
    guard !ordinary.isClosed else { return ordinary }
    let names = NamedDays(of: day)
    let hours = seasonal(day) ?? ordinary
    return names.isEmpty ? hours : narrowed(hours, by: names)
  }

  /// Whether it is open at any time of the day.
  package func isWorkingDay(_ day: Day) -> Bool { !hours(on: day).isClosed }

  private func seasonal(_ day: Day) -> OpeningHours? {
    if !periods.isEmpty, let period = periods[day.number] { return period }
    let (_, month, date) = day.civil
    return yearly[31 * month + date - 32]
  }

  /// On a day with several names all of them count: 17 May is a holiday too when it is Whit Monday.
  private func narrowed(_ hours: OpeningHours, by names: NamedDays) -> OpeningHours {
    var narrowed = hours
    for (_, name) in NamedDays.names where names.contains(name) {
      if let own = named[name] {
        narrowed = narrowed.intersection(own)
      } else if NamedDays.publicHolidays.contains(name) {
        return .closed
      }
    }
    return narrowed
  }
}
