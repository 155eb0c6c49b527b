internal import Foundation

/// How long to wait before trying again: longer each time, up to a bound, and not everybody at once.
package struct Backoff: Sendable, Hashable {
  /// The wait after the first failure.
  package var first: Duration
  /// What each wait is multiplied by to get the next; at least 1.
  package var rate: Double
  /// No wait is longer.
  package var most: Duration
  package var jitter: Jitter

  /// How much of a wait is left to chance.
  package enum Jitter: Sendable, Hashable {
    /// Nothing.
    case none
    /// All of it, from nothing to the whole wait: many who failed at once spread out best so.
    ///
    /// "Exponential Backoff and Jitter", AWS Architecture Blog, 2015.
    case full
  }

  package init(
    first: Duration = .seconds(1),
    rate: Double = 2,
    most: Duration = .seconds(300),
    jitter: Jitter = .full
  ) {
    self.first = first
    self.rate = rate
    self.most = most
    self.jitter = jitter
  }

  /// How long to wait after `failures` failures in a row, at least 1, rounded down to the millisecond.
  package func wait(after failures: Int, drawing generator: inout SeededGenerator) -> Duration {
    let longest = most / .milliseconds(1)
    // A high power is infinite, and the bound then holds.
    let wait = min(
      first / .milliseconds(1) * pow(max(rate, 1), Double(max(failures, 1) - 1)),
      longest
    )
    let drawn = jitter == .full ? wait * generator.uniform() : wait
    return .milliseconds(Int64(max(drawn, 0)))
  }
}
