import Channels
import Foundation
import Ground
import HTTP
import Messaging
import Telemetry
import TestKit
import Testing

/// What never gets as far as a turn.
@Suite struct EndpointRefusalTests {
  private func headers(_ type: String?, _ token: DraftToken? = .channel()) throws -> Headers {
    var headers = token?.headers ?? Headers()
    if let type { try headers.set(type, for: .contentType) }
    return headers
  }

  private static let hello = Array(Sample.message("hei").text.utf8)

  @Test(
    arguments: [
      (nil, 415), ("text/plain", 415), ("application/xml", 415), ("multipart/form-data", 415),
      ("application/json", 200), ("Application/JSON; charset=UTF-8", 200),
    ] as [(String?, Int)]
  )
  func `wants JSON`(type: String?, status: Int) async throws {
    let scene = try await EndpointScene()
    let response = try await scene.send(Self.hello, headers(type))
    #expect(response.status.code == status)
    #expect(response.body.isEmpty)
  }

  @Test func `takes nothing but POST`() async throws {
    let scene = try await EndpointScene()
    let response = try await scene.send([], Headers(), method: .get)
    #expect(response.status == .methodNotAllowed)
    #expect(response.headers[.allow] == "POST")
  }

  /// With and without a token: what cannot be read has no fields that a token could vouch for.
  @Test(arguments: ["", "{", "hei", "[1,", String(repeating: "[", count: 50_000)])
  func `refuses what is no JSON`(body: String) async throws {
    let scene = try await EndpointScene()
    for token in [nil, DraftToken.channel()] {
      let response = try await scene.send(Array(body.utf8), headers("application/json", token))
      #expect(response.status == .badRequest)
      #expect(response.body.isEmpty)
    }
  }

  /// Whether it is an activity, only those learn who may send one.
  @Test(
    arguments: [
      ["type": .null], ["type": 5], ["conversation": .null], ["conversation": ["id": ""]],
      ["id": .string(String(repeating: "1", count: 513))],
      ["conversation": ["id": .string(String(repeating: "1", count: 513))]],
    ] as [JSON]
  )
  func `refuses what is no activity`(members: JSON) async throws {
    let scene = try await EndpointScene()
    let activity = Sample.message("hei", with: members)
    #expect(try await scene.send(activity).status == .badRequest)
    var bad = DraftToken.channel()
    bad.claims["aud"] = "somebody"
    #expect(try await scene.send(activity, bad).status == .unauthorised)
    #expect(try await scene.count(of: "inbox") == 0)
  }

  @Test(arguments: BadToken.ofChannel)
  func `answers every bad token alike`(bad: BadToken) async throws {
    let scene = try await EndpointScene()
    var token = DraftToken.channel()
    bad.change(&token)
    var members = JSONObject()
    members["channelId"] = token.activity.channelID.map(JSON.string) ?? .null
    members["serviceUrl"] = token.activity.serviceURL.map(JSON.string) ?? .null
    let response = try await scene.send(Sample.message("hei", with: .object(members)), token)
    #expect(response.status == .unauthorised)
    #expect(response.body.isEmpty)
    #expect(
      response.headers.fields.map { "\($0.name): \($0.value)" } == ["www-authenticate: Bearer"]
    )
    #expect(try await scene.count(of: "inbox") == 0)
  }

  @Test func `lets a bot without an id be talked to from this machine only`() async throws {
    let scene = try await EndpointScene(proof: .loopback) { $0.emulatorUser = "anna" }
    let hello = Sample.message("hei", from: "pia")
    let bare = try headers("application/json", nil)
    let body = Array(hello.text.utf8)
    for peer in ["192.0.2.7", "::ffff:192.0.2.7", "128.0.0.1", ""] {
      #expect(try await scene.send(body, bare, from: peer).status == .unauthorised)
    }
    for peer in ["127.0.0.1", "::1"] {
      #expect(try await scene.send(body, bare, from: peer).status == .ok)
    }
    #expect(try await scene.sent(to: "anna").count == 1)
    #expect(try await scene.sent(to: "pia").isEmpty)
  }

  @Test(
    arguments: [
      ("pia", [:]), ("nobody", [:]),
      (
        "anna",
        [
          "conversation": ["id": "a:anna", "tenantId": .string(TokenScene.botTenant)],
          "channelData": .null,
        ]
      ),
      ("anna", ["channelData": ["tenant": ["id": .string(TokenScene.botTenant)]]]),
      ("anna", ["from": ["id": "29:anna", "name": "Anna"]]),
    ] as [(String, JSON)]
  )
  func `tells those who have no access once a day, and keeps nothing of theirs`(
    user: String,
    members: JSON
  ) async throws {
    let scene = try await EndpointScene()
    for index in 0..<4 {
      let text = "jeg heter Anna og passordet er hemmelig"
      let message = Sample.message(text, from: user, id: "\(index)", with: members)
      #expect(try await scene.send(message).status == .ok)
    }
    #expect(scene.audited.count == 1)
    let account = try #require(scene.audited.first?.account)
    let sent = try await scene.sent(to: Refusals.prefix + account)
    #expect(sent.count == 1)
    #expect(sent.first?.text.contains("\n\n") == true)
    #expect(try await scene.count(of: "inbox") == 0)
    #expect(try await !scene.keeps("hemmelig"))
    scene.time.set(to: scene.time.now() + 24 * 3_600)
    // Tokens do not last that long, either.
    var token = DraftToken.channel()
    token.claims["exp"] = .integer(DraftToken.now + 48 * 3_600)
    try await scene.send(Sample.message("hei", from: user, id: "x", with: members), token)
    #expect(try await scene.sent(to: Refusals.prefix + account).count == 1)
    #expect(scene.audited.count == 2)
  }

  @Test func `says once a minute that it is too much`() async throws {
    let scene = try await EndpointScene { $0.userPerMinute = 2 }
    for index in 0..<6 { try await scene.send(Sample.message("hei", id: "\(index)")) }
    #expect(try await scene.sent().count == 3)
    #expect(scene.audited.isEmpty)
    #expect(scene.metrics.value(of: Refusals.count, ["because": "too-many"]) == 4)
  }
}
