package import struct Foundation.Date

/// Moments as they are written in flows: RFC 3339, `2026-05-18T06:00:00Z`.
package enum RFC3339 {
  /// The moment in UTC, with milliseconds where there are some.
  package static func text(_ moment: Date) -> String {
    let instant = OsloClock.milliseconds(moment)
    let day = Int((Double(instant) / Double(OsloClock.millisecondsADay)).rounded(.down))
    let rest = instant - day * OsloClock.millisecondsADay
    let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { Digits.text($0, 2) }
    let fraction = rest % 1000 == 0 ? "" : "." + Digits.text(rest % 1000, 3)
    return "\(Day(number: day).text)T\(clock.joined(separator: ":"))\(fraction)Z"
  }

  /// Reads a moment with `Z` or an offset, rounded down to the millisecond; nil for anything else.
  ///
  /// `T` and `Z` are in upper case, and a leap second counts as the first second of the next minute.
  package static func moment(_ text: String) -> Date? {
    let bytes = Array(text.utf8)
    guard (20...40).contains(bytes.count), bytes[10] == UInt8(ascii: "T"),
      let day = Day(String(decoding: bytes[0..<10], as: UTF8.self)),
      let time = TimeOfDay(String(decoding: bytes[11..<16], as: UTF8.self)), time.minutes < 1440,
      bytes[16] == UInt8(ascii: ":"), let second = Digits.number(bytes[17..<19]), second <= 60
    else { return nil }
    var rest = bytes[19...]
    var milliseconds = 0
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard !digits.isEmpty else { return nil }
      let three = Array(digits.prefix(3)) + Array(repeating: UInt8(ascii: "0"), count: 2)
      guard let value = Digits.number(three.prefix(3)) else { return nil }
      milliseconds = value
      rest = rest[digits.endIndex...]
    }
    guard let offset = offset(Array(rest)) else { return nil }
    let instant =
      day.number * OsloClock.millisecondsADay
      + ((time.minutes - offset) * 60 + second) * 1000 + milliseconds
    return OsloClock.date(instant)
  }

  /// Minutes before UTC; nil where it is neither `Z` nor `+01:00`.
  private static func offset(_ bytes: [UInt8]) -> Int? {
    if bytes == [UInt8(ascii: "Z")] { return 0 }
    guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
      let time = TimeOfDay(String(decoding: bytes[1...], as: UTF8.self)), time.minutes < 1440
    else { return nil }
    return bytes[0] == UInt8(ascii: "-") ? -time.minutes : time.minutes
  }
}
