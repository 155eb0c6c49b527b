import Channels
import Foundation
import Ground
import HTTP
import Messaging
import TestKit
import Testing

@Suite struct ConnectorClientTests {
  private let time = VirtualTime(Scene.start)
  private let connector: ScriptedConnector

  init() { connector = ScriptedConnector(time: time) }

  private func client(
    _ rules: RetryRules = RetryRules(),
    hasToken: Bool = true
  ) throws -> ConnectorClient {
    let source = TokenSource(endpoint: Scene.tokenEndpoint, scope: "s") {
      BotCredentials(applicationID: "app", secret: Secret("secret"))
    }
    let token = OwnToken(try #require(source), transport: connector, time: time, seed: 1)
    return ConnectorClient(
      transport: connector,
      token: hasToken ? token : nil,
      hosts: try #require(
        ServiceHosts(OutboundCloud.worldwide.serviceHosts, allowsHTTPOnLoopback: true)
      ),
      rules: rules,
      time: time
    )
  }

  private func send(
    _ rules: RetryRules = RetryRules(),
    _ way: ConnectorClient.Way = .new,
    to reference: Reference = Scene.reference("a:1")
  ) async throws -> SendingOutcome {
    try await client(rules).send(["type": "message"], way, at: reference)
  }

  @Test(arguments: [
    (ConnectorClient.Way.new, "POST", "/v3/conversations/a%3A1/activities"),
    (.reply(to: "1:2/3"), "POST", "/v3/conversations/a%3A1/activities/1%3A2%2F3"),
    (.update("æ?#"), "PUT", "/v3/conversations/a%3A1/activities/%C3%A6%3F%23"),
  ])
  func `sends, replies and updates`(
    way: ConnectorClient.Way,
    method: String,
    path: String
  ) async throws {
    #expect(try await send(.init(), way) == .delivered(id: "out-1"))
    let arrival = try #require(connector.arrivals.first)
    #expect(arrival.method == method)
    #expect(arrival.path == path)
    #expect(arrival.token == "Bearer token-1")
    #expect(arrival.body == ["type": "message"])
  }

  @Test(arguments: [
    ("19:abc@thread.tacv2;messageid=1", "19%3Aabc%40thread.tacv2%3Bmessageid%3D1"),
    ("a:1Q_w-e", "a%3A1Q_w-e"), ("b1|livechat", "b1%7Clivechat"),
    ("../../x?y#z%2F", "..%2F..%2Fx%3Fy%23z%252F"), ("\u{0}\r\n", "%00%0D%0A"),
  ])
  func `makes one segment of an id`(id: String, segment: String) async throws {
    #expect(try await send(to: Scene.reference(id)) == .delivered(id: "out-1"))
    #expect(connector.arrivals[0].path == "/v3/conversations/\(segment)/activities")
  }

  @Test(arguments: ["", ".", ".."])
  func `sends nothing to an id that is no segment`(id: String) async throws {
    #expect(try await send(to: Scene.reference(id)) == .refused(.unusableID))
    #expect(try await send(.init(), .reply(to: id)) == .refused(.unusableID))
    #expect(connector.arrivals.isEmpty)
  }

  @Test(arguments: [
    "https://smba.trafficmanager.net", "https://smba.trafficmanager.net/",
    "https://smba.trafficmanager.net/emea", "https://smba.trafficmanager.net/emea//",
  ])
  func `joins whatever the slash at the end`(url: String) async throws {
    let transport = FakeTransport { _ in .success(Response(.ok)) }
    let hosts = try #require(ServiceHosts(["smba.trafficmanager.net"]))
    let client = ConnectorClient(transport: transport, token: nil, hosts: hosts, time: time)
    var reference = Scene.reference("a:1")
    reference.serviceURL = url
    #expect(await client.send(["type": "message"], at: reference) == .delivered(id: nil))
    let path = url.contains("emea") ? "/emea" : ""
    let sent = transport.requests.map(\.address.target)
    #expect(sent == ["\(path)/v3/conversations/a%3A1/activities"])
    #expect(transport.requests[0].headers[.authorisation] == nil)
    #expect(transport.requests[0].headers[.contentType] == "application/json")
  }

  @Test func `gives the token to no host that is not listed`() async throws {
    var reference = Scene.reference("a:1")
    reference.serviceURL = "https://evil.example/"
    #expect(try await send(to: reference) == .refused(.untrustedHost))
    #expect(connector.tokens == 0)
    #expect(connector.arrivals.isEmpty)
  }

  @Test(arguments: [
    (200, SendingOutcome.delivered(id: nil)), (201, .delivered(id: nil)),
    (202, .delivered(id: nil)), (204, .delivered(id: nil)), (301, .refused(.rejected)),
    (400, .refused(.rejected)), (403, .refused(.forbidden)), (404, .refused(.conversationGone)),
    (405, .refused(.rejected)), (408, .refused(.rejected)), (409, .refused(.rejected)),
    (412, .retry(.channel, after: nil)), (413, .tooLarge),
    (429, .retry(.throttled, after: nil)), (500, .refused(.channelFault)),
    (501, .refused(.rejected)), (502, .retry(.channel, after: nil)),
    (503, .retry(.channel, after: nil)), (504, .retry(.channel, after: nil)),
    (507, .refused(.channelFault)),
  ])
  func `does with each status as Teams' table says`(
    code: Int,
    outcome: SendingOutcome
  ) async throws {
    connector.answer { _ in .success(ScriptedConnector.response(code)) }
    #expect(try await send() == outcome)
    #expect(connector.arrivals.count == 1)
  }

  @Test(arguments: [412, 500, 502, 503, 504])
  func `tries faults of the channel again, or not, as set`(code: Int) async throws {
    connector.answer { _ in .success(ScriptedConnector.response(code)) }
    let never = RetryRules(retriesChannelFaults: false)
    #expect(try await send(never) == .refused(.channelFault))
    let always = RetryRules(retriesInternalErrors: true)
    #expect(try await send(always) == .retry(.channel, after: nil))
  }

  @Test(arguments: [
    (TransportError.unresolved, SendingOutcome.Fault.unconnected, true),
    (.unconnected, .unconnected, true), (.untrusted, .unconnected, true),
    (.timedOut, .unanswered, false), (.broken, .unanswered, false),
  ])
  func `tries again what got no answer; without retries only what was not sent`(
    error: TransportError,
    fault: SendingOutcome.Fault,
    isSafe: Bool
  ) async throws {
    connector.answer { _ in .failure(error) }
    #expect(try await send() == .retry(fault, after: nil))
    let never = RetryRules(retriesChannelFaults: false)
    let outcome = try await send(never)
    #expect(outcome == (isSafe ? .retry(fault, after: nil) : .refused(.channelFault)))
  }

  @Test(
    arguments: [
      ("7", Duration.seconds(7)), ("0", .zero), ("Thu, 18 Nov 2026 15:07:10 GMT", .seconds(30)),
      ("soon", nil),
    ] as [(String, Duration?)]
  )
  func `reads when to come back`(value: String, wait: Duration?) async throws {
    time.set(to: Date(timeIntervalSince1970: 1_795_014_400))
    connector.answer { _ in
      .success(ScriptedConnector.response(429, retryAfter: value))
    }
    #expect(try await send() == .retry(.throttled, after: wait))
  }

  @Test(arguments: [
    GivenUp.botNotInRoster, .forbiddenOperation, .writesBlocked, .blockedByUser, .disabledByAdmin,
  ])
  func `knows who has left, wherever the connector writes it`(reason: GivenUp) async throws {
    let bodies: [JSON] = [
      ["error": ["code": .string(reason.rawValue), "message": "m"]],
      ["errorCode": 209, "message": .string("{\"subCode\":\"\(reason.rawValue)\"}")],
    ]
    for body in bodies {
      connector.answer { _ in .success(ScriptedConnector.response(403, body)) }
      #expect(try await send() == .refused(reason))
    }
    #expect(reason.isOfPlace && reason.isUnreachable)
  }

  @Test func `gets one fresh token, once`() async throws {
    connector.answer { $0.token == "Bearer token-1" ? ScriptedConnector.error(401) : nil }
    #expect(try await send() == .delivered(id: "out-2"))
    #expect(connector.arrivals.map(\.token) == ["Bearer token-1", "Bearer token-2"])
    connector.answer { _ in ScriptedConnector.error(401) }
    #expect(try await send() == .refused(.unauthorised))
    #expect(connector.arrivals.count == 4)
  }

  @Test func `asks for no more tokens where none is taken`() async throws {
    connector.answer { _ in ScriptedConnector.error(401) }
    let client = try client()
    for _ in 0..<20 {
      let outcome = await client.send(["type": "message"], at: Scene.reference("a:1"))
      #expect(outcome == .refused(.unauthorised))
    }
    #expect(connector.tokens == 2)
    #expect(connector.arrivals.count == 21)
  }

  @Test func `sends nothing while it has no token`() async throws {
    connector.answerTokens { _ in .failure(.unconnected) }
    guard case .held(let until) = try await send() else {
      Issue.record("sent")
      return
    }
    #expect(until > time.now())
    #expect(connector.arrivals.isEmpty)
  }

  @Test func `goes to the other host where Teams says so`() async throws {
    let transport = FakeTransport { request in
      request.address.origin.host.description == "smba.infra.gcc.teams.microsoft.com"
        ? .success(ScriptedConnector.response(201, ["id": "x"]))
        : ScriptedConnector.error(403, "InvalidBotApiHost")
    }
    let hosts = try #require(ServiceHosts(OutboundCloud.worldwide.serviceHosts))
    let client = ConnectorClient(transport: transport, token: nil, hosts: hosts, time: time)
    let outcome = await client.send(["type": "message"], at: Scene.reference("a:1"))
    #expect(outcome == .delivered(id: "x"))
    #expect(transport.requests.count == 2)
  }

  @Test(arguments: [400, 404, 405, 501])
  func `says where nothing can be replaced`(code: Int) async throws {
    connector.answer { _ in ScriptedConnector.error(code) }
    #expect(try await send(.init(), .update("out-7")) == .irreplaceable)
  }

  @Test func `opens a conversation with one member`() async throws {
    connector.answer { _ in .success(ScriptedConnector.response(201, ["id": "a:new"])) }
    let outcome = try await client().openConversation(with: Scene.reference("19:x"))
    #expect(outcome == .delivered(id: "a:new"))
    #expect(connector.arrivals[0].path == "/v3/conversations")
    #expect(
      connector.arrivals[0].body == [
        "bot": ["id": "28:bot"], "members": [["id": "29:kari"]], "isGroup": false,
        "tenantId": "tenant", "channelData": ["tenant": ["id": "tenant"]],
      ]
    )
  }

  @Test(arguments: ["", "{", "[]", #"{"id":7}"#, #"{"id":""}"#])
  func `does without an id`(body: String) async throws {
    connector.answer { _ in .success(Response(.created, body: Array(body.utf8))) }
    #expect(try await send() == .delivered(id: nil))
  }
}
