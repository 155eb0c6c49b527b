internal import Crypto
package import Ground
package import HTTP

/// Says which team sent a request of Teams' outgoing webhook, by the code over its body.
///
/// Microsoft, "Create an outgoing webhook": `Authorization: HMAC …`, HMAC-SHA256 over the bytes as they came, under the key
/// that Teams showed when the webhook was made. The code has no time in it; a repeated request is found by its activity.
package struct WebhookCheck: Sendable {
  private let keys: [(team: String, key: [UInt8])]

  /// - Parameter secrets: Each team's key in base64, as Teams shows it; nil where one is anything else.
  package init?(_ secrets: [(team: String, secret: Secret)]) {
    var keys: [(team: String, key: [UInt8])] = []
    for (team, secret) in secrets {
      guard let key = Base64.standard.decode(secret.reveal()), !key.isEmpty else { return nil }
      keys.append((team, key))
    }
    self.keys = keys
  }

  /// The team whose key made the code.
  ///
  /// - Throws: ``TokenRefusal/Reason/missing``, ``TokenRefusal/Reason/credentials`` or ``TokenRefusal/Reason/code``.
  package func team(of headers: Headers, body: [UInt8]) throws(TokenRefusal) -> String {
    let credentials = try Credentials(in: headers, scheme: "HMAC")
    // 32 bytes in base64; nothing longer is worth reading.
    guard credentials.token.utf8.count == 44,
      let code = Base64.standard.decode(credentials.token), code.count == 32
    else { throw TokenRefusal(.credentials) }
    guard let found = keys.first(where: { HMAC(of: body, key: $0.key).matches(code) }) else {
      throw TokenRefusal(.code)
    }
    return found.team
  }
}
