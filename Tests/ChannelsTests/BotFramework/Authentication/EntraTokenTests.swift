import Channels
import Crypto
import Ground
import TestKit
import Testing

@Suite struct EntraTokenTests {
  @Test func `believes the Emulator where that is switched on`() async throws {
    let scene = try TokenScene()
    #expect(await scene.outcome(.entra()) == .success(.emulator))
    #expect(await scene.outcome(.oldEntra()) == .success(.emulator))
    let off = try TokenScene(TokenScene.settings(acceptsEmulator: false))
    #expect(await off.outcome(.entra()) == .failure(TokenRefusal(.caller)))
    let without = try TokenScene(TokenScene.settings(acceptsEmulator: false, callers: []))
    #expect(await without.outcome(.entra()) == .failure(TokenRefusal(.issuer)))
    #expect(await without.outcome(.oldEntra()) == .failure(TokenRefusal(.issuer)))
    #expect(without.transport.requests.isEmpty)
  }

  @Test(arguments: TokenScene.tenants)
  func `believes the Emulator of its own tenants`(tenant: String) async throws {
    let issuer = "https://login.microsoftonline.com/\(tenant)/v2.0"
    let token = DraftToken.entra(issuer: issuer, tenant: tenant)
    let single = try TokenScene(TokenScene.settings(callers: []))
    let isOwn = tenant == TokenScene.tenant
    #expect(
      await single.outcome(token)
        == (isOwn ? .success(.emulator) : .failure(TokenRefusal(.issuer)))
    )
    let multiple = try TokenScene(TokenScene.settings(.multiple, callers: []))
    let isBots = CloudSettings.worldwide.botTenants.contains(tenant)
    #expect(
      await multiple.outcome(token)
        == (isBots ? .success(.emulator) : .failure(TokenRefusal(.issuer)))
    )
  }

  @Test(arguments: TokenScene.tenants.dropLast())
  func `believes a bot on the list`(tenant: String) async throws {
    let scene = try TokenScene()
    let issuer = "https://login.microsoftonline.com/\(tenant)/v2.0"
    let caller = Caller.bot(applicationID: TokenScene.caller, tenant: tenant)
    let token = DraftToken.entra(TokenScene.caller, issuer: issuer, tenant: tenant)
    #expect(await scene.outcome(token) == .success(caller))
    let old = DraftToken.oldEntra(
      TokenScene.caller,
      issuer: "https://sts.windows.net/\(tenant)/",
      tenant: tenant
    )
    #expect(await scene.outcome(old) == .success(caller))
    let nobody = try TokenScene(TokenScene.settings(callers: []))
    #expect(await nobody.outcome(token).isFailure)
  }

  @Test func `keeps to the tenant that a key is for`() async throws {
    let scene = try TokenScene()
    var token = DraftToken.entra()
    token.header["kid"] = "any-tenant"
    #expect(await scene.outcome(token) == .success(.emulator))
    token.header["kid"] = "other-tenant"
    #expect(await scene.outcome(token) == .failure(TokenRefusal(.keyIssuer)))
    var other = DraftToken.entra(
      TokenScene.caller,
      issuer: "https://login.microsoftonline.com/\(TokenScene.botTenant)/v2.0",
      tenant: TokenScene.botTenant
    )
    other.header["kid"] = "other-tenant"
    #expect(await !scene.outcome(other).isFailure)
  }

  @Test func `needs no tid of the Emulator`() async throws {
    let scene = try TokenScene()
    var token = DraftToken.entra()
    token.claims["tid"] = nil
    #expect(await scene.outcome(token) == .success(.emulator))
  }

  @Test(arguments: bad)
  func `refuses the Emulator's token with one thing changed`(bad: BadToken) async throws {
    let scene = try TokenScene()
    var token = DraftToken.entra()
    bad.change(&token)
    #expect(await scene.outcome(token) == .failure(TokenRefusal(bad.reason)))
  }

  private static let bad = [
    BadToken("another tenant's issuer", .issuer) {
      $0.claims["iss"] = .string(
        "https://login.microsoftonline.com/\(TokenScene.applicationID)/v2.0"
      )
    },
    BadToken("the issuer of no tenant", .issuer) {
      $0.claims["iss"] = "https://login.microsoftonline.com/{tenantid}/v2.0"
    },
    BadToken("a tenant in another case", .issuer) {
      $0.claims["iss"] = .string(
        "https://login.microsoftonline.com/\(TokenScene.tenant.uppercased())/v2.0"
      )
    },
    BadToken("an issuer without its slash", .issuer) {
      $0.claims["iss"] = .string("https://sts.windows.net/\(TokenScene.tenant)")
    },
    BadToken("the issuer of ver 1.0", .version) {
      $0.claims["iss"] = .string("https://sts.windows.net/\(TokenScene.tenant)/")
    },
    BadToken("ver 1.0", .version) { $0.claims["ver"] = "1.0" },
    BadToken("no ver", .version) { $0.claims["ver"] = nil },
    BadToken("ver as a number", .version) { $0.claims["ver"] = 2 },
    BadToken("ver 3.0", .version) { $0.claims["ver"] = "3.0" },
    BadToken("no azp", .application) { $0.claims["azp"] = nil },
    BadToken("appid instead of azp", .application) {
      $0.claims["appid"] = $0.claims["azp"]
      $0.claims["azp"] = nil
    },
    BadToken("an empty azp", .application) { $0.claims["azp"] = "" },
    BadToken("a stranger's azp", .caller) { $0.claims["azp"] = .string(TokenScene.tenant) },
    BadToken("another tid", .tenant) { $0.claims["tid"] = .string(TokenScene.botTenant) },
    BadToken("a tid that is no text", .tenant) { $0.claims["tid"] = .null },
    BadToken("the audience of another", .audience) {
      $0.claims["aud"] = .string(TokenScene.caller)
    },
    BadToken("the audience as an address", .audience) {
      $0.claims["aud"] = .string("api://\(TokenScene.applicationID)")
    },
    BadToken("the channel's audience", .audience) {
      $0.claims["aud"] = "https://api.botframework.com"
    },
    BadToken("expired", .expired) { $0.claims["exp"] = .integer(DraftToken.now - 301) },
    BadToken("not yet", .early) { $0.claims["nbf"] = .integer(DraftToken.now + 301) },
    BadToken("another key", .token(.signature)) { $0.key = SigningKeys.second },
    BadToken("an unknown key", .unknownKey) { $0.header["kid"] = "third" },
    BadToken("a bot's without tid", .tenant) {
      $0.claims["azp"] = .string(TokenScene.caller)
      $0.claims["tid"] = nil
    },
  ]
}

extension TokenScene {
  /// Our own, Microsoft's two with bots, the one out of which bots call, and a stranger's.
  static let tenants =
    [tenant] + CloudSettings.worldwide.botTenants + CloudSettings.worldwide.callerTenants
    + ["00000000-0000-0000-0000-00000000000f"]
}

extension Result {
  fileprivate var isFailure: Bool { if case .failure = self { true } else { false } }
}
