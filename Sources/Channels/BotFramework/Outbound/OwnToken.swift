internal import Foundation
package import Ground
package import HTTP
internal import Synchronization
package import Telemetry

/// The bot's own token, fetched once for all who need it, and anew five minutes before it ends.
///
/// Where none can be had, that is remembered for two seconds at first, then ever longer, up to a minute: whoever asks
/// meanwhile is told until when, and the endpoint is left in peace. The old token goes on as long as it is good.
package final class OwnToken: Sendable {
  private let source: TokenSource
  private let transport: any Transport
  private let time: any TimeSource
  private let log: Log
  private let metrics: Metrics
  private let state: Mutex<State>

  /// How often a token was asked for, by what came of it.
  package static let fetches = Metric.counter(
    "rakel_token_fetches_total",
    "Tokens asked for to write to channels, by outcome."
  )

  private struct State {
    var current: Current?
    /// The one fetch that is under way.
    var running: Task<Void, Never>?
    var failures = 0
    var outage: TokenOutage?
    /// How many tokens in a row a connector has refused, and when the last was given up for it.
    var refusals = 0
    var refused: Date?
    var generator: SeededGenerator
  }

  private struct Current {
    var token: Secret
    var renewal: Date
    var end: Date
  }

  private enum Step {
    case use(Secret)
    case wait(Task<Void, Never>)
    case fail(TokenOutage)
  }

  private static let backoff = Backoff(first: .seconds(2), most: .seconds(60), jitter: .none)

  package init(
    _ source: TokenSource,
    transport: any Transport,
    time: any TimeSource,
    log: Log = .none,
    metrics: Metrics = Metrics(),
    seed: UInt64 = .random(in: 0...UInt64.max)
  ) {
    self.source = source
    self.transport = transport
    self.time = time
    self.log = log
    self.metrics = metrics
    state = Mutex(State(generator: SeededGenerator(seed: seed)))
  }

  /// A token that is good now.
  package func token() async throws(TokenOutage) -> Secret {
    switch step() {
    case .use(let token): return token
    case .fail(let outage): throw outage
    case .wait(let task): await task.value
    }
    let now = time.now()
    return try state.withLock { (state) throws(TokenOutage) in
      if let current = state.current, now < current.end { return current.token }
      throw state.outage ?? TokenOutage(until: now, fault: .unreadable)
    }
  }

  /// Another token, after a connector has refused `token`; nil where there is none that is likelier to do.
  ///
  /// A token that nobody takes is not replaced for ever: the second in a row is after ten seconds, then ever later.
  package func replacement(for token: Secret) async throws(TokenOutage) -> Secret? {
    let now = time.now()
    let mayFetch = state.withLock { state in
      guard state.current?.token == token else { return true }
      if let refused = state.refused, state.refusals > 0 {
        let wait = Self.wait(after: state.refusals, times: 5)
        let age = now.timeIntervalSince(refused)
        guard age < 0 || age >= wait else { return false }
      }
      state.current = nil
      state.refusals += 1
      state.refused = now
      return true
    }
    guard mayFetch else { return nil }
    let other = try await self.token()
    return other == token ? nil : other
  }

  /// Notes that a connector has taken a token.
  package func noteAccepted() { state.withLock { $0.refusals = 0 } }

  private func step() -> Step {
    let now = time.now()
    return state.withLock { state in
      let isOut = state.outage.map { now < $0.until && Self.isSane($0.until, at: now) } ?? false
      if let current = state.current, now < current.end {
        if now >= current.renewal, !isOut { _ = fetching(&state) }
        return .use(current.token)
      }
      if let running = state.running { return .wait(running) }
      if isOut, let outage = state.outage { return .fail(outage) }
      return .wait(fetching(&state))
    }
  }

  /// The fetch that is under way; begins it where there is none.
  ///
  /// A task of its own, so that a sending that is given up takes nothing from those who wait with it.
  private func fetching(_ state: inout State) -> Task<Void, Never> {
    if let running = state.running { return running }
    let begun = time.now()
    let task = Task {
      let outcome = await source.fetch(by: transport)
      finish(outcome, begun: begun)
    }
    state.running = task
    return task
  }

  private func finish(_ outcome: Result<TokenSource.Grant, TokenOutage.Fault>, begun: Date) {
    switch outcome {
    case .success(let grant):
      let lifetime = grant.lifetime / .seconds(1)
      let current = Current(
        token: grant.token,
        renewal: begun.addingTimeInterval(max(lifetime - 300, lifetime / 2)),
        end: begun.addingTimeInterval(lifetime)
      )
      state.withLock { state in
        (state.current, state.running, state.outage, state.failures) = (current, nil, nil, 0)
      }
      metrics.add(to: Self.fetches, ["outcome": "granted"])
      log(.info, "token.granted", ["seconds": .seconds(lifetime)])
    case .failure(let fault):
      let now = time.now()
      let failures = state.withLock { state in
        state.failures += 1
        // Many machines must not come back at the same moment.
        let wait = Self.wait(after: state.failures) * (0.8 + 0.4 * state.generator.uniform())
        state.outage = TokenOutage(until: now.addingTimeInterval(wait), fault: fault)
        state.running = nil
        return state.failures
      }
      metrics.add(to: Self.fetches, ["outcome": fault.word])
      log(
        .error,
        "token.failed",
        [
          "because": .word(fault.word), "code": .integer(fault.code),
          "failures": .integer(failures),
        ]
      )
    }
  }

  /// In seconds.
  private static func wait(after failures: Int, times factor: Double = 1) -> TimeInterval {
    // Nothing is drawn without jitter.
    var generator = SeededGenerator(seed: 0)
    return backoff.wait(after: failures, drawing: &generator) / .seconds(1) * factor
  }

  /// A clock that was set back does not make an outage longer.
  private static func isSane(_ until: Date, at now: Date) -> Bool {
    until.timeIntervalSince(now) <= 120
  }
}

extension TokenOutage.Fault {
  /// Entra's own number, else the status, else 0.
  fileprivate var code: Int {
    guard case .refused(let status, let code) = self else { return 0 }
    return code > 0 ? code : status.code
  }
}
