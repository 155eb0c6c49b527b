internal import Norwegian

/// A number with the unit beside it: «500 kr», «$20», «25 %», «16 GB», «3 år gammel», «-5 grader».
struct Quantity {
  /// The built-in type, in lower case.
  var type: String
  var unit: String
  /// The number and its unit, in UTF-8 bytes.
  var range: Range<Int>

  /// Nil where no unit stands beside the number.
  init?(around number: Numbers.Found, in bytes: [UInt8]) {
    let reader = UnitReader(bytes: bytes)
    if let (word, end) = reader.word(after: number.range.upperBound) {
      if let (next, age) = reader.word(after: end), Self.years.contains(word),
        Self.old.contains(next)
      {
        self.init(type: "age", unit: "year", range: number.range.lowerBound..<age)
        return
      }
      if word == "-" || Self.yearsOld.contains(word) {
        guard Self.yearsOld.contains(word) else { return nil }
        self.init(type: "age", unit: "year", range: number.range.lowerBound..<end)
        return
      }
      if let (type, unit) = Self.units[word] {
        self.init(type: type, unit: unit, range: number.range.lowerBound..<end)
        return
      }
    }
    guard let (word, start) = reader.word(before: number.range.lowerBound),
      let unit = Self.currencies[word]
    else { return nil }
    self.init(type: "money", unit: unit, range: start..<number.range.upperBound)
  }

  private init(type: String, unit: String, range: Range<Int>) {
    self.type = type
    self.unit = unit
    self.range = range
  }

  private static let years: Set<String> = ["år", "aar", "years", "year"]
  private static let old: Set<String> = ["gammel", "gamle", "gammal", "gamal", "gammelt", "old"]
  private static let yearsOld: Set<String> = ["åring", "åringen", "åringer", "åringar"]
  private static let currencies = [
    "kr": "NOK", "nok": "NOK", "$": "USD", "usd": "USD", "€": "EUR", "eur": "EUR", "£": "GBP",
  ]

  private static let units: [String: (type: String, unit: String)] = {
    var units: [String: (type: String, unit: String)] = [:]
    let rows: [(String, String, String)] = [
      ("percentage", "%", "% prosent pst percent"),
      ("money", "NOK", "kr krone kroner kronar nok ,-"), ("money", "USD", "$ usd dollar dollars"),
      ("money", "EUR", "€ eur euro euros"), ("money", "GBP", "£ gbp pund"),
      ("money", "SEK", "sek"), ("money", "DKK", "dkk"), ("money", "øre", "øre"),
      ("temperature", "°C", "°c ° grader celsius °celsius"), ("temperature", "°F", "°f fahrenheit"),
      ("dimension", "km", "km kilometer"), ("dimension", "m", "m meter metre metres"),
      ("dimension", "cm", "cm centimeter"), ("dimension", "mm", "mm millimeter"),
      ("dimension", "inch", "\" ″ tomme tommer tommers inch inches"),
      ("dimension", "kg", "kg kilo kilogram"), ("dimension", "g", "g gram"),
      ("dimension", "l", "l liter litre"), ("dimension", "dl", "dl desiliter"),
      ("dimension", "m²", "m2 m² kvm kvadratmeter"), ("dimension", "kB", "kb"),
      ("dimension", "MB", "mb megabyte"), ("dimension", "GB", "gb gigabyte gig giga"),
      ("dimension", "TB", "tb terabyte"), ("dimension", "Mbit/s", "mbit mbps mbit/s"),
      ("dimension", "Gbit/s", "gbit gbps gbit/s"), ("dimension", "W", "w watt"),
      ("dimension", "Hz", "hz hertz"),
    ]
    for (type, unit, words) in rows {
      for word in words.split(separator: " ") { units[String(word)] = (type, unit) }
    }
    return units
  }()
}

/// The words or signs directly before and after a number.
private struct UnitReader {
  let bytes: [UInt8]

  /// The unit after `start`, at most one blank away, and where it ends.
  func word(after start: Int) -> (word: String, end: Int)? {
    var lower = start
    if lower < bytes.count, bytes[lower] == UInt8(ascii: " ") { lower += 1 }
    // «70-åring» and «14-tommers».
    if lower < bytes.count, lower == start, bytes[lower] == UInt8(ascii: "-") { lower += 1 }
    var upper = lower
    while upper < bytes.count, upper - lower < 16, !isEnd(bytes[upper]) { upper += 1 }
    if lower + 1 < bytes.count, bytes[lower...].starts(with: Array(",-".utf8)) {
      upper = lower + 2
    }
    guard upper > lower else { return nil }
    return (Normaliser.normalised(String(decoding: bytes[lower..<upper], as: UTF8.self)), upper)
  }

  /// The currency before `end`, at most one blank away, and where it begins.
  func word(before end: Int) -> (word: String, start: Int)? {
    var upper = end
    if upper > 0, bytes[upper - 1] == UInt8(ascii: " ") { upper -= 1 }
    var trimmed = upper
    if trimmed > 0, bytes[trimmed - 1] == UInt8(ascii: ".") { trimmed -= 1 }
    var lower = trimmed
    while lower > 0, trimmed - lower < 4, !isEnd(bytes[lower - 1]) { lower -= 1 }
    guard lower < trimmed else { return nil }
    return (Normaliser.normalised(String(decoding: bytes[lower..<trimmed], as: UTF8.self)), lower)
  }

  private func isEnd(_ byte: UInt8) -> Bool { byte <= 0x20 || ".,!?;:()".utf8.contains(byte) }
}
