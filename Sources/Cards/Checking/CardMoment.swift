/// The forms in which cards write days and times of day.
enum CardMoment {
  /// Whether it is a day that there is, `YYYY-MM-DD`.
  static func isDay(_ text: String) -> Bool { text.utf8.count == 10 && CardDate(text) != nil }

  /// Whether it is a time of day, `HH:MM`.
  static func isTime(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return false }
    let digits = [bytes[0], bytes[1], bytes[3], bytes[4]]
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
    return (digits[0] - 48) * 10 + digits[1] - 48 < 24 && digits[2] < 0x36
  }
}
