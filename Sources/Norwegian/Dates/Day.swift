/// A day of the Gregorian calendar, as the number of days since 1 January 1970.
///
/// Arithmetic on days needs no time zone, so it is done on whole numbers; the conversions are Howard Hinnant's
/// (“chrono-Compatible Low-Level Date Algorithms”). Weeks are those of ISO 8601.
struct Day: Hashable, Comparable {
  var number: Int

  init(number: Int) { self.number = number }

  /// Nil where the month has no such day, or the year is not from 1 to 9999.
  init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  var civil: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let civilMonth = month < 10 ? month + 3 : month - 9
    return (yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0), civilMonth, day)
  }

  var year: Int { civil.year }
  var month: Int { civil.month }

  /// 1 for Monday to 7 for Sunday.
  var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

  var monday: Day { self + (1 - weekday) }

  /// The year the day's ISO week belongs to, and the week's number from 1 to 53.
  var week: (year: Int, number: Int) {
    let thursday = monday + 3
    let year = thursday.year
    guard let first = Day(year: year, month: 1, day: 1) else { return (year, 1) }
    return (year, (thursday.number - first.number) / 7 + 1)
  }

  /// The Monday of an ISO week; nil where the year has no such week.
  static func monday(ofWeek week: Int, year: Int) -> Day? {
    guard week >= 1, let fourth = Day(year: year, month: 1, day: 4) else { return nil }
    let monday = fourth.monday + 7 * (week - 1)
    return monday.week == (year, week) ? monday : nil
  }

  /// The same day of another month; its last day where it has none («31 januar» and a month is 28 February).
  func adding(months: Int) -> Day {
    let (year, month, day) = civil
    let index = year * 12 + month - 1 + months
    let target = (year: index / 12, month: index % 12 + 1)
    let last = Self.length(ofMonth: target.month, year: target.year)
    return Day(year: target.year, month: target.month, day: min(day, last)) ?? self
  }

  /// Easter Sunday by the anonymous Gregorian algorithm (Meeus, Jones, Butcher).
  static func easter(_ year: Int) -> Day? {
    let a = year % 19
    let (b, c) = (year / 100, year % 100)
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
    let m = (a + 11 * h + 22 * l) / 451
    let sum = h + l - 7 * m + 114
    return Day(year: year, month: sum / 31, day: sum % 31 + 1)
  }

  static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  static func + (day: Day, days: Int) -> Day { Day(number: day.number + days) }
  static func < (one: Day, other: Day) -> Bool { one.number < other.number }

  /// `2026-05-17`.
  var iso: String {
    let (year, month, day) = civil
    return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))"
  }
}

/// A whole number, not negative, with leading zeros.
func pad(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
