package import WorkingTime
package import struct Foundation.Date

/// Dates as sources write them: `2026-05-17`, `17.5.2026`, `20260517`, and with `/` as a mapping says.
package struct WrittenDate: Sendable, Hashable {
  package var day: Day
  /// Milliseconds after midnight UTC; 0 where only a day is written.
  package var milliseconds: Int

  /// What a date with `/` means, which nobody can tell by looking at it.
  package enum SlashOrder: String, Sendable, Hashable, CaseIterable {
    case monthFirst = "m/d/y"
    case dayFirst = "d/m/y"
  }

  /// Nil where it is no date.
  package init?(_ bytes: ArraySlice<UInt8>, slashes: SlashOrder?) {
    var text = bytes
    func number(_ most: Int) -> (value: Int, digits: Int)? {
      var (value, digits) = (0, 0)
      while digits < most, let byte = text.first, (0x30...0x39).contains(byte) {
        value = value * 10 + Int(byte - 0x30)
        digits += 1
        text = text.dropFirst()
      }
      return digits == 0 ? nil : (value, digits)
    }
    guard let first = number(8) else { return nil }
    if first.digits == 8 {
      guard let day = Day.of(first.value / 10_000, first.value / 100 % 100, first.value % 100)
      else { return nil }
      self.day = day
    } else {
      guard let mark = text.popFirst(), let second = number(2), text.popFirst() == mark,
        let third = number(4),
        let day = Self.day((first, second, third), mark, slashes)
      else { return nil }
      self.day = day
    }
    guard let time = Self.time(text) else { return nil }
    (milliseconds, day) = (time, day)
  }

  /// The moment; without a zone it is one in UTC.
  package var moment: Date {
    Date(timeIntervalSince1970: Double(day.number) * 86_400 + Double(milliseconds) / 1_000)
  }

  private typealias Part = (value: Int, digits: Int)

  private static func day(
    _ parts: (Part, Part, Part),
    _ mark: UInt8,
    _ slashes: SlashOrder?
  ) -> Day? {
    let (a, b, c) = parts
    if a.digits == 4 {
      let isMark =
        mark == UInt8(ascii: "-") || mark == UInt8(ascii: "/") || mark == UInt8(ascii: ".")
      return isMark && c.digits <= 2 ? Day.of(a.value, b.value, c.value) : nil
    }
    guard a.digits <= 2, c.digits == 4 || c.digits == 2 else { return nil }
    let year = c.digits == 2 ? 2000 + c.value : c.value
    switch (mark, slashes) {
    case (UInt8(ascii: "."), _), (UInt8(ascii: "/"), .dayFirst):
      return Day.of(year, b.value, a.value)
    case (UInt8(ascii: "/"), .monthFirst): return Day.of(year, a.value, b.value)
    default: return nil
    }
  }

  /// What stands after the day: nothing, or ` 08:12`, `T08:12:33.1234567Z`, ` 8:12:33 AM`, `T08:12:33+01:00`.
  private static func time(_ text: ArraySlice<UInt8>) -> Int? {
    guard let first = text.first else { return 0 }
    guard first == 0x20 || first == UInt8(ascii: "T") else { return nil }
    let text = text.drop { $0 == 0x20 || $0 == UInt8(ascii: "T") }
    if text.isEmpty { return 0 }
    let clock = text.prefix { (0x30...0x39).contains($0) || $0 == 0x3A || $0 == 0x2E }
    let rest = text[clock.endIndex...].drop { $0 == 0x20 }
    let fields = clock.split(separator: 0x3A, omittingEmptySubsequences: false)
    guard (2...3).contains(fields.count), var hour = Self.number(fields[0]), hour < 24,
      let minute = Self.number(fields[1]), minute < 60
    else { return nil }
    var milliseconds = 0
    if fields.count == 3 {
      guard let second = Double(String(decoding: fields[2], as: UTF8.self)), second < 61 else {
        return nil
      }
      milliseconds = Int(second * 1_000)
    }
    switch String(decoding: rest, as: UTF8.self).uppercased() {
    case "", "Z", "UTC": break
    case "AM": hour = hour == 12 ? 0 : hour
    case "PM": hour = hour == 12 ? 12 : hour + 12
    case let zone:
      guard let minutes = offset(zone) else { return nil }
      milliseconds -= minutes * 60_000
    }
    return (hour * 60 + minute) * 60_000 + milliseconds
  }

  /// At most two digits.
  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard (1...2).contains(bytes.count) else { return nil }
    return bytes.reduce(Int?(0)) { value, byte in
      (0x30...0x39).contains(byte) ? value.map { $0 * 10 + Int(byte - 0x30) } : nil
    }
  }

  /// Minutes before UTC.
  private static func offset(_ zone: String) -> Int? {
    guard let sign = zone.first, sign == "+" || sign == "-",
      let time = TimeOfDay(String(zone.dropFirst())), time.minutes <= 14 * 60
    else { return nil }
    return sign == "-" ? -time.minutes : time.minutes
  }
}

extension Day {
  fileprivate static func of(_ year: Int, _ month: Int, _ day: Int) -> Day? {
    Day(year: year, month: month, day: day)
  }
}
