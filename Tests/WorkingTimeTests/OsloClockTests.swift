import Foundation
import Ground
import Testing
import WorkingTime

@Suite struct OsloClockTests {
  @Test(.enabled(if: TimeZone(identifier: "Europe/Oslo") != nil, "needs time zone data"))
  func `agrees with the time zone data`() throws {
    var calendar = Calendar.gregorianUTC
    calendar.timeZone = try #require(TimeZone(identifier: "Europe/Oslo"))
    var generator = SeededGenerator(seed: 1996)
    let random = (0..<2000).map { _ in 820_454_400 + generator.below(1_325_376_000) }
    let changes = (1996...2037).flatMap { year in
      [(3, 24), (10, 24)].flatMap { month, day in
        let first = (Day(year: year, month: month, day: day)?.number ?? 0) * 86_400
        return stride(from: first, to: first + 9 * 86_400, by: 3600 * 3 + 1199)
      }
    }
    for seconds in random + changes {
      let moment = Date(timeIntervalSince1970: Double(seconds))
      let (day, milliseconds) = OsloClock.reading(moment)
      let parts = calendar.dateComponents([.day, .hour, .minute, .second], from: moment)
      let hours = (parts.hour ?? 0) * 3600 + (parts.minute ?? 0) * 60 + (parts.second ?? 0)
      #expect(day.civil.day == parts.day && milliseconds == hours * 1000, "\(moment)")
    }
  }

  @Test(arguments: [
    // An ordinary day in winter and in summer, and the midnight that ends it.
    ("2026-01-15", "08:00", "2026-01-15T07:00:00Z"),
    ("2026-07-15", "08:00", "2026-07-15T06:00:00Z"),
    ("2026-07-15", "24:00", "2026-07-15T22:00:00Z"),
    // The clock springs from 02:00 to 03:00.
    ("2026-03-28", "24:00", "2026-03-28T23:00:00Z"),
    ("2026-03-29", "00:00", "2026-03-28T23:00:00Z"),
    ("2026-03-29", "01:59", "2026-03-29T00:59:00Z"),
    ("2026-03-29", "02:00", "2026-03-29T01:00:00Z"),
    ("2026-03-29", "02:30", "2026-03-29T01:00:00Z"),
    ("2026-03-29", "03:00", "2026-03-29T01:00:00Z"),
    ("2026-03-29", "03:01", "2026-03-29T01:01:00Z"),
    ("2026-03-29", "24:00", "2026-03-29T22:00:00Z"),
    // The clock falls back from 03:00 to 02:00.
    ("2026-10-25", "00:00", "2026-10-24T22:00:00Z"),
    ("2026-10-25", "01:59", "2026-10-24T23:59:00Z"),
    ("2026-10-25", "02:00", "2026-10-25T00:00:00Z"),
    ("2026-10-25", "02:59", "2026-10-25T00:59:00Z"),
    ("2026-10-25", "03:00", "2026-10-25T02:00:00Z"),
    ("2026-10-25", "24:00", "2026-10-25T23:00:00Z"),
    // Sundays beside those of the changes, and changes on the 25th and the 31st.
    ("2026-03-22", "12:00", "2026-03-22T11:00:00Z"),
    ("2026-10-18", "12:00", "2026-10-18T10:00:00Z"),
    ("2029-03-25", "12:00", "2029-03-25T10:00:00Z"),
    ("2027-10-31", "12:00", "2027-10-31T11:00:00Z"),
    ("2027-10-31", "01:00", "2027-10-30T23:00:00Z"),
  ])
  func `finds the moment of a time on the wall`(date: String, time: String, moment: String) throws {
    let found = OsloClock.moment(try #require(Day(date)), try #require(TimeOfDay(time)))
    #expect(RFC3339.text(found) == moment)
  }

  @Test func `never goes back along the wall clock`() throws {
    let first = try #require(Day("2026-01-01"))
    var last = Date.distantPast
    for day in 0..<730 {
      for minutes in stride(from: 0, to: 1440, by: 30) {
        let moment = OsloClock.moment(first + day, try #require(TimeOfDay(minutes: minutes)))
        #expect(moment >= last)
        last = moment
      }
    }
  }

  // As seconds: Foundation cannot describe a date that is no number.
  @Test(arguments: [-1e300, -1e12, 1e12, 1e300, .infinity, -.infinity, .nan])
  func `bears moments beyond all years`(seconds: Double) {
    let moment = Date(timeIntervalSince1970: seconds)
    #expect((1...10_000).contains(OsloClock.reading(moment).day.civil.year))
    #expect(RFC3339.text(moment).utf8.count >= 20)
    #expect(Timetable().next(after: moment, hours: 8).timeIntervalSince1970.isFinite)
  }
}
