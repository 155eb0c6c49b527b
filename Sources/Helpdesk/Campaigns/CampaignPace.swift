package import WorkingTime
package import struct Foundation.Date

/// When members of a campaign are started: so many a working day, spread over the hours in which their municipality
/// is at work.
///
/// It knows neither clock nor database.
package struct CampaignPace: Sendable {
  /// How many a day; nil for as many as one go takes, at once.
  package let perDay: Int?
  package let starts: Day?
  /// The last day.
  package let stops: Day?
  package let hours: BusinessHours

  /// The most that are started in one go.
  package static let mostAtOnce = 500
  /// In how many goes a day's share is started at most.
  private static let mostGoes = 16

  package init(perDay: Int?, starts: Day?, stops: Day?, hours: BusinessHours) {
    self.perDay = perDay
    self.starts = starts
    self.stops = stops
    self.hours = hours
  }

  /// What may be started at one moment.
  package struct Share: Sendable, Hashable {
    /// How many.
    package var most: Int
    /// Of these municipalities only: the others are not at work.
    package var municipalities: [String?]
    /// When to look again; nil for never.
    package var next: Date?

    static func nothing(until next: Date?) -> Share {
      Share(most: 0, municipalities: [], next: next)
    }
  }

  /// What may be started now.
  ///
  /// - Parameters:
  ///   - municipalities: those in which somebody waits.
  ///   - today: how many have been started today.
  package func share(at now: Date, of municipalities: [String?], today count: Int) -> Share {
    let today = OsloClock.reading(now).day
    if let stops, today > stops { return .nothing(until: nil) }
    if let starts, today < starts {
      return .nothing(until: opening(OsloClock.moment(starts, .midnight), of: municipalities))
    }
    let open = municipalities.filter { hours[$0].isOpen(at: now) }
    guard !open.isEmpty else { return .nothing(until: opening(now, of: municipalities)) }
    guard let perDay else {
      return Share(most: Self.mostAtOnce, municipalities: open, next: now)
    }
    let goes = min(perDay, Self.mostGoes)
    var most = 0
    var moments: [Date] = []
    for municipality in open {
      let progress = Progress(of: hours[municipality], at: now)
      let go = min(progress.elapsed * goes / max(progress.whole, 1), goes - 1)
      // The last go has what is left of the day's share.
      most = max(most, (perDay * (go + 1) + goes - 1) / goes - count)
      if go + 1 < goes {
        moments.append(progress.moment(after: (progress.whole * (go + 1) + goes - 1) / goes))
      }
    }
    let closed = municipalities.filter { !open.contains($0) }
    let tomorrow = OsloClock.moment(today + 1, .midnight)
    moments += [opening(now, of: closed), opening(tomorrow, of: municipalities)].compactMap(\.self)
    return Share(
      most: min(max(most, 0), Self.mostAtOnce),
      municipalities: open,
      next: moments.filter { $0 > now }.min()
    )
  }

  /// The next moment at which one of them is at work.
  private func opening(_ moment: Date, of municipalities: [String?]) -> Date? {
    municipalities.map { hours[$0].opening(after: moment) }.min()
  }

  /// When so many will have been started, if nothing changes.
  package struct Forecast: Sendable, Hashable {
    /// When the first is; nil where nobody is.
    package var first: Date?
    /// The day of the last.
    package var last: Day?
    /// How many the last day leaves out.
    package var leftOut: Int
  }

  /// Looks ahead, by the day.
  ///
  /// - Parameter waiting: how many wait in each municipality.
  package func forecast(from now: Date, waiting: [String?: Int], today count: Int = 0) -> Forecast {
    var left = waiting.values.reduce(0, +)
    guard left > 0 else { return Forecast(first: nil, last: nil, leftOut: 0) }
    let places = Array(waiting.keys)
    let earliest = max(now, starts.map { OsloClock.moment($0, .midnight) } ?? now)
    guard let first = opening(earliest, of: places) else {
      return Forecast(first: nil, last: nil, leftOut: left)
    }
    var day = OsloClock.reading(first).day
    if let stops, day > stops { return Forecast(first: nil, last: nil, leftOut: left) }
    guard let perDay else { return Forecast(first: first, last: day, leftOut: 0) }
    var last = day
    var done = OsloClock.reading(now).day == day ? count : 0
    while left > 0, stops.map({ day <= $0 }) ?? true, day.number - last.number < 3_660 {
      if places.contains(where: { hours[$0].isWorkingDay(day) }), perDay > done {
        left -= min(left, perDay - done)
        last = day
      }
      done = 0
      day = day + 1
    }
    return Forecast(first: first, last: last, leftOut: left)
  }
}

/// How far a day at work has come, in seconds.
private struct Progress {
  let stretches: [(from: Date, to: Date)]
  var elapsed = 0
  var whole = 0

  init(of timetable: Timetable, at now: Date) {
    let day = OsloClock.reading(now).day
    stretches = timetable.hours(on: day).stretches.compactMap { stretch in
      guard let opening = TimeOfDay(minutes: stretch.opening),
        let closing = TimeOfDay(minutes: stretch.closing)
      else { return nil }
      return (OsloClock.moment(day, opening), OsloClock.moment(day, closing))
    }
    for (from, to) in stretches {
      whole += Int(to.timeIntervalSince(from))
      elapsed += Int(max(0, min(now, to).timeIntervalSince(from)))
    }
  }

  /// The moment at which so many seconds have been worked.
  func moment(after seconds: Int) -> Date {
    var left = Double(seconds)
    for (from, to) in stretches {
      let length = to.timeIntervalSince(from)
      if left <= length { return from.addingTimeInterval(left) }
      left -= length
    }
    return stretches.last?.to ?? .distantPast
  }
}

extension TimeOfDay {
  fileprivate static var midnight: TimeOfDay {
    guard let midnight = TimeOfDay(minutes: 0) else { preconditionFailure("midnight is a time") }
    return midnight
  }
}

extension Campaign {
  /// Its pace in these working hours.
  package func pace(_ hours: BusinessHours) -> CampaignPace {
    CampaignPace(perDay: perDay, starts: starts, stops: ends, hours: hours)
  }
}
