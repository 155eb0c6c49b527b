import Channels
import Foundation
import Ground
import HTTP
import Synchronization
import TestKit
import Testing

@Suite struct OwnTokenTests {
  private let time = VirtualTime(Scene.start)

  private func grant(_ token: String, seconds: JSON = 3_600) -> FakeTransport.Answer {
    .success(
      ScriptedConnector.response(200, ["access_token": .string(token), "expires_in": seconds])
    )
  }

  private func token(
    _ transport: any Transport,
    credentials: @escaping @Sendable () -> BotCredentials? = {
      BotCredentials(applicationID: "app id", secret: Secret("s&=+æ"))
    }
  ) throws -> OwnToken {
    let source = TokenSource(
      endpoint: Scene.tokenEndpoint,
      scope: "https://api.botframework.com/.default",
      credentials: credentials
    )
    return OwnToken(try #require(source), transport: transport, time: time, seed: 1)
  }

  /// The token, or the fault that there is instead.
  private func outcome(_ token: OwnToken) async -> String {
    do throws(TokenOutage) { return try await token.token().reveal() } catch {
      return "\(error.fault)"
    }
  }

  private func pass(_ seconds: Double) { time.set(to: time.now().addingTimeInterval(seconds)) }

  @Test func `asks by a form, once, as long as the token is good`() async throws {
    let transport = FakeTransport([grant("t1"), grant("t2")])
    let token = try token(transport)
    #expect(await outcome(token) == "t1")
    pass(3_299)
    #expect(await outcome(token) == "t1")
    #expect(transport.requests.count == 1)
    let request = transport.requests[0]
    #expect(request.method == .post)
    #expect(request.headers[.contentType] == "application/x-www-form-urlencoded")
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == "grant_type=client_credentials&client_id=app%20id&client_secret=s%26%3D%2B%C3%A6"
        + "&scope=https%3A%2F%2Fapi.botframework.com%2F.default"
    )
  }

  @Test func `renews it five minutes early, and keeps nobody waiting for that`() async throws {
    let connector = ScriptedConnector(time: time)
    let token = try token(connector)
    #expect(await outcome(token) == "token-1")
    pass(3_300)
    #expect(await outcome(token) == "token-1")
    // In the background: it is there in a while, whoever asks.
    while await outcome(token) == "token-1" { await Task.yield() }
    #expect(await outcome(token) == "token-2")
    #expect(connector.tokens == 2)
  }

  @Test func `goes on with the old token through an outage, while it is good`() async throws {
    let connector = ScriptedConnector(time: time)
    connector.answerTokens { $0 == 1 ? nil : .failure(.unconnected) }
    let token = try token(connector)
    #expect(await outcome(token) == "token-1")
    pass(3_599)
    #expect(await outcome(token) == "token-1")
    pass(1)
    #expect(await outcome(token).hasPrefix("transport"))
    connector.answerTokens { _ in nil }
    pass(120)
    #expect(await outcome(token).hasPrefix("token-"))
  }

  @Test func `fetches once for all who wait`() async throws {
    let connector = ScriptedConnector(time: time)
    let token = try token(connector)
    await withTaskGroup { group in
      for _ in 0..<50 { group.addTask { #expect(await outcome(token) == "token-1") } }
    }
    #expect(connector.tokens == 1)
  }

  @Test func `leaves an endpoint in peace that is out, and says until when`() async throws {
    let connector = ScriptedConnector(time: time)
    connector.answerTokens { _ in .failure(.timedOut) }
    let token = try token(connector)
    var attempts: [Int] = []
    for second in 0..<400 {
      let before = connector.tokens
      do throws(TokenOutage) { _ = try await token.token() } catch {
        #expect(error.until > time.now())
        #expect(error.until.timeIntervalSince(time.now()) <= 72)
      }
      if connector.tokens > before { attempts.append(second) }
      pass(1)
    }
    #expect(attempts.first == 0)
    #expect((8...14).contains(attempts.count))
    connector.answerTokens { _ in nil }
    pass(72)
    #expect(await outcome(token).hasPrefix("token-"))
  }

  @Test(arguments: [7_000_215, 7_000_222])
  func `takes up a new secret without a restart`(code: Int) async throws {
    let connector = ScriptedConnector(time: time)
    let secret = Mutex("old")
    connector.answerTokens { _ in
      if secret.withLock({ $0 == "new" }) { return nil }
      let words = "AADSTS\(code): The provided client secret keys are expired. Trace ID: 1"
      return .success(
        ScriptedConnector.response(
          401,
          ["error": "invalid_client", "error_description": .string(words)]
        )
      )
    }
    let token = try token(connector) {
      BotCredentials(applicationID: "app", secret: Secret(secret.withLock { $0 }))
    }
    #expect(await outcome(token).contains("\(code)"))
    secret.withLock { $0 = "new" }
    pass(3)
    #expect(await outcome(token) == "token-2")
  }

  @Test(arguments: [
    "", "{", "[]", "{}", #"{"access_token":"t"}"#, #"{"access_token":"","expires_in":3600}"#,
    #"{"access_token":"a b","expires_in":3600}"#, #"{"access_token":"a\r\nX: y","expires_in":9}"#,
    #"{"access_token":"t","expires_in":0}"#, #"{"access_token":"t","expires_in":-1}"#,
    #"{"access_token":"t","expires_in":1e300}"#, #"{"access_token":7,"expires_in":3600}"#,
  ])
  func `takes nothing for a token that is none`(body: String) async throws {
    let token = try token(FakeTransport([.success(Response(.ok, body: Array(body.utf8)))]))
    #expect(await outcome(token) == "unreadable")
  }

  @Test func `reads a lifetime that is a text, as older endpoints write it`() async throws {
    let token = try token(FakeTransport([grant("t1", seconds: "3599")]))
    #expect(await outcome(token) == "t1")
  }

  @Test func `has none without a secret`() async throws {
    let transport = FakeTransport([])
    #expect(await outcome(try token(transport) { nil }) == "noSecret")
    #expect(transport.requests.isEmpty)
  }

  @Test func `replaces a token that was refused, but not for ever`() async throws {
    let connector = ScriptedConnector(time: time)
    let token = try token(connector)
    let first = try await token.token()
    let second = try #require(try await token.replacement(for: first))
    #expect(second.reveal() == "token-2")
    // Who comes late with the first gets the second; who has the second gets none.
    #expect(try await token.replacement(for: first) == second)
    #expect(try await token.replacement(for: second) == nil)
    #expect(connector.tokens == 2)
    pass(10)
    #expect(try await token.replacement(for: second)?.reveal() == "token-3")
    // Taken once, the next refusal is a first one again.
    token.noteAccepted()
    let third = try await token.token()
    #expect(try await token.replacement(for: third)?.reveal() == "token-4")
  }

  @Test(arguments: ["http://login.example/token", "ftp://login.example/", "", "login.example"])
  func `asks nobody in the clear`(endpoint: String) {
    #expect(TokenSource(endpoint: endpoint, scope: "s") { nil } == nil)
  }

  @Test(arguments: [
    (
      OutboundCloud.worldwide, TokenSettings.Tenancy.multiple,
      "https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token"
    ),
    (.worldwide, .single(tenant: "t"), "https://login.microsoftonline.com/t/oauth2/v2.0/token"),
    (.usGovernment, .single(tenant: "t"), "https://login.microsoftonline.us/t/oauth2/v2.0/token"),
    (.china, .single(tenant: "t"), "https://login.partner.microsoftonline.cn/t/oauth2/v2.0/token"),
  ])
  func `knows where each cloud makes tokens`(
    cloud: OutboundCloud,
    tenancy: TokenSettings.Tenancy,
    endpoint: String
  ) {
    #expect(cloud.tokenEndpoint(for: tenancy) == endpoint)
  }
}
