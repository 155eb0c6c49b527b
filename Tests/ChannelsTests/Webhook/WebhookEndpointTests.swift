import Channels
import Crypto
import Dialogue
import Foundation
import Ground
import HTTP
import Messaging
import Storage
import Telemetry
import TestKit
import Testing

@Suite struct WebhookEndpointTests {
  private static let key = Array("a key of thirty-two bytes, or so".utf8)

  private func endpoint(
    _ scene: EndpointScene,
    patience: Duration = .seconds(60)
  ) throws -> WebhookEndpoint {
    let helpdesk = try Helpdesk.small.get()
    let turn = Turn(reader: helpdesk.reader, content: helpdesk.content)
    let directory = helpdesk.directory
    let check = try #require(
      WebhookCheck([
        (team: "other", secret: Secret(Base64.standard.encode(Array("another".utf8)))),
        (team: "school", secret: Secret(Base64.standard.encode(Self.key))),
      ])
    )
    return WebhookEndpoint(
      WebhookEndpoint.Means(
        check: check,
        access: Access(
          AccessSettings(tenants: [TokenScene.tenant]),
          directory: { directory },
          time: scene.time
        ),
        refusals: Refusals(
          database: scene.database,
          time: scene.time,
          audit: { _, _ in },
          send: { _ in },
          log: .none,
          metrics: scene.metrics
        ),
        reception: scene.reception,
        database: scene.database,
        words: { turn.text(of: $0, locale: $1) },
        log: .none,
        metrics: scene.metrics,
        patience: patience,
        // However busy the machine is: what is tried here is what is said, not how soon.
        grace: .seconds(60)
      )
    )
  }

  private func send(
    _ activity: JSON,
    to endpoint: WebhookEndpoint,
    signing signed: JSON? = nil
  ) async throws -> Response {
    let body = Array(activity.text.utf8)
    let code = HMAC(of: Array((signed ?? activity).text.utf8), key: Self.key).bytes
    var headers = Headers()
    try headers.set("HMAC \(Base64.standard.encode(code))", for: .authorisation)
    try headers.set("application/json", for: .contentType)
    let address = try #require(WebAddress("https://rakel.example.no/api/webhook"))
    let request = Request(.post, address, headers: headers, body: body)
    return await endpoint.respond(to: request, from: Peer(address: "192.0.2.7", isSecure: true))
  }

  private func question(_ text: String, from user: String = "anna") -> JSON {
    Sample.activity(
      "message",
      from: user,
      id: "7",
      with: [
        "text": .string("<at>Rakel</at> \(text)"),
        "conversation": [
          "id": "19:room@thread.tacv2;messageid=1", "conversationType": "channel",
          "isGroup": true, "tenantId": .string(TokenScene.tenant),
        ],
        "channelData": ["tenant": ["id": .string(TokenScene.tenant)]],
      ]
    )
  }

  @Test func `answers in the response, and sends nothing besides`() async throws {
    let scene = try await EndpointScene()
    let response = try await send(question("hei"), to: endpoint(scene))
    #expect(response.status == .ok)
    let body = try #require(response.json())
    #expect(body["type"] == "message")
    #expect(body["text"]?.string?.isEmpty == false)
    #expect(try await scene.sent().isEmpty)
    #expect(try await scene.count(of: "reference") == 0)
  }

  @Test func `believes nobody whose code is over other bytes`() async throws {
    let scene = try await EndpointScene()
    let response = try await send(
      question("hei"),
      to: endpoint(scene),
      signing: question("hallo")
    )
    #expect(response.status == .unauthorised)
    #expect(response.body.isEmpty)
    #expect(try await scene.count(of: "inbox") == 0)
  }

  @Test func `promises an answer in time where the turn takes longer, and sends it in private`()
    async throws
  {
    let scene = try await EndpointScene()
    // Somebody who has written to Rakel alone can be written to.
    try await scene.send(Sample.activity("message", id: "1", with: ["text": "hei"]))
    _ = try await scene.sent()
    let gate = Gate()
    let key = "webhook:msteams:19:room@thread.tacv2;messageid=1#anna"
    await scene.reception.queue.add(0, to: key) { await gate.wait() }
    let response = try await send(
      question("hei"),
      to: endpoint(scene, patience: .milliseconds(1))
    )
    let turn = try Helpdesk.small.get()
    let words = Turn(reader: turn.reader, content: turn.content).text(of: .later)
    #expect(response.json()?["text"]?.string == words)
    gate.open()
    await scene.reception.drain()
    let now = scene.time.now()
    let piles = try await scene.database.read { (connection) throws(DatabaseError) in
      try OutboxStore.piles(for: "anna", most: 8, at: now, in: connection)
    }
    #expect(piles.count == 1)
    #expect(piles.first?.reference?.isPersonal == true)
  }

  @Test func `tells a pupil once that they have no access, and keeps nothing they wrote`()
    async throws
  {
    let scene = try await EndpointScene()
    let endpoint = try endpoint(scene)
    let first = try await send(question("et hemmelig ord", from: "pia"), to: endpoint)
    #expect(first.json()?["text"]?.string?.isEmpty == false)
    let second = try await send(question("et hemmelig ord", from: "pia"), to: endpoint)
    #expect(second.status == .ok)
    #expect(second.body.isEmpty)
    #expect(try await !scene.keeps("hemmelig"))
  }
}
