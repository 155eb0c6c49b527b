internal import Foundation
internal import Ground
internal import HTTP

/// Where a bot gets its token: OAuth 2.0, client credentials (RFC 6749 §4.4), as Microsoft Entra has it.
package struct TokenSource: Sendable {
  private let endpoint: WebAddress
  private let scope: String
  private let credentials: @Sendable () -> BotCredentials?

  /// Nil where the endpoint cannot be read, or is neither `https` nor this machine itself.
  ///
  /// - Parameter credentials: Read for every token, so that a new secret counts without a restart; nil for none. Called on
  ///   any thread; it may read a small file.
  package init?(
    endpoint: String,
    scope: String,
    credentials: @escaping @Sendable () -> BotCredentials?
  ) {
    guard let address = WebAddress(endpoint),
      address.origin.scheme == .https || address.origin.host.isLoopback
    else { return nil }
    self.endpoint = address
    self.scope = scope
    self.credentials = credentials
  }

  /// A token, and how long it is good for from when it was asked for.
  struct Grant {
    var token: Secret
    var lifetime: Duration
  }

  func fetch(by transport: any Transport) async -> Result<Grant, TokenOutage.Fault> {
    guard let credentials = credentials() else { return .failure(.noSecret) }
    var request = Request(.post, endpoint, body: form(credentials))
    do throws(HeaderFault) {
      try request.headers.add("application/x-www-form-urlencoded", for: .contentType)
      try request.headers.add("application/json", for: .accept)
    } catch {
      return .failure(.unreadable)
    }
    let limits = Limits(connecting: .seconds(5), total: .seconds(10), bodyBytes: 64 << 10)
    do throws(TransportError) {
      return read(try await transport.send(request, limits: limits))
    } catch {
      return .failure(.transport(error))
    }
  }

  private func form(_ credentials: BotCredentials) -> [UInt8] {
    let fields = [
      ("grant_type", "client_credentials"), ("client_id", credentials.applicationID),
      ("client_secret", credentials.secret.reveal()), ("scope", scope),
    ]
    return Array(fields.map { "\($0)=\($1.percentEncoded)" }.joined(separator: "&").utf8)
  }

  private func read(_ response: Response) -> Result<Grant, TokenOutage.Fault> {
    // Whatever it is called, only JSON is looked at.
    let body = try? JSON(parsing: response.body, maximumDepth: 16)
    guard response.status == .ok else {
      let code = Self.entraCode(in: body?["error_description"]?.string ?? "")
      return .failure(.refused(response.status, entraCode: code))
    }
    guard let token = body?["access_token"]?.string, !token.isEmpty,
      token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      let seconds = body?["expires_in"].flatMap({ $0.int ?? $0.string.flatMap { Int($0) } }),
      (1...31_536_000).contains(seconds)
    else { return .failure(.unreadable) }
    return .success(Grant(token: Secret(token), lifetime: .seconds(seconds)))
  }

  /// The number of `AADSTS7000222: …`; zero where there is none.
  private static func entraCode(in description: String) -> Int {
    guard let mark = description.firstRange(of: "AADSTS") else { return 0 }
    let digits = description[mark.upperBound...].prefix(9).prefix { $0.isASCII && $0.isNumber }
    return Int(digits) ?? 0
  }
}
