package import struct Foundation.Date

extension Timetable {
  /// How many minutes of working time lie between two moments; 0 where `end` is not after `start`.
  ///
  /// Of a stretch longer than ten years the first ten count.
  package func workingMinutes(from start: Date, to end: Date) -> Double {
    let (first, last) = (OsloClock.milliseconds(start), OsloClock.milliseconds(end))
    guard first < last else { return 0 }
    let days = OsloClock.reading(first).day.number...OsloClock.reading(last).day.number
    let milliseconds = days.prefix(Self.horizon).reduce(0) { sum, day in
      stretches(on: Day(number: day)).reduce(sum) { sum, stretch in
        sum + stretch.clamped(to: first..<last).count
      }
    }
    return Double(milliseconds) / 60_000
  }

  /// How many minutes it is open on the day of that moment.
  package func openMinutes(onDayOf moment: Date) -> Double {
    let day = OsloClock.reading(moment).day
    return Double(hours(on: day).stretches.reduce(0) { $0 + $1.closing - $1.opening })
  }
}
