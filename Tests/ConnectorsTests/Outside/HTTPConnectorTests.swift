import Connectors
import Flows
import Foundation
import Ground
import HTTP
import TestKit
import Testing

@Suite struct HTTPConnectorTests {
  /// 6 November 1994, 08:49:07 UTC.
  static let now = Date(timeIntervalSince1970: 784_111_747)
  static let settings: JSON = [
    "hosts": ["api.example.no", "sak.example.no:8443", "127.0.0.1:8080"],
    "secrets": ["sak": ["environment": "SAK", "hosts": ["sak.example.no:8443"]]],
  ]

  static func request(_ verb: String, _ parameters: JSON, entered: Date = now) -> TaskRequest {
    TaskRequest(
      verb: verb,
      parameters: parameters,
      token: nil,
      key: "flyt-1/3",
      execution: "flyt-1",
      flow: "flyt",
      state: "S",
      user: nil,
      input: .null,
      entered: entered,
      now: now
    )
  }

  static func connector(_ transport: any Transport) throws -> HTTPConnector {
    let settings = try OutsideSettings(settings)
    return HTTPConnector(
      settings,
      secrets: try settings.fetchSecrets(environment: ["SAK": "hunter2"]),
      transport: transport
    )
  }

  /// What one request came to, and what was sent.
  static func ask(
    _ verb: String,
    _ parameters: String,
    answer: FakeTransport.Answer = .success(Response(.ok))
  ) async throws -> (outcome: TaskOutcome, sent: [Request]) {
    let transport = FakeTransport { _ in answer }
    let parameters = try JSON(parsing: parameters)
    let outcome = try await connector(transport).perform(request(verb, parameters))
    return (outcome, transport.requests)
  }

  static func response(
    _ code: Int,
    _ headers: [String: String] = [:],
    _ body: String = ""
  ) throws -> Response {
    var fields = Headers()
    for (name, value) in headers { try fields.add(value, for: try #require(HeaderName(name))) }
    return Response(try #require(Status(code)), headers: fields, body: Array(body.utf8))
  }

  // MARK: What is sent

  @Test(arguments: ["get", "post", "put", "patch", "delete"])
  func `sends the key with everything`(verb: String) async throws {
    let (_, sent) = try await Self.ask(verb, #"{"url": "https://api.example.no/a"}"#)
    let request = try #require(sent.first)
    #expect(request.method.description == verb.uppercased())
    #expect(request.headers[.idempotencyKey] == #""flyt-1/3""#)
  }

  @Test func `encodes what a key cannot hold`() async throws {
    let transport = FakeTransport { _ in .success(Response(.ok)) }
    var request = Self.request("get", ["url": "https://api.example.no/"])
    request.key = "a\"\\\r\nå/1"
    _ = try await Self.connector(transport).perform(request)
    #expect(transport.requests.first?.headers[.idempotencyKey] == #""a%22%5C%0D%0A%C3%A5/1""#)
  }

  @Test(arguments: [
    (#""url": "https://api.example.no/a?b=c""#, "/a?b=c"),
    (
      #""url": "https://api.example.no/u/{id}/{n}", "path": {"id": "../x?y#å", "n": 7}"#,
      "/u/..%2Fx%3Fy%23%C3%A5/7"
    ),
    (
      #""url": "https://api.example.no", "query": {"q": "blå & hvit", "n": [1, true], "x": null}"#,
      "/?q=bl%C3%A5%20%26%20hvit&n=1&n=true"
    ),
    (#""url": "https://api.example.no/?a=1", "query": {"b": 2.5}"#, "/?a=1&b=2.5"),
  ])
  func `puts the address together`(parameters: String, target: String) async throws {
    let (outcome, sent) = try await Self.ask("get", "{\(parameters)}")
    #expect(sent.first?.address.target == target, "\(outcome)")
  }

  @Test(arguments: [
    (#""body": {"b": 1, "a": [null]}"#, #"{"b":1,"a":[null]}"#, "application/json"),
    (#""body": "å""#, #""å""#, "application/json"),
    (#""body": false"#, "false", "application/json"),
    (
      #""body": "a=b", "headers": {"Content-Type": "application/x-www-form-urlencoded"}"#, "a=b",
      "application/x-www-form-urlencoded"
    ),
    (
      #""body": {}, "headers": {"content-type": "application/vnd.api+json"}"#, "{}",
      "application/vnd.api+json"
    ),
  ])
  func `writes the body by its type`(parameters: String, body: String, type: String) async throws {
    let (_, sent) = try await Self.ask(
      "post",
      #"{"url": "https://api.example.no/", \#(parameters)}"#
    )
    let request = try #require(sent.first)
    #expect(String(decoding: request.body, as: UTF8.self) == body)
    #expect(request.headers.values(of: .contentType) == [type])
  }

  @Test func `puts a secret in its place`() async throws {
    let (_, sent) = try await Self.ask(
      "get",
      #"{"url": "https://sak.example.no:8443/", "headers": {"Authorization": {"secret": "sak", "prefix": "Bearer "}, "X": 1}}"#
    )
    #expect(sent.first?.headers[.authorisation] == "Bearer hunter2")
  }

  // MARK: What is refused

  @Test(arguments: [
    "https://other.example.no/", "https://api.example.no:8443/", "http://api.example.no/",
    "https://sak.example.no/",
    "https://10.0.0.1/", "http://127.0.0.1/", "http://[::1]:8080/",
    "https://api.example.no.evil.no/",
    "http://localhost:8080/",
  ])
  func `reaches only the hosts of the settings`(url: String) async throws {
    let (outcome, sent) = try await Self.ask("get", #"{"url": "\#(url)"}"#)
    guard case .failed("Http.NotAllowed", _) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(sent.isEmpty)
  }

  @Test(arguments: [
    #"{"secret": "other"}"#, #"{"secret": "sak"}"#,
  ])
  func `gives a secret only to whom it is for`(header: String) async throws {
    let (outcome, sent) = try await Self.ask(
      "get",
      #"{"url": "https://api.example.no/", "headers": {"Authorization": \#(header)}}"#
    )
    guard case .failed("Http.NotAllowed", let cause) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(sent.isEmpty && !cause.contains("hunter2"))
  }

  @Test(arguments: [
    "[]", "{}", #"{"url": 1}"#, #"{"url": ""}"#, #"{"url": "/a"}"#,
    #"{"url": "https://api.example.no@evil.no/"}"#,
    #"{"url": "https://evil.no\\@api.example.no/"}"#, #"{"url": "https://api.example.no/a b"}"#,
    #"{"url": "https://api.example.no/a/../b"}"#, #"{"url": "https://api.example.no/a/%2E%2e"}"#,
    #"{"url": "https://api.example.no/{id}"}"#,
    #"{"url": "https://api.example.no/", "path": {"id": 1}}"#,
    #"{"url": "https://api.example.no/{id}", "path": {"id": ""}}"#,
    #"{"url": "https://api.example.no/{id}", "path": {"id": ".."}}"#,
    #"{"url": "https://api.example.no/{id}", "path": {"id": {}}}"#,
    #"{"url": "https://{h}.example.no/", "path": {"h": "api"}}"#,
    #"{"url": "https://{h}", "path": {"h": "api"}}"#,
    #"{"url": "https://api.example.no/", "query": {"a": {}}}"#,
    #"{"url": "https://api.example.no/", "query": 1}"#,
    #"{"url": "https://api.example.no/#x", "query": {"a": 1}}"#,
    #"{"url": "https://api.example.no/", "uri": 1}"#,
    #"{"url": "https://api.example.no/", "headers": []}"#,
    #"{"url": "https://api.example.no/", "headers": {"a b": "c"}}"#,
    #"{"url": "https://api.example.no/", "headers": {"a": "b\r\nc: d"}}"#,
    #"{"url": "https://api.example.no/", "headers": {"a": ["b"]}}"#,
    #"{"url": "https://api.example.no/", "headers": {"a": {"secret": "sak", "suffix": "x"}}}"#,
    #"{"url": "https://api.example.no/", "headers": {"a": {}}}"#,
    #"{"url": "https://api.example.no/", "headers": {"Host": "b"}}"#,
    #"{"url": "https://api.example.no/", "headers": {"Content-Length": "1"}}"#,
    #"{"url": "https://api.example.no/", "headers": {"idempotency-key": "1"}}"#,
    #"{"url": "https://api.example.no/", "expect": []}"#,
    #"{"url": "https://api.example.no/", "expect": [99]}"#,
    #"{"url": "https://api.example.no/", "expect": 200}"#,
    #"{"url": "https://api.example.no/", "body": 1, "headers": {"Content-Type": "text/plain"}}"#,
  ])
  func `sends nothing where the parameters are wrong`(parameters: String) async throws {
    let (outcome, sent) = try await Self.ask("post", parameters)
    guard case .failed("Http.BadRequest", let cause) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(sent.isEmpty && !cause.isEmpty)
  }

  // MARK: What comes of it

  @Test func `gives status, headers and body`() async throws {
    let answer = try Self.response(
      201,
      ["Content-Type": "application/json", "Set-Cookie": "s=1"],
      #"{"id": 7}"#
    )
    let (outcome, _) = try await Self.ask(
      "post",
      #"{"url": "https://api.example.no/"}"#,
      answer: .success(answer)
    )
    #expect(
      outcome
        == .done([
          "status": 201, "headers": ["content-type": "application/json"], "body": ["id": 7],
        ])
    )
  }

  @Test(arguments: [
    ("application/json", "[1]", JSON.array([1])), ("text/plain", "[1]", "[1]"),
    ("application/json", "{", "{"),
    ("application/json", "", .null), ("text/plain", "blå", "blå"),
  ])
  func `reads the body as what it is`(type: String, body: String, json: JSON) async throws {
    let answer = try Self.response(200, ["Content-Type": type], body)
    let (outcome, _) = try await Self.ask(
      "get",
      #"{"url": "https://api.example.no/"}"#,
      answer: .success(answer)
    )
    guard case .done(let result) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(result["body"] == json)
  }

  @Test(arguments: [
    (404, "Http.404"), (429, "Http.429"), (400, "Http.400"), (499, "Http.499"), (500, "Http.5xx"),
    (503, "Http.5xx"), (302, "Http.3xx"),
  ])
  func `names a status that was not expected`(code: Int, name: String) async throws {
    let answer = try Self.response(code, ["Location": "https://secret"], "secret")
    let (outcome, _) = try await Self.ask(
      "get",
      #"{"url": "https://api.example.no/secret"}"#,
      answer: .success(answer)
    )
    #expect(outcome == .failed(error: name, cause: "GET https://api.example.no answered \(code)"))
  }

  @Test(arguments: [
    ([404, 200], 404, true), ([404], 404, true), ([404], 200, false), ([302], 302, true),
    ([429], 429, true),
  ])
  func `takes the statuses that the flow expects`(
    expected: [Int],
    code: Int,
    isDone: Bool
  ) async throws {
    let answer = try Self.response(code, ["Retry-After": "5"])
    let (outcome, _) = try await Self.ask(
      "get",
      #"{"url": "https://api.example.no/", "expect": \#(expected)}"#,
      answer: .success(answer)
    )
    if case .done = outcome { #expect(isDone) } else { #expect(!isDone) }
  }

  @Test(arguments: [
    (TransportError.unresolved, "Http.Unreachable"), (.unconnected, "Http.Unreachable"),
    (.timedOut, "Http.TimedOut"),
    (.untrusted, "Http.Untrusted"), (.tooLarge(limit: 5), "Http.TooLarge"),
    (.broken, "Http.Broken"),
  ])
  func `names what went wrong on the way`(error: TransportError, name: String) async throws {
    let (outcome, _) = try await Self.ask(
      "get",
      #"{"url": "https://api.example.no/p?q"}"#,
      answer: .failure(error)
    )
    #expect(outcome == .failed(error: name, cause: "GET https://api.example.no: \(error)"))
  }

  @Test func `is asked again where Rakel stopped in between`() async throws {
    let (outcome, _) = try await Self.ask(
      "get",
      #"{"url": "https://api.example.no/"}"#,
      answer: .failure(.cancelled)
    )
    #expect(outcome == .again(after: 1_000))
  }

  @Test(arguments: [
    (429, "30", 0, 30_000), (503, "Sun, 06 Nov 1994 08:49:37 GMT", 0, 30_000), (429, "0", 0, 1_000),
    (429, "3600", 0, 3_600_000), (429, "3601", 0, nil), (429, "30", 3_570, 30_000),
    (429, "30", 3_571, nil),
    (429, "soon", 0, nil), (500, "30", 0, nil), (404, "30", 0, nil),
  ])
  func `comes back when the server says so`(
    code: Int,
    value: String,
    waited: Int,
    again: Int?
  ) async throws {
    let answer = try Self.response(code, ["Retry-After": value])
    let transport = FakeTransport { _ in .success(answer) }
    let request = Self.request(
      "get",
      ["url": "https://api.example.no/"],
      entered: Self.now.addingTimeInterval(-Double(waited))
    )
    let outcome = try await Self.connector(transport).perform(request)
    if let again {
      #expect(outcome == .again(after: again))
    } else {
      guard case .failed = outcome else {
        Issue.record("\(outcome)")
        return
      }
    }
  }

  @Test func `talks with a real server`() async throws {
    let server = try LoopbackServer { request in
      let body =
        #"{"key": \#(request.header("idempotency-key") ?? "none"), "body": \#(request.body)}"#
      return
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }
    let connector = HTTPConnector(
      try OutsideSettings(["hosts": [.string("127.0.0.1:\(server.port)")]]),
      secrets: [:],
      transport: CurlTransport()
    )
    let url = JSON.string("http://127.0.0.1:\(server.port)/a")
    let outcome = await connector.perform(Self.request("post", ["url": url, "body": ["a": "å"]]))
    guard case .done(let result) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(result["body"] == ["key": "flyt-1/3", "body": ["a": "å"]])
  }
}
