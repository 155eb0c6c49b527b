internal import Foundation

/// A moment as a card shows it: Norwegian local time, to the second.
struct CardDate: Sendable, Hashable {
  private let year: Int
  private let month: Int
  private let day: Int
  private let hour: Int
  private let minute: Int
  private let second: Int
  /// From Monday, 0.
  private let weekday: Int

  /// Reads `YYYY-MM-DD`, or that with `THH:MM`, seconds, a fraction and `Z` or an offset (RFC 3339).
  ///
  /// A moment with an offset is turned into Norwegian time; one without is taken to be it.
  init?(_ text: String) {
    guard text.utf8.count <= 40 else { return nil }
    var reader = DigitReader(bytes: Array(text.utf8))
    guard let year = reader.number(4), reader.take("-"), let month = reader.number(2),
      reader.take("-"), let day = reader.number(2), year > 0, (1...12).contains(month),
      (1...31).contains(day)
    else { return nil }
    let days = Self.days(year: year, month: month, day: day)
    var seconds = days * 86_400
    var isLocal = true
    if reader.take("T") || reader.take("t") || reader.take(" ") {
      guard let time = reader.timeOfDay() else { return nil }
      seconds += time
      if let offset = reader.offset() {
        seconds -= offset
        isLocal = false
      }
    }
    guard reader.isAtEnd else { return nil }
    self.init(secondsSince1970: seconds, isLocal: isLocal)
    // The 31st of April would have become the 1st of May.
    if isLocal, self.day != day { return nil }
  }

  /// The moment so many seconds after 1970 began (UTC); nil before the year 1 and after 9999.
  init?(secondsSince1970 seconds: Int) {
    guard (-62_135_596_800...253_402_214_400).contains(seconds) else { return nil }
    self.init(secondsSince1970: seconds, isLocal: false)
  }

  private init(secondsSince1970 seconds: Int, isLocal: Bool) {
    let moment = Date(timeIntervalSince1970: Double(seconds))
    let local = seconds + (isLocal ? 0 : Self.zone.map { $0.secondsFromGMT(for: moment) } ?? 0)
    let days = Int((Double(local) / 86_400).rounded(.down))
    (year, month, day) = Self.civil(days: days)
    let inDay = local - days * 86_400
    (hour, minute, second) = (inDay / 3600, inDay / 60 % 60, inDay % 60)
    // The first day of 1970 was a Thursday.
    weekday = ((days + 3) % 7 + 7) % 7
  }

  private static let zone = TimeZone(identifier: "Europe/Oslo")

  /// Writes the moment by a pattern of .NET's letters: `yyyy MMMM dddd d HH mm ss`, others; text in single quotes.
  func text(_ pattern: String, in language: CardLanguage) -> String {
    let letters = Array(pattern.unicodeScalars.prefix(100))
    var text = ""
    var index = 0
    while index < letters.count {
      let letter = letters[index]
      if letter == "'" {
        let end = letters[(index + 1)...].firstIndex(of: "'") ?? letters.count
        text.unicodeScalars.append(contentsOf: letters[(index + 1)..<end])
        index = end + 1
        continue
      }
      let run = letters[index...].prefix { $0 == letter }.count
      text += part(letter, run: run, in: language) ?? String(repeating: "\(letter)", count: run)
      index += run
    }
    return text
  }

  private func part(_ letter: Unicode.Scalar, run: Int, in language: CardLanguage) -> String? {
    func padded(_ number: Int) -> String {
      let digits = "\(number)"
      return String(repeating: "0", count: max(0, run - digits.count)) + digits
    }
    switch (letter, run) {
    case ("y", 1...2): return String(padded(year % 100).suffix(2))
    case ("y", _): return padded(year)
    case ("M", 1...2): return padded(month)
    case ("M", 3): return String(language.months[month - 1].prefix(3))
    case ("M", _): return language.months[month - 1]
    case ("d", 1...2): return padded(day)
    case ("d", 3): return String(language.weekdays[weekday].prefix(3))
    case ("d", _): return language.weekdays[weekday]
    case ("H", _): return padded(hour)
    case ("h", _): return padded((hour + 11) % 12 + 1)
    case ("m", _): return padded(minute)
    case ("s", _): return padded(second)
    case ("t", _): return hour < 12 ? "AM" : "PM"
    default: return nil
    }
  }

  // Days since 1970 and back: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".

  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted >= 0 ? shifted / 146_097 : (shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

/// Reads the digits of a date.
private struct DigitReader {
  let bytes: [UInt8]
  var position = 0

  var isAtEnd: Bool { position == bytes.count }

  /// Exactly so many digits, as a number.
  mutating func number(_ count: Int) -> Int? {
    guard position + count <= bytes.count else { return nil }
    var number = 0
    for byte in bytes[position..<(position + count)] {
      guard (0x30...0x39).contains(byte) else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    position += count
    return number
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  /// `HH:MM`, with seconds and a fraction of one where there are some, in seconds.
  mutating func timeOfDay() -> Int? {
    guard let hour = number(2), take(":"), let minute = number(2), hour < 24, minute < 60 else {
      return nil
    }
    var second = 0
    if take(":") {
      guard let seconds = number(2), seconds <= 60 else { return nil }
      second = min(seconds, 59)
      if take(".") { while number(1) != nil {} }
    }
    return hour * 3600 + minute * 60 + second
  }

  /// `Z` or `+HH:MM`, in seconds; nil where there is none.
  mutating func offset() -> Int? {
    if take("Z") || take("z") { return 0 }
    let isWest: Bool
    if take("+") { isWest = false } else if take("-") { isWest = true } else { return nil }
    guard let hours = number(2), take(":"), let minutes = number(2) else { return nil }
    return (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
  }
}
