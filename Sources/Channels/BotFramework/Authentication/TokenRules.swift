internal import Crypto
internal import Foundation
internal import Ground

/// What a token must say to vouch for an activity; values in, values out.
struct TokenRules: Sendable {
  private let settings: TokenSettings
  private let entra: [(issuer: String, maker: Maker)]

  /// Who made a token.
  enum Maker: Sendable, Hashable {
    case channelService
    case entra(tenant: String, Version)
  }

  /// The two forms of Entra's tokens.
  enum Version: String, Sendable {
    case first = "1.0"
    case second = "2.0"
  }

  /// How far two clocks may be apart, in seconds.
  static let skew = 300

  init(_ settings: TokenSettings) {
    self.settings = settings
    var tenants = settings.acceptsEmulator ? settings.emulatorTenants : []
    if !settings.callers.isEmpty { tenants += settings.callerTenants }
    let cloud = settings.cloud
    entra = Set(tenants).flatMap { tenant in
      cloud.entraIssuersV1.map { (Self.issuer($0, of: tenant), .entra(tenant: tenant, .first)) }
        + cloud.entraIssuersV2.map {
          (Self.issuer($0, of: tenant), .entra(tenant: tenant, .second))
        }
    }
  }

  /// Whose keys to ask for: this is not believed before one of them has signed.
  func maker(of claims: Claims) throws(TokenRefusal) -> Maker {
    guard let issuer = claims.issuer else { throw TokenRefusal(.issuer) }
    if isSame(issuer, settings.cloud.channelIssuer) { return .channelService }
    guard let known = entra.first(where: { isSame($0.issuer, issuer) }) else {
      throw TokenRefusal(.issuer)
    }
    return known.maker
  }

  /// Whom the claims vouch for, if a key of the maker's signs them and ``check(_:of:for:)`` finds nothing.
  func caller(
    by claims: Claims,
    of maker: Maker,
    for activity: ActivityAddress,
    at now: Date
  ) throws(TokenRefusal) -> Caller {
    try checkTimes(of: claims, at: now)
    guard claims.audience.count == 1, let audience = claims.audience.first,
      audiences(of: maker).contains(where: { isSame($0, audience) })
    else { throw TokenRefusal(.audience) }
    switch maker {
    case .channelService:
      guard let claimed = claims["serviceurl"]?.string, let stated = activity.serviceURL,
        Self.isSameService(claimed, stated)
      else { throw TokenRefusal(.serviceURL) }
      guard let channel = activity.channelID, !channel.isEmpty else {
        throw TokenRefusal(.endorsement)
      }
      return .channel(id: channel)
    case .entra(let tenant, let version):
      return try application(by: claims, of: tenant, version)
    }
  }

  /// Whether the key, which the maker has published, may vouch for this.
  func check(
    _ key: KeySet.Key,
    of maker: Maker,
    for activity: ActivityAddress
  ) throws(TokenRefusal) {
    switch maker {
    case .channelService:
      guard let channel = activity.channelID,
        key.endorsements.contains(where: { isSame($0, channel) })
      else { throw TokenRefusal(.endorsement) }
    case .entra(let tenant, _):
      // Keys of one tenant are published among those of all (Microsoft, "Validate the signing key issuer").
      guard let issuer = key.issuer else { return }
      let own = settings.cloud.entraIssuersV1 + settings.cloud.entraIssuersV2
      let keyIssuer = Self.issuer(issuer, of: tenant)
      guard own.contains(where: { isSame(Self.issuer($0, of: tenant), keyIssuer) }) else {
        throw TokenRefusal(.keyIssuer)
      }
    }
  }

  private func checkTimes(of claims: Claims, at now: Date) throws(TokenRefusal) {
    let now = Int(now.timeIntervalSince1970.rounded(.down))
    guard let expires = claims.expires else { throw TokenRefusal(.endless) }
    guard now - Self.skew < expires else { throw TokenRefusal(.expired) }
    guard max(claims.notBefore ?? 0, claims.issuedAt ?? 0) <= now + Self.skew else {
      throw TokenRefusal(.early)
    }
  }

  private func audiences(of maker: Maker) -> [String] {
    let id = settings.applicationID
    return maker == .channelService ? [id, "api://\(id)", "api://botid-\(id)"] : [id]
  }

  /// Which application asked Entra for the token: our own, which only the Emulator does, or a bot on the list.
  private func application(
    by claims: Claims,
    of tenant: String,
    _ version: Version
  ) throws(TokenRefusal) -> Caller {
    guard claims["ver"]?.string == version.rawValue else { throw TokenRefusal(.version) }
    let claim = version == .first ? "appid" : "azp"
    guard let id = claims[claim]?.string, !id.isEmpty else { throw TokenRefusal(.application) }
    let isOurs = isSame(id, settings.applicationID)
    let tenants = isOurs ? settings.emulatorTenants : settings.callerTenants
    guard isOurs ? settings.acceptsEmulator : settings.callers.contains(where: { isSame($0, id) }),
      tenants.contains(tenant)
    else { throw TokenRefusal(.caller) }
    // The Emulator's sources promise no `tid`; where there is one, it must be right.
    if let stated = claims["tid"] {
      guard stated.string.map({ isSame($0, tenant) }) ?? false else { throw TokenRefusal(.tenant) }
    } else if !isOurs {
      throw TokenRefusal(.tenant)
    }
    return isOurs ? .emulator : .bot(applicationID: id, tenant: tenant)
  }

  private static func issuer(_ template: String, of tenant: String) -> String {
    template.replacing(CloudSettings.tenantMark, with: tenant)
  }

  /// The same address, whether or not one of them ends in a slash.
  private static func isSameService(_ one: String, _ other: String) -> Bool {
    let (one, other) = (withoutSlash(one), withoutSlash(other))
    return !one.isEmpty && isSame(one.span, other.span)
  }

  private static func withoutSlash(_ address: String) -> Substring.UTF8View {
    address.utf8.last == UInt8(ascii: "/") ? address.utf8.dropLast(1) : address.utf8[...]
  }
}

/// Byte by byte: Swift's `==` takes `K` (U+212A) for `K`.
private func isSame(_ one: String, _ other: String) -> Bool {
  isSame(one.utf8.span, other.utf8.span)
}

private func isSame(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
  guard one.count == other.count else { return false }
  for place in one.indices where one[place] != other[place] { return false }
  return true
}
