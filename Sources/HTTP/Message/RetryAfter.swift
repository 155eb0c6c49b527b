package import struct Foundation.Date

/// When to come back, as a server says it in `Retry-After` (RFC 9110 §10.2.3).
package enum RetryAfter {
  /// How long to wait; nil where the value is neither a number of seconds nor a date.
  ///
  /// A date that has passed is no wait at all. A wait is at most a hundred years.
  package static func wait(_ value: String, now: Date) -> Duration? {
    let digits = value.utf8
    if !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) {
      // More digits than fit are a long time all the same.
      return .seconds(min(Int(value) ?? most, most))
    }
    guard let date = HTTPDate.moment(value, now: now) else { return nil }
    let seconds = min(max(date.timeIntervalSince(now), 0), Double(most))
    return .milliseconds(Int64((seconds * 1_000).rounded(.up)))
  }

  /// A hundred years, in seconds.
  private static let most = 3_155_760_000
}
