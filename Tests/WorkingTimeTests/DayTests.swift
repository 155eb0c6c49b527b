import Foundation
import Testing
import WorkingTime

@Suite struct DayTests {
  @Test func `is there and back again, with its weekday`() throws {
    let calendar = Calendar.gregorianUTC
    for number in stride(from: -300_000, through: 300_000, by: 61) {
      let day = Day(number: number)
      #expect(Day(day.text) == day)
      let date = Date(timeIntervalSince1970: Double(number) * 86_400)
      let parts = calendar.dateComponents([.weekday], from: date)
      #expect(parts.weekday == day.weekday % 7 + 1)
      // Foundation's calendar is Julian before 1582.
      if number > -140_000 {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        #expect([parts.year, parts.month, parts.day] == [day.civil.0, day.civil.1, day.civil.2])
      }
    }
  }

  @Test(arguments: [
    "", "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01", "26-01-01",
    "2026-1-01", "2026/01/01", "2026-01-01 ", "２026-01-01", "+026-01-01", "\u{0}",
  ])
  func `refuses what is no date`(text: String) {
    #expect(Day(text) == nil)
  }

  @Test(arguments: ["8:00", "08.00", "24:01", "23:60", "99:99", "", "08:00 ", "-8:00"])
  func `refuses what is no time of day`(text: String) {
    #expect(TimeOfDay(text) == nil)
  }

  @Test(arguments: [("00:00", 0), ("08:05", 485), ("24:00", 1440)])
  func `reads a time of day`(text: String, minutes: Int) {
    #expect(TimeOfDay(text)?.minutes == minutes)
    #expect(TimeOfDay(text)?.text == text)
  }
}

extension Calendar {
  static var gregorianUTC: Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar
  }
}
