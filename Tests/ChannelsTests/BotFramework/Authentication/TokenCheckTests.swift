import Channels
import Crypto
import Foundation
import Ground
import HTTP
import TestKit
import Testing

@Suite struct TokenCheckTests {
  @Test func `believes the channel service`() async throws {
    let scene = try TokenScene()
    #expect(await scene.outcome(.channel()) == .success(.channel(id: "msteams")))
  }

  @Test(arguments: BadToken.ofChannel)
  func `refuses the channel's token with one thing changed`(bad: BadToken) async throws {
    let scene = try TokenScene()
    var token = DraftToken.channel()
    bad.change(&token)
    let outcome = await scene.outcome(token)
    #expect(outcome == .failure(TokenRefusal(bad.reason)))
    // Nothing that is thrown away tells which check it was.
    guard case .failure(let refusal) = outcome else { return }
    #expect("\(refusal)" == "the sender did not prove who they are")
  }

  @Test func `asks for no keys where the claims are wrong`() async throws {
    let scene = try TokenScene()
    for bad in BadToken.ofChannel where bad.reason != .unknownKey {
      var token = DraftToken.channel()
      bad.change(&token)
      switch bad.reason {
      case .token(.signature), .endorsement, .unknownKey: break
      default: _ = await scene.outcome(token)
      }
    }
    #expect(scene.transport.requests.isEmpty)
  }

  /// What makes no difference.
  @Test(arguments: [
    BadToken("a scheme in lower case", .missing) { $0.fields = { ["bearer \($0)"] } },
    BadToken("blanks around", .missing) { $0.fields = { [" Bearer \($0) "] } },
    BadToken("an audience as an address", .missing) {
      $0.claims["aud"] = .string("api://\(TokenScene.applicationID)")
    },
    BadToken("an audience as a bot's address", .missing) {
      $0.claims["aud"] = .string("api://botid-\(TokenScene.applicationID)")
    },
    BadToken("a list of one audience", .missing) {
      $0.claims["aud"] = [.string(TokenScene.applicationID)]
    },
    BadToken("no slash in the token", .missing) {
      $0.claims["serviceurl"] = "https://smba.trafficmanager.net/emea"
    },
    BadToken("no slash in the activity", .missing) {
      $0.activity.serviceURL = "https://smba.trafficmanager.net/emea"
    },
    BadToken("no typ", .missing) { $0.header["typ"] = nil },
    BadToken("no nbf", .missing) { $0.claims["nbf"] = nil },
    BadToken("over for less than five minutes", .missing) {
      $0.claims["exp"] = .integer(DraftToken.now - 299)
    },
    BadToken("to begin in five minutes", .missing) {
      $0.claims["nbf"] = .integer(DraftToken.now + 300)
    },
    BadToken("keys offered in the header", .missing) {
      $0.header["jwk"] = SigningKeys.second.published(as: "first")
      $0.header["jku"] = "https://evil.example/keys"
      $0.header["x5u"] = "https://evil.example/keys"
    },
    BadToken("claims unheard of", .missing) { $0.claims["æ"] = ["x": ["y": [1, 2.5, .null]]] },
  ])
  func `believes the channel's token all the same`(good: BadToken) async throws {
    let scene = try TokenScene()
    var token = DraftToken.channel()
    good.change(&token)
    #expect(await scene.outcome(token) == .success(.channel(id: "msteams")))
    #expect(scene.transport.requests.count == 2)
    #expect(scene.transport.requests.allSatisfy { "\($0.address.origin.host)" != "evil.example" })
  }

  @Test(arguments: [CloudSettings.worldwide, .usGovernment, .china])
  func `believes the tokens of its own cloud only`(cloud: CloudSettings) async throws {
    let scene = try TokenScene(TokenScene.settings(.multiple, cloud: cloud))
    for other in [CloudSettings.worldwide, .usGovernment, .china] {
      let outcome = await scene.outcome(.channel(other))
      let expected: Result<Caller, TokenRefusal> =
        other == cloud ? .success(.channel(id: "msteams")) : .failure(TokenRefusal(.issuer))
      #expect(outcome == expected)
    }
    let tenant = cloud.botTenants[0]
    let issuer = cloud.entraIssuersV2[0].replacing(CloudSettings.tenantMark, with: tenant)
    let token = DraftToken.entra(issuer: issuer, tenant: tenant)
    #expect(await scene.outcome(token) == .success(.emulator))
    for template in cloud.entraIssuersV1 {
      let issuer = template.replacing(CloudSettings.tenantMark, with: tenant)
      let old = DraftToken.oldEntra(issuer: issuer, tenant: tenant)
      #expect(await scene.outcome(old) == .success(.emulator))
    }
  }

  @Test func `labels every reason once`() {
    let labels = TokenRefusal.Reason.allCases.map(\.label)
    #expect(Set(labels).count == labels.count)
    #expect(labels.contains("token.signature"))
    #expect(labels.contains("serviceURL"))
  }

  @Test(arguments: [
    ("", TokenSettings.Tenancy.multiple, []), ("a", .single(tenant: ""), []),
    ("a", .multiple, [""]),
  ])
  func `cannot be set up so that nothing is somebody`(
    id: String,
    tenancy: TokenSettings.Tenancy,
    callers: [String]
  ) {
    #expect(TokenSettings(applicationID: id, tenancy: tenancy, callers: callers) == nil)
  }

  @Test func `takes ids from settings in any case`() async throws {
    let settings = try #require(
      TokenSettings(
        applicationID: TokenScene.applicationID.uppercased(),
        tenancy: .single(tenant: TokenScene.tenant.uppercased()),
        acceptsEmulator: true
      )
    )
    let scene = try TokenScene(settings)
    #expect(await scene.outcome(.channel()) == .success(.channel(id: "msteams")))
    #expect(await scene.outcome(.entra()) == .success(.emulator))
  }

  @Test(arguments: [
    "", "login.botframework.com", "http://login.botframework.com/", "ftp://127.0.0.1/",
    "http://127.0.0.1.evil.example/", "http://10.0.0.1/",
  ])
  func `asks for metadata at no address that anybody could answer`(address: String) throws {
    var cloud = CloudSettings.worldwide
    cloud.channelMetadata = address
    let settings = try TokenScene.settings(cloud: cloud)
    let transport = FakeTransport([])
    #expect(TokenCheck(settings, transport: transport, time: SystemTime()) == nil)
  }
}
