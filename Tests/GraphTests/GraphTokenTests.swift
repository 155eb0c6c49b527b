import Crypto
import Foundation
import Graph
import Ground
import HTTP
import TestKit
import Testing

@Suite struct GraphTokenTests {
  private let fine = GraphScene.json(200, ["id": "x"])

  private func form(_ request: Request) -> [String: String] {
    let pairs = String(decoding: request.body, as: UTF8.self).split(separator: "&").map {
      $0.split(separator: "=", maxSplits: 1).map { String($0).removingPercentEncoding ?? "" }
    }
    return Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], $0.count > 1 ? $0[1] : "") })
  }

  @Test func `asks by a form, once for as long as the token is good`() async throws {
    let scene = GraphScene([fine, fine, fine, fine])
    let client = try scene.client()
    _ = try await client.get(GraphScene.path)
    scene.time.set(to: GraphScene.start.addingTimeInterval(3_299))
    _ = try await client.get(GraphScene.path)
    #expect(scene.granted.count == 1)
    let request = try #require(scene.granted.first)
    #expect("\(request.address)" == "https://login.example/tenant/oauth2/v2.0/token")
    #expect(
      form(request) == [
        "grant_type": "client_credentials", "client_id": "client", "client_secret": "s&=+æ",
        "scope": "https://graph.example/.default",
      ]
    )
    #expect(scene.asked[0].headers[.authorisation] == "Bearer t1")
    // Renewed five minutes early.
    scene.time.set(to: GraphScene.start.addingTimeInterval(3_301))
    _ = try await client.get(GraphScene.path)
    #expect(scene.asked[2].headers[.authorisation] == "Bearer t2")
  }

  @Test func `goes on with the old one where a new one is not to be had yet`() async throws {
    let scene = GraphScene(
      grant: { number in
        number == 1
          ? GraphScene.json(200, ["access_token": "t1", "expires_in": "3600"])
          : .failure(.unconnected)
      },
      { [fine] _ in fine }
    )
    let client = try scene.client(patience: Patience(failures: 2))
    _ = try await client.get(GraphScene.path)
    scene.time.set(to: GraphScene.start.addingTimeInterval(3_500))
    _ = try await client.get(GraphScene.path)
    #expect(scene.asked[1].headers[.authorisation] == "Bearer t1")
    scene.time.set(to: GraphScene.start.addingTimeInterval(3_601))
    let error = await fault { try await client.get(GraphScene.path) }
    #expect(error == .unavailable(.transport(.unconnected)))
    #expect(scene.waits.all.count == 1)
  }

  @Test func `asks once for all who begin at the same time`() async throws {
    let scene = GraphScene { [fine] _ in fine }
    let client = try scene.client()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 { group.addTask { _ = try await client.get(GraphScene.path) } }
      try await group.waitForAll()
    }
    #expect(scene.asked.count == 20)
    #expect(scene.granted.count == 1)
  }

  @Test func `proves itself with a certificate, without sending the key`() async throws {
    let scene = GraphScene([fine])
    let pair = try CertifiedKey(
      certificate: SigningKeys.firstCertificate,
      key: SigningKeys.firstText
    )
    _ = try await scene.client(proof: .certificate(pair)).get(GraphScene.path)
    let fields = form(try #require(scene.granted.first))
    #expect(fields["client_secret"] == nil)
    #expect(
      fields["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    )
    let parts = try #require(fields["client_assertion"]).split(separator: ".").map(String.init)
    let decoded = try parts.prefix(2).map { part in
      try JSON(parsing: #require(Base64.url.decode(part)))
    }
    #expect(
      decoded[0] == [
        "alg": "PS256", "typ": "JWT",
        "x5t#S256": .string(Base64.url.encode(pair.thumbprint.bytes)),
      ]
    )
    let claims = decoded[1]
    #expect(claims["aud"] == "https://login.example/tenant/oauth2/v2.0/token")
    #expect(claims["iss"] == "client" && claims["sub"] == "client")
    #expect(claims["nbf"] == 1_795_000_000 && claims["exp"] == 1_795_000_600)
    #expect(claims["jti"]?.string?.utf8.count == 36)
    let key = try RSAPublicKey(modulus: pair.key.modulus, exponent: pair.key.exponent)
    let message = Array("\(parts[0]).\(parts[1])".utf8)
    let signature = try #require(Base64.url.decode(parts[2]))
    #expect(key.accepts(signature, for: message[...], by: .ps256))
  }

  @Test(
    arguments: [
      (7_000_215, "the secret is wrong"), (7_000_222, "has expired"), (700_016, "application"),
      (90_002, "tenant"), (12_345, "AADSTS12345"),
    ]
  )
  func `says by Entra's number why there is no token`(code: Int, words: String) async throws {
    let scene = GraphScene(
      grant: { _ in
        GraphScene.json(401, ["error_description": .string("AADSTS\(code): for Ola Nordmann")])
      },
      { _ in .failure(.unconnected) }
    )
    let client = try scene.client()
    let error = await fault { try await client.get(GraphScene.path) }
    #expect(error == .credentials(.refused(.unauthorised, entraCode: code)))
    let text = error.map { "\($0)" } ?? ""
    #expect(text.contains(words) && !text.contains("Ola"))
    #expect(scene.waits.all.isEmpty)
  }

  @Test(
    arguments: [
      ["access_token": "", "expires_in": 3_600], ["access_token": "a b", "expires_in": 3_600],
      ["access_token": "a\nb", "expires_in": 3_600], ["access_token": "t"],
      ["access_token": "t", "expires_in": 0], ["access_token": 7, "expires_in": 3_600], nil, [],
    ] as [JSON]
  )
  func `takes nothing for a token that is none`(body: JSON) async throws {
    let scene = GraphScene(grant: { _ in GraphScene.json(200, body) }) { _ in
      .failure(.unconnected)
    }
    let client = try scene.client()
    #expect(await fault { try await client.get(GraphScene.path) } == .credentials(.unreadable))
  }

  @Test func `asks nobody where there is nothing to prove itself with`() async throws {
    let scene = GraphScene([fine])
    let client = try scene.client(proof: nil)
    #expect(await fault { try await client.get(GraphScene.path) } == .credentials(.noProof))
    #expect(scene.transport.requests.isEmpty)
  }

  @Test func `replaces a token that Graph refuses, once`() async throws {
    let refusal = GraphScene.fault(401, "InvalidAuthenticationToken")
    let scene = GraphScene([refusal, fine, refusal, refusal])
    let client = try scene.client()
    _ = try await client.get(GraphScene.path)
    #expect(scene.asked.map { $0.headers[.authorisation] } == ["Bearer t1", "Bearer t2"])
    #expect(await fault { try await client.get(GraphScene.path) } == .credentials(.notTaken))
    #expect(scene.granted.count == 3)
  }
}
