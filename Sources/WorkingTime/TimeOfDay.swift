/// A time on the clock, in minutes after midnight: 0 to 1440, where 1440 is the midnight that ends the day.
package struct TimeOfDay: Sendable, Hashable, Comparable {
  package let minutes: Int

  /// Nil where it is not from 0 to 1440.
  package init?(minutes: Int) {
    guard (0...1440).contains(minutes) else { return nil }
    self.minutes = minutes
  }

  private init(known minutes: Int) { self.minutes = minutes }

  /// The midnight that begins a day.
  package static let midnight = TimeOfDay(known: 0)

  /// Reads `08:00`, and `24:00` for the end of the day; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = Digits.number(bytes[0..<2]),
      let minute = Digits.number(bytes[3..<5]), minute < 60
    else { return nil }
    self.init(minutes: hour * 60 + minute)
  }

  /// `08:00`.
  package var text: String { "\(Digits.text(minutes / 60, 2)):\(Digits.text(minutes % 60, 2))" }

  /// Whether one time comes before another on the same day.
  package static func < (one: TimeOfDay, other: TimeOfDay) -> Bool { one.minutes < other.minutes }
}
