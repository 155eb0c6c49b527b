internal import Foundation
package import Ground
package import HTTP
internal import Synchronization

/// Reads from Microsoft Graph, and changes it only where that was asked for when it was made.
///
/// One client is for one account and for many tasks at once. It waits where Microsoft says so, or by itself where
/// Microsoft does not, and then all of its requests wait. Nothing of what is read is kept.
package final class GraphClient: Sendable {
  /// What a client may do.
  package enum Access: Sendable, Hashable {
    /// Anything else than reading is refused before it is sent.
    case reads
    case writes
  }

  package let account: GraphAccount
  package let access: Access
  let patience: Patience
  private let transport: any Transport
  private let time: any TimeSource
  private let sleep: @Sendable (Duration) async throws -> Void
  private let waiting: @Sendable (Duration) -> Void
  private let token: GraphToken
  private let gate: Gate
  private let state: Mutex<State>

  private struct State {
    var generator: SeededGenerator
    /// Until when Microsoft wants to be left in peace.
    var closed: Date?
  }

  /// - Parameters:
  ///   - waiting: told of every wait before it begins, for whoever watches.
  ///   - sleep: waits so long; throws where the task is cancelled.
  package init(
    _ account: GraphAccount,
    access: Access = .reads,
    transport: any Transport,
    time: any TimeSource = SystemTime(),
    patience: Patience = Patience(),
    seed: UInt64 = .random(in: 0...UInt64.max),
    waiting: @escaping @Sendable (Duration) -> Void = { _ in },
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.account = account
    self.access = access
    self.transport = transport
    self.time = time
    self.patience = patience
    self.waiting = waiting
    self.sleep = sleep
    token = GraphToken(account, transport: transport, time: time)
    gate = Gate(patience.atOnce)
    state = Mutex(State(generator: SeededGenerator(seed: seed)))
  }

  /// The time as the client has it.
  var now: Date { time.now() }

  /// The permissions in the token, which help to say what is missing; nil where they cannot be read.
  func roles() async -> Set<String>? {
    // Whoever gets no token hears that where something is asked for.
    (try? await token.grant())?.roles
  }

  /// Reads one thing.
  package func get(_ resource: GraphResource) async throws(GraphError) -> JSON {
    let address = try resource.address(at: account.cloud.graph)
    return try await body(of: GraphCall(.get, address, of: resource))
  }

  /// Sends it until there is an answer to go on with, and reads that.
  ///
  /// - Returns: `null` for an answer without a body.
  func body(of call: GraphCall) async throws(GraphError) -> JSON {
    let response = try await send(call)
    if response.body.isEmpty { return .null }
    guard let json = response.json(maximumDepth: 32) else {
      throw .unreadable(.form(call.resource.name))
    }
    return json
  }

  /// Sends it until it has gone well, or no more is to be tried.
  func send(_ call: GraphCall) async throws(GraphError) -> Response {
    guard access == .writes || call.isReading else { throw .readOnly(call.resource.name) }
    var trial = trial()
    while true {
      try await waitForOpening(&trial)
      switch await attempt(call) {
      case .done(let response): return response
      case .failed(let error): throw error
      case .again(let error, let hint, let isThrottled):
        try await hold(&trial, after: error, hint: hint, isThrottled: isThrottled)
      }
    }
  }

  /// The tries of something that begins now.
  func trial() -> Trial { Trial(patience, at: time.now()) }

  /// Waits before another try, and lets all others wait too where it was throttled.
  func hold(
    _ trial: inout Trial,
    after error: GraphError,
    hint: Duration?,
    isThrottled: Bool
  ) async throws(GraphError) {
    let now = time.now()
    var attempt = trial
    let wait = try state.withLock { (state) throws(GraphError) in
      let wait = try attempt.wait(
        after: error,
        hint: hint,
        isThrottled: isThrottled,
        at: now,
        drawing: &state.generator
      )
      if isThrottled { state.closed = max(state.closed ?? now, now + wait.seconds) }
      return wait
    }
    trial = attempt
    try await pause(wait)
  }

  private func waitForOpening(_ trial: inout Trial) async throws(GraphError) {
    while true {
      let now = time.now()
      guard let closed = state.withLock({ $0.closed }), now < closed else { return }
      let rest = Duration.seconds(closed.timeIntervalSince(now))
      try trial.spend(rest, .unavailable(.status(.tooManyRequests)), at: now)
      try await pause(rest)
    }
  }

  private func pause(_ wait: Duration) async throws(GraphError) {
    waiting(wait)
    do { try await sleep(wait) } catch { throw .unavailable(.transport(.cancelled)) }
  }

  /// One try; a token that is refused is replaced once.
  private func attempt(_ call: GraphCall) async -> GraphCall.Outcome {
    await gate.enter()
    defer { gate.leave() }
    var isReplaced = false
    while true {
      do throws(GraphError) {
        let grant = try await token.grant()
        let request = try call.request(with: grant.token)
        let response: Response
        do throws(TransportError) {
          response = try await transport.send(request, limits: patience.exchange)
        } catch {
          return call.outcome(of: error)
        }
        guard response.status == .unauthorised else {
          return call.outcome(of: response, roles: grant.roles, now: time.now())
        }
        token.drop(grant.token)
        if isReplaced { return .failed(.credentials(.notTaken)) }
        isReplaced = true
      } catch {
        guard case .unavailable = error else { return .failed(error) }
        return .again(error, hint: nil, isThrottled: false)
      }
    }
  }
}

extension Duration {
  fileprivate var seconds: TimeInterval { self / .seconds(1) }
}
