import Foundation
import Ground
import HTTP
import Synchronization
import Telemetry
import TestKit

/// A channel's connector and its token endpoint, which do as a test says; without a script they take everything.
final class ScriptedConnector: Transport {
  typealias Answer = Result<Response, TransportError>

  /// What came: its method, the path after the connector's own, its words, and when.
  struct Arrival: Sendable {
    var method: String
    var path: String
    var body: JSON
    var token: String?
    var time: Date

    /// The path's `a:kari` and the text: `a:kari 1`.
    var said: String {
      let words = body["text"]?.string ?? body["summary"]?.string ?? body["type"]?.string ?? "-"
      let place = path.split(separator: "/").dropFirst(2).first?.removingPercentEncoding
      return "\(place ?? "new") \(words)"
    }
  }

  private struct State {
    var arrivals: [Arrival] = []
    var tokens = 0
    var script: @Sendable (Arrival) -> Answer? = { _ in nil }
    var tokenScript: @Sendable (Int) -> Answer? = { _ in nil }
    /// What is not answered until it is let go.
    var isHeld: @Sendable (Arrival) -> Bool = { _ in false }
    var holding: [CheckedContinuation<Void, Never>] = []
    var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())
  private let time: VirtualTime

  init(time: VirtualTime) { self.time = time }

  var arrivals: [Arrival] { state.withLock(\.arrivals) }
  var said: [String] { arrivals.map(\.said) }
  /// How often a token was asked for.
  var tokens: Int { state.withLock(\.tokens) }

  /// Answers as the script says, and 201 where it gives nil.
  func answer(_ script: @escaping @Sendable (Arrival) -> Answer?) {
    state.withLock { $0.script = script }
  }

  func answerTokens(_ script: @escaping @Sendable (Int) -> Answer?) {
    state.withLock { $0.tokenScript = script }
  }

  func hold(_ isHeld: @escaping @Sendable (Arrival) -> Bool) {
    state.withLock { $0.isHeld = isHeld }
  }

  func letGo() {
    let holding = state.withLock { state in
      defer { state.holding = [] }
      state.isHeld = { _ in false }
      return state.holding
    }
    for continuation in holding { continuation.resume() }
  }

  /// Waits until so many have come.
  func wait(for count: Int) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        guard state.arrivals.count < count else { return true }
        state.watchers.append((count, continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  func send(_ request: Request, limits: Limits) async throws(TransportError) -> Response {
    if request.address.description == Scene.tokenEndpoint { return try token().get() }
    let path = request.address.target
    let arrival = Arrival(
      method: request.method.description,
      path: String(path[(path.firstRange(of: "/v3/")?.lowerBound ?? path.startIndex)...]),
      body: (try? JSON(parsing: request.body)) ?? .null,
      token: request.headers[.authorisation],
      time: time.now()
    )
    let (number, isHeld) = note(arrival)
    if isHeld { await withCheckedContinuation { continuation in keep(continuation) } }
    let script = state.withLock(\.script)
    return try (script(arrival) ?? .success(Self.response(201, ["id": .string("out-\(number)")])))
      .get()
  }

  private func token() -> Answer {
    let (number, script) = state.withLock { state in
      state.tokens += 1
      return (state.tokens, state.tokenScript)
    }
    let grant: JSON = ["access_token": .string("token-\(number)"), "expires_in": 3_600]
    return script(number) ?? .success(Self.response(200, grant))
  }

  private func note(_ arrival: Arrival) -> (Int, Bool) {
    let (number, isHeld, watchers) = state.withLock { state in
      state.arrivals.append(arrival)
      let count = state.arrivals.count
      let due = state.watchers.filter { $0.count <= count }
      state.watchers.removeAll { $0.count <= count }
      return (count, state.isHeld(arrival), due)
    }
    for watcher in watchers { watcher.continuation.resume() }
    return (number, isHeld)
  }

  private func keep(_ continuation: CheckedContinuation<Void, Never>) {
    state.withLock { $0.holding.append(continuation) }
  }

  static func response(
    _ code: Int,
    _ body: JSON = .null,
    retryAfter: String? = nil
  ) -> Response {
    var headers = Headers()
    try? headers.add("application/json", for: .contentType)
    if let retryAfter { try? headers.add(retryAfter, for: .retryAfter) }
    return Response(Status(code) ?? .internalError, headers: headers, body: Array(body.text.utf8))
  }

  /// An error as connectors write it.
  static func error(_ code: Int, _ word: String = "x") -> Answer {
    .success(response(code, ["error": ["code": .string(word), "message": "m"]]))
  }
}
