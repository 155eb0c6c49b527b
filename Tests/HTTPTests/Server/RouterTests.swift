import HTTP
import Telemetry
import Testing

/// Who gets a request, and what is counted and told of it.
@Suite struct RouterTests {
  private static let router = Router([
    Route(.get, "/healthz", named("health")), Route(.post, "/api/messages", named("messages")),
    Route(.get, "/both", named("got")), Route(.put, "/both", named("put")),
  ])

  private static func named(_ name: String) -> Answering {
    Answering { _, _ in Response(.ok, body: Array(name.utf8)) }
  }

  private static func response(_ line: String) async throws -> Response {
    let parts = line.split(separator: " ")
    let method = try #require(Method(String(parts[0])))
    let address = try #require(WebAddress("http://a.no\(parts[1])"))
    let peer = Peer(address: "192.0.2.7", isSecure: true)
    return await router.respond(to: Request(method, address), from: peer)
  }

  @Test(arguments: [
    ("GET /healthz", 200, "health"), ("GET /healthz?a=/b", 200, "health"),
    ("HEAD /healthz", 200, "health"), ("POST /api/messages", 200, "messages"),
    ("GET /both", 200, "got"), ("PUT /both", 200, "put"), ("GET /", 404, ""),
    ("GET /healthz/", 404, ""), ("GET /Healthz", 404, ""), ("GET /%68ealthz", 404, ""),
    ("GET /api/../healthz", 404, ""), ("GET //healthz", 404, ""), ("POST /api", 404, ""),
  ])
  func `gives a request to who is for it`(line: String, status: Int, body: String) async throws {
    let response = try await Self.response(line)
    #expect(response.status.code == status)
    #expect(response.body == Array(body.utf8))
  }

  @Test(arguments: [
    ("POST /healthz", "GET, HEAD"), ("GET /api/messages", "POST"), ("HEAD /api/messages", "POST"),
    ("OPTIONS /both", "GET, HEAD, PUT"), ("post /api/messages", "POST"),
    ("BREW /both", "GET, HEAD, PUT"),
  ])
  func `says which methods there are`(line: String, allowed: String) async throws {
    let response = try await Self.response(line)
    #expect(response.status == .methodNotAllowed && response.headers[.allow] == allowed)
  }

  @Test func `answers HEAD without the body that GET has`() async throws {
    let served = try Served(by: Self.router)
    let client = try served.client()
    client.send(Served.request("HEAD /healthz") + Served.request("GET /healthz"))
    #expect(await client.answer(hasBody: false)?.header("content-length") == "6")
    #expect(await client.answer()?.body == "health")
  }

  @Test func `counts by route and status`() async throws {
    let metrics = Metrics()
    let observation = Observation(metrics: metrics)
    let health = Observed("health", by: observation, Self.named("health"))
    let router = Router([Route(.get, "/healthz", health)], observation: observation)
    let served = try Served(by: router, observation: observation)
    for line in ["GET /healthz", "GET /healthz", "GET /x", "POST /healthz"] {
      let client = try served.client()
      client.send(Served.request(line))
      #expect(await client.answer() != nil)
    }
    let client = try served.client()
    client.send("GET / HTTP/1.1\r\n\r\n")
    #expect(await client.answer()?.status == 400)
    #expect(metrics.value(of: .requests, ["route": "health", "status": "200"]) == 2)
    #expect(metrics.value(of: .requests, ["route": "none", "status": "404"]) == 1)
    #expect(metrics.value(of: .requests, ["route": "none", "status": "405"]) == 1)
    #expect(metrics.value(of: .refusedRequests, ["reason": "host"]) == 1)
  }
}
