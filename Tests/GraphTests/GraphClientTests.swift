import Foundation
import Graph
import Ground
import HTTP
import TestKit
import Testing

@Suite struct GraphClientTests {
  private static let fine = GraphScene.json(200, ["id": "x"])

  @Test(
    arguments: [
      ("7", 7), ("Sun, 19 Nov 2023 00:00:00 GMT", nil), ("0", nil), ("soon", nil),
      ("Wed, 18 Nov 2026 11:07:10 GMT", 30), (nil, nil),
    ] as [(String?, Double?)]
  )
  func `waits as long as it is asked to, and by itself where it is not`(
    after: String?,
    seconds: Double?
  ) async throws {
    // 1 795 000 000 is 2026-11-18 11:06:40 UTC.
    let scene = GraphScene([GraphScene.fault(429, "TooManyRequests", after: after), Self.fine])
    _ = try await scene.client(patience: Patience(total: .seconds(60))).get(GraphScene.path)
    let wait = try #require(scene.waits.all.first)
    if let seconds { #expect(wait == seconds) } else { #expect((0...1).contains(wait)) }
    #expect(scene.asked.count == 2)
  }

  @Test(arguments: [429, 500, 502, 503, 504])
  func `backs off ever longer, and not for ever`(status: Int) async throws {
    let scene = GraphScene { _ in GraphScene.fault(status, "x") }
    let client = try scene.client(
      patience: Patience(
        backoff: Backoff(first: .seconds(1), rate: 2, most: .seconds(60), jitter: .none),
        total: .seconds(200)
      )
    )
    let error = await fault { try await client.get(GraphScene.path) }
    #expect(error == .unavailable(.status(try #require(Status(status)))))
    let expected: [Double] = [1, 2, 4, 8, 16, 32, 60, 60]
    #expect(
      scene.waits.all == (status == 429 ? Array(expected.prefix(8)) : Array(expected.prefix(7)))
    )
    #expect(scene.waits.sum <= 200)
  }

  @Test func `gives up at once where it would have to wait too long`() async throws {
    let scene = GraphScene([GraphScene.fault(429, "x", after: "1000")])
    let client = try scene.client()
    let error = await fault { try await client.get(GraphScene.path) }
    #expect(error == .unavailable(.status(.tooManyRequests)))
    #expect(scene.waits.all.isEmpty)
  }

  @Test func `lets every request wait where one was asked to`() async throws {
    let scene = GraphScene([GraphScene.fault(429, "x", after: "40"), Self.fine, Self.fine])
    let client = try scene.client()
    _ = try await client.get(GraphScene.path)
    #expect(scene.time.now() == GraphScene.start.addingTimeInterval(40))
    scene.time.set(to: GraphScene.start.addingTimeInterval(10))
    _ = try await client.get(GraphScene.path)
    #expect(scene.waits.all == [40, 30])
  }

  @Test(arguments: [TransportError.unconnected, .timedOut, .broken, .unresolved])
  func `tries again where the way broke off`(error: TransportError) async throws {
    let scene = GraphScene([.failure(error), .failure(error), Self.fine])
    #expect(try await scene.client().get(GraphScene.path) == ["id": "x"])
    #expect(scene.waits.all.count == 2)
  }

  @Test(arguments: [TransportError.untrusted, .tooLarge(limit: 9), .cancelled])
  func `does not try again what will not change`(error: TransportError) async throws {
    let scene = GraphScene([.failure(error), Self.fine])
    let client = try scene.client()
    let found = await fault { try await client.get(GraphScene.path) }
    #expect(found == .unavailable(.transport(error)))
    #expect(scene.asked.count == 1)
  }

  @Test(
    arguments: [
      (403, "Authorization_RequestDenied", "", .forbidden(path.name, missing: path.needs)),
      (
        403, "Authentication_MSGraphPermissionMissing", "Ola lacks AuditLog.Read.All",
        .forbidden(path.name, missing: [.readSignIns])
      ),
      (403, "Forbidden", "{}", .forbidden(path.name, missing: path.needs)),
      (403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant", "", .notPremium),
      (
        404, "Request_ResourceNotFound", "ola@x",
        .refused(path.name, .notFound, code: "Request_ResourceNotFound")
      ),
      (400, "Ola Nordmann says no", "", .refused(path.name, .badRequest, code: "")),
    ] as [(Int, String, String, GraphError)]
  )
  func `says what is missing, and nobody's name`(
    status: Int,
    code: String,
    message: String,
    expected: GraphError
  ) async throws {
    let scene = GraphScene([GraphScene.fault(status, code, message)])
    let client = try scene.client()
    let error = await fault { try await client.get(Self.path) }
    #expect(error == expected)
    let text = error.map { "\($0)" } ?? ""
    #expect(!text.contains("Ola") && !text.contains("ola@example.no") && !text.contains("\n"))
  }

  private static let path = GraphResource(
    "users",
    .id("ola@example.no"),
    needs: [.readUsers, .readSignIns]
  )

  @Test func `names only those permissions that the token does not have`() async throws {
    let claims: JSON = ["roles": ["Directory.Read.All"]]
    let token = SigningKeys.first.token(header: ["alg": "RS256"], claims: claims)
    let scene = GraphScene(
      grant: { _ in GraphScene.json(200, ["access_token": .string(token), "expires_in": 3_600]) },
      { _ in GraphScene.fault(403, "Authorization_RequestDenied") }
    )
    let client = try scene.client()
    let error = await fault { try await client.get(Self.path) }
    #expect(error == .forbidden(Self.path.name, missing: [.readSignIns]))
  }

  @Test(
    arguments: [
      ("text/html", "<html>"), ("application/json", "{"), ("application/json", "\u{0}"),
      ("application/json", String(repeating: "[", count: 100_000)),
      ("application/json", #"{"a":"\#u{1}"}"#),
    ]
  )
  func `refuses what is no JSON`(type: String, body: String) async throws {
    var response = Response(.ok, body: Array(body.utf8))
    try response.headers.add(type, for: .contentType)
    let scene = GraphScene([.success(response)])
    let client = try scene.client()
    let error = await fault { try await client.get(GraphScene.path) }
    #expect(error == .unreadable(.form(GraphScene.path.name)))
  }

  @Test(arguments: ["", ".", "..", "a\u{0}b", "../groups", "x/../y", "æ?$top=1#"])
  func `lets no id break out of its place`(id: String) async throws {
    let scene = GraphScene([Self.fine])
    let client = try scene.client()
    let resource = GraphResource("users", .id(id), "manager", needs: [])
    let error = await fault { try await client.get(resource) }
    if let target = scene.asked.first?.address.target {
      #expect(target.split(separator: "/").count == 4 && !target.contains("?"))
    } else {
      #expect(error == .unreadable(.address))
    }
  }

  @Test func `writes its questions as OData has them`() async throws {
    let scene = GraphScene([Self.fine])
    let filter = "displayName eq \(GraphResource.quoted("O'Neill & Sønn"))"
    let resource = GraphResource(
      "users",
      select: ["id", "userPrincipalName"],
      filter: filter,
      top: 500,
      isAdvanced: true,
      needs: []
    )
    _ = try await scene.client().get(resource)
    let request = try #require(scene.asked.first)
    #expect(
      request.address.target
        == "/v1.0/users?$select=id,userPrincipalName"
        + "&$filter=displayName%20eq%20%27O%27%27Neill%20%26%20S%C3%B8nn%27&$top=500&$count=true"
    )
    #expect(HeaderName("consistencylevel").flatMap { request.headers[$0] } == "eventual")
  }

  @Test func `has as many requests under way as it may, and no more`() async throws {
    let slow = SlowTransport()
    let client = GraphClient(
      try GraphScene([]).account(),
      transport: slow,
      time: VirtualTime(GraphScene.start),
      patience: Patience(atOnce: 3)
    )
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<12 { group.addTask { _ = try await client.get(GraphScene.path) } }
      try await group.waitForAll()
    }
    #expect(slow.most == 3)
  }
}
