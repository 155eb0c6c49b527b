internal import Foundation
internal import WorkingTime

/// What the automation was worth: the time that it saved, how the exchanges of machines went, and which licences were
/// freed.
package struct GainReport: Sendable, Hashable {
  /// Everything together.
  package var total = Sum()
  /// By month and municipality, the oldest month first.
  package var parts: [Part] = []
  /// What hours are multiplied by, each once, in order; empty where nothing was saved.
  package var rates: [Rate] = []
  /// How many answers of each kind there were: `yes`, `notMine`, `later`, `help`.
  package var answers: [Count] = []
  /// How many machines' users were asked.
  package var noticed = 0
  /// How many reminders were sent, and how many times a leader was asked.
  package var reminders = 0
  package var leadersAsked = 0
  /// Days from the first notice until the machine was collected, sorted.
  package var days: [Double] = []

  package init() {}

  /// Saved time, added up.
  package struct Sum: Sendable, Hashable {
    /// What was saved by all flows.
    package var times = 0
    package var minutes = 0.0
    package var kroner = 0.0
    /// Those whose minutes come from work: how many, how many of them measured, and what they took before and now.
    package var exchanges = 0
    package var measured = 0
    package var before = 0.0
    package var after = 0.0

    package init() {}

    package var hours: Double { minutes / 60 }

    /// The minutes that one exchange took before, and takes now; nil where there was none.
    package var each: (before: Double, after: Double)? {
      exchanges > 0 ? (before / Double(exchanges), after / Double(exchanges)) : nil
    }

    mutating func add(_ record: GainRecord, kronerPerHour: Double) {
      times += 1
      minutes += record.minutes
      kroner += record.minutes / 60 * kronerPerHour
      guard let effort = record.effort else { return }
      exchanges += 1
      measured += effort.isMeasured ? 1 : 0
      before += effort.before
      after += effort.after
    }
  }

  /// One month in one municipality.
  package struct Part: Sendable, Hashable {
    /// `YYYY-MM`, on a Norwegian clock.
    package var month: String
    /// Nil for what belongs to none.
    package var municipality: String?
    package var sum = Sum()
    /// The licences that were freed then and there.
    package var freed = Freed()
  }

  /// What an hour counts for.
  package struct Rate: Sendable, Hashable {
    package var kronerPerHour: Double
    /// The campaign whose policy says so; nil for what holds where none does.
    package var campaign: Int?

    package init(kronerPerHour: Double, campaign: Int?) {
      self.kronerPerHour = kronerPerHour
      self.campaign = campaign
    }
  }

  /// How many there were of something.
  package struct Count: Sendable, Hashable {
    package var name: String
    package var count: Int
  }

  /// Where no policy says what an hour counts for.
  package static let kronerPerHour = RolloverPolicy.Baseline().kronerPerHour

  /// Adds what was saved, at what the policy of its campaign says an hour counts for.
  mutating func add(_ records: [GainRecord], rates policies: [Int: Double]) {
    var sums: [String: [String: Sum]] = [:]
    for record in records {
      let rate = record.campaign.flatMap { policies[$0] }
      let used = Rate(
        kronerPerHour: rate ?? Self.kronerPerHour,
        campaign: rate == nil ? nil : record.campaign
      )
      if !rates.contains(used) { rates.append(used) }
      total.add(record, kronerPerHour: used.kronerPerHour)
      let month = String(OsloClock.reading(record.time).day.text.prefix(7))
      sums[month, default: [:]][record.municipality ?? "", default: Sum()]
        .add(record, kronerPerHour: used.kronerPerHour)
    }
    rates.sort { ($0.campaign ?? 0) < ($1.campaign ?? 0) }
    parts = sums.sorted { $0.key < $1.key }.flatMap { month, places in
      places.sorted { $0.key < $1.key }.map { place, sum in
        Part(month: month, municipality: place.isEmpty ? nil : place, sum: sum)
      }
    }
  }

  /// Within how many days so large a share had their machine: nearest rank; nil where nobody has.
  package func days(share: Double) -> Double? {
    guard !days.isEmpty else { return nil }
    let rank = Int((share * Double(days.count)).rounded(.up))
    return days[min(max(rank, 1), days.count) - 1]
  }

  /// By month alone, with every month from the first to the last.
  package var months: [(month: String, sum: Sum)] {
    guard let first = parts.first?.month, let last = parts.last?.month,
      var day = Day("\(first)-01"), let end = Day("\(last)-01")
    else { return [] }
    var months: [(month: String, sum: Sum)] = []
    while day <= end, months.count < 1_200 {
      let month = String(day.text.prefix(7))
      var sum = Sum()
      for part in parts where part.month == month { sum += part.sum }
      months.append((month, sum))
      let (year, number, _) = day.civil
      day = Day(year: number == 12 ? year + 1 : year, month: number % 12 + 1, day: 1) ?? end + 1
    }
    return months
  }
}

extension GainReport.Sum {
  /// Adds one sum to another.
  package static func += (sum: inout Self, other: Self) {
    sum.times += other.times
    sum.minutes += other.minutes
    sum.kroner += other.kroner
    sum.exchanges += other.exchanges
    sum.measured += other.measured
    sum.before += other.before
    sum.after += other.after
  }
}
