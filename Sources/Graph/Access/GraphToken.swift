internal import Foundation
internal import Ground
internal import HTTP
internal import Synchronization

/// The application's token, fetched once for all who need it, and anew five minutes before it ends.
final class GraphToken: Sendable {
  private let request: TokenRequest
  private let transport: any Transport
  private let time: any TimeSource
  private let state = Mutex(State())

  private struct State {
    var current: Current?
    /// The one fetch that is under way.
    var running: Task<Outcome, Never>?
  }

  private struct Current {
    var grant: TokenRequest.Grant
    var renewal: Date
    var end: Date
  }

  private typealias Outcome = Result<TokenRequest.Grant, GraphError>

  init(_ account: GraphAccount, transport: any Transport, time: any TimeSource) {
    request = TokenRequest(account: account)
    self.transport = transport
    self.time = time
  }

  /// A token that is good now; the old one where a new one cannot be had yet.
  func grant() async throws(GraphError) -> TokenRequest.Grant {
    let now = time.now()
    let (current, task) = state.withLock { state -> (Current?, Task<Outcome, Never>?) in
      let current = state.current.flatMap { now < $0.end ? $0 : nil }
      if let current, now < current.renewal { return (current, nil) }
      return (current, fetching(&state, at: now))
    }
    if let current, task == nil { return current.grant }
    switch await task?.value ?? .failure(.credentials(.unreadable)) {
    case .success(let grant): return grant
    case .failure(let error):
      guard let current else { throw error }
      return current.grant
    }
  }

  /// Gives the token up, after Graph has refused it.
  func drop(_ token: Secret) {
    state.withLock { state in
      if state.current?.grant.token == token { state.current = nil }
    }
  }

  /// A task of its own, so that a caller who gives up takes nothing from those who wait with it.
  private func fetching(_ state: inout State, at now: Date) -> Task<Outcome, Never> {
    if let running = state.running { return running }
    let task = Task { () -> Outcome in
      let outcome = await fetch(at: now)
      finish(outcome, begun: now)
      return outcome
    }
    state.running = task
    return task
  }

  private func fetch(at now: Date) async -> Outcome {
    do throws(GraphError) {
      let request = try request.request(at: now)
      let limits = Limits(connecting: .seconds(5), total: .seconds(20), bodyBytes: 64 << 10)
      let response: Response
      do throws(TransportError) {
        response = try await transport.send(request, limits: limits)
      } catch {
        throw .unavailable(.transport(error))
      }
      // Whoever gives tokens is asked again later too.
      if response.status == .tooManyRequests || response.status.code >= 500 {
        throw .unavailable(.status(response.status))
      }
      return .success(try self.request.grant(response))
    } catch {
      return .failure(error)
    }
  }

  private func finish(_ outcome: Outcome, begun: Date) {
    state.withLock { state in
      state.running = nil
      guard case .success(let grant) = outcome else { return }
      state.current = Current(
        grant: grant,
        renewal: begun.addingTimeInterval(max(grant.lifetime - 300, grant.lifetime / 2)),
        end: begun.addingTimeInterval(grant.lifetime)
      )
    }
  }
}
