/// An instant as the States Language writes it: RFC 3339 with an upper-case `T`, and `Z` or a numeric offset.
///
/// Two timestamps are equal when they are the same instant, whatever their offsets.
package struct Timestamp: Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z, rounded down.
  package let milliseconds: Int
  /// As it was written.
  package let text: String
  /// What is left below the millisecond, 0 ..< 1,000,000; digits beyond the ninth are dropped.
  private let nanoseconds: Int

  /// Reads a timestamp; nil where the text is none.
  package init?(_ text: String) {
    // The longest sensible one has 35 characters; a text of megabytes is not worth copying.
    guard text.utf8.count <= 64 else { return nil }
    var reader = TimestampReader(bytes: Array(text.utf8))
    guard let instant = reader.instant() else { return nil }
    self.text = text
    milliseconds = instant.seconds * 1000 + instant.nanoseconds / 1_000_000
    nanoseconds = instant.nanoseconds % 1_000_000
  }

  /// The instant that many milliseconds after 1970 began, written in UTC with three decimals.
  ///
  /// - Parameter milliseconds: Within the years 0 to 9999.
  package init(milliseconds: Int) {
    self.milliseconds = milliseconds
    nanoseconds = 0
    let (days, ofDay) = milliseconds.quotientAndRemainder(flooredBy: 86_400_000)
    let date = CivilDate(daysSince1970: days)
    let time =
      "\(padded(ofDay / 3_600_000, 2)):\(padded(ofDay / 60_000 % 60, 2))"
      + ":\(padded(ofDay / 1000 % 60, 2)).\(padded(ofDay % 1000, 3))Z"
    text = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))T\(time)"
  }
}

extension Timestamp: Hashable, Comparable {
  package static func == (left: Self, right: Self) -> Bool {
    left.milliseconds == right.milliseconds && left.nanoseconds == right.nanoseconds
  }
  /// Whether the left instant is before the right one.
  package static func < (left: Self, right: Self) -> Bool {
    (left.milliseconds, left.nanoseconds) < (right.milliseconds, right.nanoseconds)
  }
  package func hash(into hasher: inout Hasher) {
    hasher.combine(milliseconds)
    hasher.combine(nanoseconds)
  }
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

extension Int {
  fileprivate func quotientAndRemainder(flooredBy divisor: Int) -> (Int, Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

/// A day of the proleptic Gregorian calendar.
///
/// Hinnant, "chrono-Compatible Low-Level Date Algorithms": eras of 400 years that begin on 1 March.
private struct CivilDate {
  let year: Int, month: Int, day: Int

  init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let (era, dayOfEra) = shifted.quotientAndRemainder(flooredBy: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1 else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    guard day <= length else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  var daysSince1970: Int {
    let marchYear = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = marchYear.quotientAndRemainder(flooredBy: 400)
    let marchMonth = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

/// Reads `2016-03-14T01:59:00.123+01:00` from left to right.
private struct TimestampReader {
  let bytes: [UInt8]
  var position = 0

  mutating func instant() -> (seconds: Int, nanoseconds: Int)? {
    guard let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2),
      let date = CivilDate(year: year, month: month, day: day), take("T"),
      let ofDay = timeOfDay(), let fraction = fraction(), let offset = offset(),
      position == bytes.count
    else { return nil }
    let seconds = date.daysSince1970 * 86_400 + ofDay - offset
    return (seconds, fraction)
  }

  private mutating func timeOfDay() -> Int? {
    guard let hour = digits(2), hour < 24, take(":"), let minute = digits(2), minute < 60,
      take(":"), let second = digits(2), second < 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// Nanoseconds; 0 where there is no fraction, nil where a point is followed by no digit.
  private mutating func fraction() -> Int? {
    guard take(".") else { return 0 }
    var value = 0
    var scale = 100_000_000
    let start = position
    while let digit = digits(1) {
      value += digit * scale
      scale /= 10
    }
    return position > start ? value : nil
  }

  /// Seconds east of UTC.
  private mutating func offset() -> Int? {
    if take("Z") { return 0 }
    let sign = take("+") ? 1 : -1
    guard sign == 1 || take("-"), let hours = digits(2), hours < 24, take(":"),
      let minutes = digits(2), minutes < 60
    else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }

  private mutating func digits(_ count: Int) -> Int? {
    guard position + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[position..<position + count] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    position += count
    return value
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }
}
