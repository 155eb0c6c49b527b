internal import Crypto
internal import Foundation
internal import Ground
internal import HTTP

/// Asks for an application's token: OAuth 2.0, client credentials (RFC 6749 §4.4), as Microsoft Entra has it.
struct TokenRequest {
  let account: GraphAccount

  /// A token, and how long it is good for from when it was asked for.
  struct Grant {
    var token: Secret
    var lifetime: TimeInterval
    /// The permissions in it; nil where they cannot be read.
    ///
    /// Only to say what is missing, never to decide by.
    var roles: Set<String>?
  }

  /// The request as it is sent at that moment; nil where there is nothing to prove oneself with.
  func request(at now: Date) throws(GraphError) -> Request {
    let target = "/\(account.tenant.percentEncoded)/oauth2/v2.0/token"
    guard let endpoint = WebAddress(account.cloud.login, target: target) else {
      throw .unreadable(.address)
    }
    guard let proof = account.proof() else { throw .credentials(.noProof) }
    var fields = [
      ("grant_type", "client_credentials"), ("client_id", account.client),
      ("scope", "\(account.cloud.graph)/.default"),
    ]
    switch proof {
    case .secret(let secret): fields.append(("client_secret", secret.reveal()))
    case .certificate(let pair):
      fields += [
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("client_assertion", assertion(by: pair, for: endpoint, at: now)),
      ]
    }
    let body = fields.map { "\($0)=\($1.percentEncoded)" }.joined(separator: "&")
    var request = Request(.post, endpoint, body: Array(body.utf8))
    do throws(HeaderFault) {
      try request.headers.add("application/x-www-form-urlencoded", for: .contentType)
      try request.headers.add("application/json", for: .accept)
    } catch {
      throw .unreadable(.address)
    }
    return request
  }

  /// Reads what came of it.
  func grant(_ response: Response) throws(GraphError) -> Grant {
    // Whatever it is called, only JSON is looked at.
    let body = try? JSON(parsing: response.body, maximumDepth: 16)
    guard response.status == .ok else {
      let code = Self.entraCode(in: body?["error_description"]?.string ?? "")
      throw .credentials(.refused(response.status, entraCode: code))
    }
    guard let token = body?["access_token"]?.string, !token.isEmpty,
      token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      let seconds = body?["expires_in"].flatMap({ $0.int ?? $0.string.flatMap { Int($0) } }),
      (1...31_536_000).contains(seconds)
    else { throw .credentials(.unreadable) }
    return Grant(
      token: Secret(token),
      lifetime: TimeInterval(seconds),
      roles: Self.roles(in: token)
    )
  }

  /// What the application says of itself, good for ten minutes (“Certificate credentials”, Microsoft identity platform).
  private func assertion(
    by pair: CertifiedKey,
    for endpoint: WebAddress,
    at now: Date
  ) -> String {
    let seconds = Int(now.timeIntervalSince1970)
    var claims = JSONObject()
    claims["aud"] = .string("\(endpoint)")
    claims["iss"] = .string(account.client)
    claims["sub"] = .string(account.client)
    claims["jti"] = .string(UUID().uuidString.lowercased())
    claims["nbf"] = .integer(seconds)
    claims["exp"] = .integer(seconds + 600)
    var header = JSONObject()
    header["x5t#S256"] = .string(Base64.url.encode(pair.thumbprint.bytes))
    return JWT.signed(claims, header: header, by: pair.key, .ps256)
  }

  /// The number of `AADSTS7000222: …`; zero where there is none.
  private static func entraCode(in description: String) -> Int {
    guard let mark = description.firstRange(of: "AADSTS") else { return 0 }
    let digits = description[mark.upperBound...].prefix(9).prefix { $0.isASCII && $0.isNumber }
    return Int(digits) ?? 0
  }

  private static func roles(in token: String) -> Set<String>? {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = Base64.url.decode(String(parts[1])),
      let claims = try? JSON(parsing: bytes, maximumDepth: 8)
    else { return nil }
    return claims["roles"]?.array.map { Set($0.compactMap(\.string)) }
  }
}
