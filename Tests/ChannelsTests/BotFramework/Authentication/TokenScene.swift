import Channels
import Crypto
import Foundation
import Ground
import HTTP
import TestKit
import Testing

/// A bot, the issuers whose tokens it is sent, and a clock that stands still.
struct TokenScene {
  let transport: FakeTransport
  let time = VirtualTime(Self.now)
  let check: TokenCheck

  static let now = Date(timeIntervalSince1970: 1_780_000_000)
  static let applicationID = "0a1b2c3d-1111-2222-3333-444455556666"
  static let caller = "99999999-8888-7777-6666-555555555555"
  static let tenant = "12345678-aaaa-bbbb-cccc-1234567890ab"
  static let botTenant = "d6d49420-f39b-4df7-a1dc-d59a935871db"

  static func settings(
    _ tenancy: TokenSettings.Tenancy = .single(tenant: tenant),
    cloud: CloudSettings = .worldwide,
    acceptsEmulator: Bool = true,
    callers: [String] = [caller]
  ) throws -> TokenSettings {
    try #require(
      TokenSettings(
        applicationID: applicationID,
        tenancy: tenancy,
        cloud: cloud,
        acceptsEmulator: acceptsEmulator,
        callers: callers
      )
    )
  }

  init(_ settings: TokenSettings? = nil) throws {
    let settings = try settings ?? Self.settings()
    let cloud = settings.cloud
    transport = FakeTransport { request in
      switch request.address.description {
      case cloud.channelMetadata: Self.metadata(cloud.channelIssuer, beside: request.address)
      case cloud.entraMetadata:
        Self.metadata(cloud.entraMetadataIssuers[0], beside: request.address)
      case let address where address.hasSuffix("/keys"):
        .success(Response(.ok, body: Array(Self.keys.text.utf8)))
      default: .failure(.unresolved)
      }
    }
    check = try #require(TokenCheck(settings, transport: transport, time: time))
  }

  /// Who is vouched for, or why nobody is.
  func outcome(_ token: DraftToken) async -> Result<Caller, TokenRefusal> {
    do throws(TokenRefusal) {
      return .success(try await check.caller(of: token.headers, for: token.activity))
    } catch {
      return .failure(error)
    }
  }

  private static func metadata(_ issuer: String, beside address: WebAddress) -> FakeTransport.Answer
  {
    let body: JSON = [
      "issuer": .string(issuer), "jwks_uri": .string("\(address.origin)/keys"),
      "id_token_signing_alg_values_supported": ["RS256"],
    ]
    return .success(Response(.ok, body: Array(body.text.utf8)))
  }

  /// What every issuer here publishes; the second key endorses no Teams.
  static let keys: JSON = [
    "keys": [
      SigningKeys.first.published(as: "first", adding: ["endorsements": ["webchat", "msteams"]]),
      SigningKeys.second.published(as: "second", adding: ["endorsements": ["webchat"]]),
      SigningKeys.first.published(as: "bare"),
      SigningKeys.first.published(
        as: "other-tenant",
        adding: ["issuer": .string("https://login.microsoftonline.com/\(botTenant)/v2.0")]
      ),
      SigningKeys.first.published(
        as: "any-tenant",
        adding: ["issuer": "https://login.microsoftonline.com/{tenantid}/v2.0"]
      ),
    ]
  ]
}

/// A token and what goes with it, right as it is made; each test changes one thing.
struct DraftToken {
  var header: JSONObject
  var claims: JSONObject
  var key = SigningKeys.first
  var activity: ActivityAddress
  /// Changes the finished text.
  var edit: @Sendable (String) -> String = { $0 }
  /// Changes the finished field, or makes several of it.
  var fields: @Sendable (String) -> [String] = { ["Bearer \($0)"] }

  private init(_ claims: JSON, activity: ActivityAddress) {
    let header: JSON = ["alg": "RS256", "typ": "JWT", "kid": "first", "x5t": "first"]
    self.header = header.object ?? JSONObject()
    self.claims = claims.object ?? JSONObject()
    self.activity = activity
  }

  /// One of the channel service, as Teams sends it.
  static func channel(_ cloud: CloudSettings = .worldwide) -> DraftToken {
    DraftToken(
      [
        "serviceurl": "https://smba.trafficmanager.net/emea/",
        "nbf": .integer(now - 60), "exp": .integer(now + 3_600),
        "iss": .string(cloud.channelIssuer), "aud": .string(TokenScene.applicationID),
      ],
      activity: ActivityAddress(
        channelID: "msteams",
        serviceURL: "https://smba.trafficmanager.net/emea/"
      )
    )
  }

  /// One of Entra of `ver` 2.0; the Emulator's where the application is our own.
  static func entra(
    _ application: String = TokenScene.applicationID,
    issuer: String = "https://login.microsoftonline.com/\(TokenScene.tenant)/v2.0",
    tenant: String = TokenScene.tenant
  ) -> DraftToken {
    DraftToken(
      [
        "aud": .string(TokenScene.applicationID), "iss": .string(issuer),
        "iat": .integer(now), "nbf": .integer(now), "exp": .integer(now + 3_600),
        "azp": .string(application), "azpacr": "1", "tid": .string(tenant), "ver": "2.0",
      ],
      activity: ActivityAddress(channelID: "emulator", serviceURL: "http://localhost:50000")
    )
  }

  /// One of Entra of `ver` 1.0.
  static func oldEntra(
    _ application: String = TokenScene.applicationID,
    issuer: String = "https://sts.windows.net/\(TokenScene.tenant)/",
    tenant: String = TokenScene.tenant
  ) -> DraftToken {
    var token = entra(application, issuer: issuer, tenant: tenant)
    token.claims["ver"] = "1.0"
    token.claims["azp"] = nil
    token.claims["appid"] = .string(application)
    return token
  }

  static let now = Int(TokenScene.now.timeIntervalSince1970)

  /// The whole token.
  var text: String {
    edit(key.token(header: JSON.object(header).text, claims: JSON.object(claims).text))
  }

  var headers: Headers {
    var headers = Headers()
    // What cannot be a header never arrives.
    for field in fields(text) { try? headers.add(field, for: .authorisation) }
    return headers
  }

  /// The token with its parts changed as bytes, signed anew.
  func resigned(_ change: (_ header: String, _ claims: String) -> (String, String)) -> String {
    let (header, claims) = change(JSON.object(header).text, JSON.object(claims).text)
    return key.token(header: header, claims: claims)
  }
}

/// A kind of token that must be refused: a right one with one thing changed.
struct BadToken: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let reason: TokenRefusal.Reason
  let change: @Sendable (inout DraftToken) -> Void

  init(
    _ description: String,
    _ reason: TokenRefusal.Reason,
    _ change: @escaping @Sendable (inout DraftToken) -> Void
  ) {
    testDescription = description
    self.reason = reason
    self.change = change
  }
}
