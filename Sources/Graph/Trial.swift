internal import Foundation
internal import Ground

/// The tries of one request: when there will be another, and when it is given up.
struct Trial {
  private let patience: Patience
  private let begun: Date
  private var failures = 0
  private var tries = 0
  private var waited = Duration.zero

  init(_ patience: Patience, at now: Date) {
    self.patience = patience
    begun = now
  }

  /// How long to wait before the next try.
  ///
  /// - Parameters:
  ///   - hint: what Microsoft asks for; never less than that is waited, and where it is next to nothing, as long as
  ///     without it.
  ///   - isThrottled: whether it came in time, and was only asked to come back.
  /// - Throws: the error that there was, where no more is to be tried.
  mutating func wait(
    after error: GraphError,
    hint: Duration?,
    isThrottled: Bool,
    at now: Date,
    drawing generator: inout SeededGenerator
  ) throws(GraphError) -> Duration {
    tries += 1
    if !isThrottled { failures += 1 }
    guard failures < patience.failures else { throw error }
    let drawn = patience.backoff.wait(after: tries, drawing: &generator)
    let wait =
      if let hint { hint < .seconds(1) ? max(hint, drawn) : hint } else { drawn }
    try spend(wait, error, at: now)
    return wait
  }

  /// Notes a wait.
  mutating func spend(
    _ wait: Duration,
    _ error: GraphError,
    at now: Date
  ) throws(GraphError) {
    // The clock may stand still or be set back; what was waited was waited.
    let passed = max(.seconds(now.timeIntervalSince(begun)), waited)
    guard passed + wait <= patience.total else { throw error }
    waited += wait
  }
}
