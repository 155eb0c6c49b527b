import HTTP
import Synchronization

/// A way to Graph on which things go wrong, by a plan.
final class UnsteadyTransport: Transport {
  /// What goes wrong with one request.
  enum Mishap: Sendable, CaseIterable {
    /// It never gets there.
    case unconnected
    /// It is done, and nobody hears of it.
    case lost
    /// Graph is not well, and has not done it.
    case unavailable
    /// Graph wants to be left in peace.
    case throttled
    /// The application may not.
    case forbidden
    /// Rakel is killed before it is sent, or when it was done: nothing is heard, and nothing comes after it.
    case killedBefore, killedAfter
  }

  private let base = CurlTransport()
  private let plan: @Sendable (_ number: Int, Request) -> Mishap?
  private let state = Mutex(State())

  private struct State {
    var requests = 0
    var mishaps = 0
    var isDead = false
  }

  /// - Parameter plan: what goes wrong with a request, which are numbered from 1; requests for tokens do not count.
  init(_ plan: @escaping @Sendable (_ number: Int, Request) -> Mishap?) { self.plan = plan }

  /// One in `every` requests goes wrong, in turns; 0 for none.
  convenience init(every: Int) {
    let kinds: [Mishap] = [.unavailable, .lost, .throttled, .unconnected]
    self.init { number, _ in
      every > 0 && number % every == 0 ? kinds[number / every % kinds.count] : nil
    }
  }

  /// How much has gone wrong, and how many requests there were.
  var count: Int { state.withLock(\.mishaps) }
  var requests: Int { state.withLock(\.requests) }

  func send(_ request: Request, limits: Limits) async throws(TransportError) -> Response {
    guard !request.address.target.hasSuffix("/token") else {
      return try await base.send(request, limits: limits)
    }
    let mishap = state.withLock { state -> Mishap? in
      guard !state.isDead else { return .killedBefore }
      state.requests += 1
      let mishap = plan(state.requests, request)
      if mishap != nil { state.mishaps += 1 }
      if mishap == .killedBefore || mishap == .killedAfter { state.isDead = true }
      return mishap
    }
    switch mishap {
    case nil: return try await base.send(request, limits: limits)
    case .unconnected?: throw .unconnected
    case .killedBefore?: throw .cancelled
    case .lost?:
      _ = try await base.send(request, limits: limits)
      throw .timedOut
    case .killedAfter?:
      _ = try await base.send(request, limits: limits)
      throw .cancelled
    case .unavailable?: return Response(.unavailable)
    case .forbidden?: return Response(.forbidden)
    case .throttled?: return Response(.tooManyRequests)
    }
  }
}
