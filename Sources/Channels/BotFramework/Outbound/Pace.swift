/// How fast something may be done: at most so often in any stretch of time, in several lengths at once.
///
/// It keeps the moments that still count and nothing else: at most as many as its largest number. Moments are in
/// milliseconds of any clock that does not go back.
package struct Pace: Sendable, Hashable {
  /// One limit.
  package struct Limit: Sendable, Hashable {
    /// How often.
    package var times: Int
    /// In how long, in milliseconds.
    package var milliseconds: Int

    package init(times: Int, in time: Duration) {
      self.times = max(1, times)
      milliseconds = Int((time / .milliseconds(1)).rounded(.up))
    }
  }

  /// What Teams lets a bot send in one conversation ("Optimize your bot with rate limiting", msteams-docs).
  package static let teamsConversation = [
    Limit(times: 7, in: .seconds(1)), Limit(times: 8, in: .seconds(2)),
    Limit(times: 60, in: .seconds(30)), Limit(times: 1_800, in: .seconds(3_600)),
  ]

  /// What Teams lets an application do in one tenant.
  package static let teamsTenant = [Limit(times: 50, in: .seconds(1))]

  private let limits: [Limit]
  /// Rising; the first ``stale`` of them count no more.
  private var moments: [Int] = []
  private var stale = 0

  /// - Parameter limits: None for no limit.
  package init(_ limits: [Limit]) { self.limits = limits }

  /// The first moment from `now` on at which it may be done once more.
  package func next(from now: Int) -> Int {
    var next = now
    for limit in limits where moments.count - stale >= limit.times {
      next = max(next, moments[moments.count - limit.times] + limit.milliseconds)
    }
    return next
  }

  /// Notes that it is done at that moment, which is no earlier than the one before.
  package mutating func note(_ moment: Int) {
    guard let longest = limits.map(\.milliseconds).max(), let most = limits.map(\.times).max()
    else { return }
    moments.append(moment)
    while moments.count - stale > most || moments[stale] + longest <= moment { stale += 1 }
    // Moving all of them every time would make the thousandth dear.
    guard stale > moments.count / 2 else { return }
    moments.removeFirst(stale)
    stale = 0
  }

  /// Notes the first moment from `now` on that is no earlier than the one noted before, and gives it.
  package mutating func reserve(from now: Int) -> Int {
    let moment = next(from: max(now, moments.last ?? now))
    note(moment)
    return moment
  }

  /// Whether nothing that was noted counts any more.
  package func isForgotten(at now: Int) -> Bool {
    guard let longest = limits.map(\.milliseconds).max(), let last = moments.last else {
      return true
    }
    return last + longest <= now
  }
}
