import HTTP
import Ground
import Synchronization
import TestKit

/// Answers after others have had their turn, and counts how many requests are under way at once.
final class SlowTransport: Transport {
  private let state = Mutex((now: 0, most: 0))

  var most: Int { state.withLock { $0.most } }

  func send(_ request: Request, limits: Limits) async throws(TransportError) -> Response {
    if request.address.origin.host.description == "login.example" {
      return try GraphScene.json(200, ["access_token": "t", "expires_in": 3_600]).get()
    }
    state.withLock { state in
      state.now += 1
      state.most = max(state.most, state.now)
    }
    for _ in 0..<50 { await Task.yield() }
    state.withLock { $0.now -= 1 }
    return try GraphScene.json(200, ["id": "x"]).get()
  }
}
