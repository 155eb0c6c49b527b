import Testing
import WorkingTime

@Suite struct NamedDaysTests {
  /// The public holidays of years as the calendars print them.
  static let years: [(year: Int, days: String)] = [
    (1997, "0101 0327 0328 0330 0331 0501 0508 0517 0518 0519 1225 1226"),
    // Ascension Day is 1 May.
    (2008, "0101 0320 0321 0323 0324 0501 0511 0512 0517 1225 1226"),
    // Ascension Day is 17 May.
    (2012, "0101 0405 0406 0408 0409 0501 0517 0527 0528 1225 1226"),
    (2024, "0101 0328 0329 0331 0401 0501 0509 0517 0519 0520 1225 1226"),
    (2025, "0101 0417 0418 0420 0421 0501 0517 0529 0608 0609 1225 1226"),
    (2026, "0101 0402 0403 0405 0406 0501 0514 0517 0524 0525 1225 1226"),
    // Whit Monday is 17 May.
    (2027, "0101 0325 0326 0328 0329 0501 0506 0516 0517 1225 1226"),
    // The latest Easter there is.
    (2038, "0101 0422 0423 0425 0426 0501 0517 0603 0613 0614 1225 1226"),
  ]

  @Test(arguments: years)
  func `knows the public holidays of a year`(year: Int, days: String) {
    let holidays = Self.days(of: year).filter {
      !NamedDays(of: $0).isDisjoint(with: .publicHolidays)
    }
    let written = holidays.map { $0.text.dropFirst(5).filter { $0 != "-" } }
    #expect(written.joined(separator: " ") == days)
  }

  @Test func `agrees with another algorithm about Easter`() {
    for year in 1583...2999 {
      #expect(NamedDays.easter(year) == Self.easterByOudin(year), "\(year)")
    }
  }

  @Test func `gives a day all of its names`() throws {
    let whitMonday = try #require(Day("2027-05-17"))
    #expect(NamedDays(of: whitMonday) == [.whitMonday, .constitutionDay])
    let ascension = try #require(Day("2008-05-01"))
    #expect(NamedDays(of: ascension) == [.labourDay, .ascensionDay])
  }

  @Test(arguments: [
    ("2026-04-01", NamedDays.wednesdayBeforeEaster), ("2026-12-24", .christmasEve),
    ("2026-12-31", .newYearsEve),
  ])
  func `knows the eves, which are no holidays`(date: String, name: NamedDays) throws {
    let day = try #require(Day(date))
    #expect(NamedDays(of: day) == name)
    #expect(NamedDays.publicHolidays.isDisjoint(with: name))
  }

  @Test func `names every day that has a name`() {
    let named = NamedDays.names.reduce(into: NamedDays()) { $0.formUnion($1.day) }
    #expect(named == NamedDays(rawValue: 1 << 15 - 1))
    #expect(Set(NamedDays.names.map(\.name)).count == 15)
    for year in 1970...2100 {
      let days = Self.days(of: year).reduce(into: NamedDays()) { $0.formUnion(NamedDays(of: $1)) }
      #expect(days == named)
    }
  }

  private static func days(of year: Int) -> [Day] {
    guard let first = Day(year: year, month: 1, day: 1),
      let last = Day(year: year, month: 12, day: 31)
    else { return [] }
    return (first.number...last.number).map(Day.init(number:))
  }

  /// The algorithm of Oudin (1940), from the “Explanatory Supplement to the Astronomical Almanac” (1992) 12.83.
  private static func easterByOudin(_ year: Int) -> Day? {
    let century = year / 100
    let n = year % 19
    let k = (century - 17) / 25
    var i = (century - century / 4 - (century - k) / 3 + 19 * n + 15) % 30
    i -= i / 28 * (1 - i / 28 * (29 / (i + 1)) * ((21 - n) / 11))
    let j = (year + year / 4 + i + 2 - century + century / 4) % 7
    let l = i - j
    let month = 3 + (l + 40) / 44
    return Day(year: year, month: month, day: l + 28 - 31 * (month / 4))
  }
}
