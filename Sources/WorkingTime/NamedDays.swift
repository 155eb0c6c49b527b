/// The days of the Norwegian year that have a name: the public holidays, and the eves that many work shorter on.
///
/// Public holidays: lov om helligdager og helligdagsfred (1995-02-24 nr 12) § 2, and lov om 1 og 17 mai som
/// høgtidsdagar (1947-04-26 nr 1) § 1. A day may have two names, as 17 May 2027 is Whit Monday too.
package struct NamedDays: OptionSet, Sendable, Hashable {
  package var rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let newYearsDay = NamedDays(rawValue: 1 << 0)
  package static let maundyThursday = NamedDays(rawValue: 1 << 1)
  package static let goodFriday = NamedDays(rawValue: 1 << 2)
  package static let easterSunday = NamedDays(rawValue: 1 << 3)
  package static let easterMonday = NamedDays(rawValue: 1 << 4)
  package static let labourDay = NamedDays(rawValue: 1 << 5)
  package static let constitutionDay = NamedDays(rawValue: 1 << 6)
  package static let ascensionDay = NamedDays(rawValue: 1 << 7)
  package static let whitSunday = NamedDays(rawValue: 1 << 8)
  package static let whitMonday = NamedDays(rawValue: 1 << 9)
  package static let christmasDay = NamedDays(rawValue: 1 << 10)
  package static let boxingDay = NamedDays(rawValue: 1 << 11)
  package static let wednesdayBeforeEaster = NamedDays(rawValue: 1 << 12)
  package static let christmasEve = NamedDays(rawValue: 1 << 13)
  package static let newYearsEve = NamedDays(rawValue: 1 << 14)

  /// Those on which Norway is closed.
  package static let publicHolidays: NamedDays = [
    .newYearsDay, .maundyThursday, .goodFriday, .easterSunday, .easterMonday, .labourDay,
    .constitutionDay, .ascensionDay, .whitSunday, .whitMonday, .christmasDay, .boxingDay,
  ]

  /// What the settings call each of them, in the order of the year.
  package static let names: [(name: String, day: NamedDays)] = [
    ("newYearsDay", .newYearsDay), ("wednesdayBeforeEaster", .wednesdayBeforeEaster),
    ("maundyThursday", .maundyThursday), ("goodFriday", .goodFriday),
    ("easterSunday", .easterSunday), ("easterMonday", .easterMonday), ("labourDay", .labourDay),
    ("constitutionDay", .constitutionDay), ("ascensionDay", .ascensionDay),
    ("whitSunday", .whitSunday), ("whitMonday", .whitMonday), ("christmasEve", .christmasEve),
    ("christmasDay", .christmasDay), ("boxingDay", .boxingDay), ("newYearsEve", .newYearsEve),
  ]

  /// The names of a day; empty for most.
  package init(of day: Day) {
    let (year, month, date) = day.civil
    self = []
    switch (month, date) {
    case (1, 1): insert(.newYearsDay)
    case (5, 1): insert(.labourDay)
    case (5, 17): insert(.constitutionDay)
    case (12, 24): insert(.christmasEve)
    case (12, 25): insert(.christmasDay)
    case (12, 26): insert(.boxingDay)
    case (12, 31): insert(.newYearsEve)
    default: break
    }
    // Easter is from 22 March to 25 April, so everything that moves with it is from March to June.
    guard (3...6).contains(month) else { return }
    switch day.number - Self.easter(year).number {
    case -4: insert(.wednesdayBeforeEaster)
    case -3: insert(.maundyThursday)
    case -2: insert(.goodFriday)
    case 0: insert(.easterSunday)
    case 1: insert(.easterMonday)
    case 39: insert(.ascensionDay)
    case 49: insert(.whitSunday)
    case 50: insert(.whitMonday)
    default: break
    }
  }

  /// Easter Sunday of a year, from the table where it has it.
  package static func easter(_ year: Int) -> Day {
    tabulated.contains(year) ? table[year - tabulated.lowerBound] : computedEaster(year)
  }

  private static let tabulated = 1900...2199
  private static let table = tabulated.map(computedEaster)

  /// The anonymous Gregorian algorithm (Meeus, Jones, Butcher): Meeus, “Astronomical Algorithms”, chapter 8.
  private static func computedEaster(_ year: Int) -> Day {
    let a = year % 19
    let (b, c) = (year / 100, year % 100)
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
    let m = (a + 11 * h + 22 * l) / 451
    let sum = h + l - 7 * m + 114
    return Day.of(year, sum / 31, sum % 31 + 1)
  }
}
