internal import Crypto
internal import Foundation
internal import Ground
internal import HTTP
internal import Synchronization
internal import TestKit

/// What stands for Microsoft on this machine: the issuer's keys, the token endpoint, and a connector.
final class FakeMicrosoft: Handler {
  private let delay: Duration
  private let arrived: @Sendable (_ conversation: Substring) -> Void
  private let sent = Atomic<Int>(0)
  private let server = Mutex<Server?>(nil)

  /// The bot's id and tenant, the same as nobody's.
  static let applicationID = "11111111-2222-4333-8444-555555555555"
  static let tenantID = "99999999-8888-4777-8666-555555555555"
  static let issuer = "https://api.botframework.com"
  static let channel = "msteams"

  /// - Parameters:
  ///   - delay: how long the connector takes to answer.
  ///   - arrived: told of each activity that reaches the connector, by its conversation, as it is escaped in the path.
  init(delay: Duration, arrived: @escaping @Sendable (_ conversation: Substring) -> Void) throws {
    self.delay = delay
    self.arrived = arrived
    var settings = ServerSettings()
    settings.limits.connectionsPerAddress = 0
    let server = try Server(settings, handler: self)
    self.server.withLock { $0 = server }
  }

  var port: Int { server.withLock { $0?.port ?? 0 } }
  var origin: String { "http://127.0.0.1:\(port)" }
  /// How many activities have reached the connector.
  var count: Int { sent.load(ordering: .relaxed) }

  /// A token of the channel service, good for an hour.
  func token() -> String {
    let now = Int(Date().timeIntervalSince1970)
    return SigningKeys.first.token(
      header: ["alg": "RS256", "typ": "JWT", "kid": "key"],
      claims: [
        "iss": .string(Self.issuer), "aud": .string(Self.applicationID),
        "serviceurl": .string("\(origin)/"), "nbf": .integer(now - 60),
        "exp": .integer(now + 3_600),
      ]
    )
  }

  func stop() async {
    let server = server.withLock(\.self)
    await server?.stop(within: .seconds(2))
  }

  func respond(to request: Request, from peer: Peer) async -> Response {
    let path = request.address.pathSegments
    switch path.first {
    case "v3":
      sent.add(1, ordering: .relaxed)
      if delay > .zero { try? await Task.sleep(for: delay) }
      if path.count > 2 { arrived(path[2]) }
      return json(["id": "1"])
    case "metadata":
      return json([
        "issuer": .string(Self.issuer), "jwks_uri": .string("\(origin)/keys"),
        "id_token_signing_alg_values_supported": ["RS256"],
      ])
    case "keys":
      let key = SigningKeys.first.published(as: "key", adding: ["endorsements": ["msteams"]])
      return json(["keys": [key]])
    case "token": return json(["access_token": "token", "expires_in": 3_600])
    default: return Response(.notFound)
    }
  }

  private func json(_ body: JSON) -> Response {
    var headers = Headers()
    // No control characters, which is all that could be refused.
    try? headers.set("application/json", for: .contentType)
    return Response(.ok, headers: headers, body: body.utf8)
  }
}
