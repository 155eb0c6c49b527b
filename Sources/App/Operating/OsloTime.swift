internal import Foundation
internal import Storage
internal import WorkingTime

/// Moments as clocks in Norway show them.
enum OsloTime {
  /// Day and time, to the second: `2026-11-18 12:06:40`.
  static func text(_ milliseconds: Int) -> String {
    let (day, time) = OsloClock.reading(Date(milliseconds: milliseconds))
    let parts = [time / 3_600_000, time / 60_000 % 60, time / 1_000 % 60]
    return "\(day.text) " + parts.map { ($0 < 10 ? "0" : "") + "\($0)" }.joined(separator: ":")
  }
}
