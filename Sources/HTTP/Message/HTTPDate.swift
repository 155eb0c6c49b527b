package import Foundation

/// Moments as header fields write them (RFC 9110 §5.6.7), in each of the three forms that must be understood.
package enum HTTPDate {
  /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
  ///
  /// Nil for anything else. The name of the day is not compared with the date. A year of two digits that would lie more
  /// than 50 years ahead of `now` is of the century before.
  package static func moment(_ text: String, now: Date) -> Date? {
    guard text.utf8.count <= 40 else { return nil }
    let words = text.split(separator: " ")
    // The day's name, then day, month, year, time, zone; with hyphens in the second form, none of it in the third.
    if words.count == 6, words[0].hasSuffix(","), words[5] == "GMT" {
      return date(words[3], words[2], words[1], words[4])
    }
    if words.count == 4, words[0].hasSuffix(","), words[3] == "GMT" {
      let parts = words[1].split(separator: "-")
      guard parts.count == 3, let year = number(parts[2], digits: 2...2) else { return nil }
      return date(Substring(String(fullYear(year, now: now))), parts[1], parts[0], words[2])
    }
    if words.count == 5 { return date(words[4], words[1], words[2], words[3]) }
    return nil
  }

  private static func date(
    _ year: Substring,
    _ month: Substring,
    _ day: Substring,
    _ time: Substring
  ) -> Date? {
    let clock = time.split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 3, let month = months.firstIndex(of: String(month)),
      let year = number(year, digits: 4...4), let day = number(day, digits: 1...2),
      let hour = number(clock[0], digits: 2...2), hour < 24,
      let minute = number(clock[1], digits: 2...2), minute < 60,
      let second = number(clock[2], digits: 2...2), second <= 60
    else { return nil }
    let components = DateComponents(year: year, month: month + 1, day: day)
    guard components.isValidDate(in: calendar), let midnight = calendar.date(from: components)
    else { return nil }
    return midnight.addingTimeInterval(Double(hour * 3_600 + minute * 60 + second))
  }

  private static func fullYear(_ year: Int, now: Date) -> Int {
    let latest = calendar.component(.year, from: now) + 50
    return latest - (latest - year) % 100
  }

  private static func number(_ text: Substring, digits: ClosedRange<Int>) -> Int? {
    guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(text)
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static let calendar: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar
  }()
}
