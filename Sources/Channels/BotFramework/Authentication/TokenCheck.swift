internal import Crypto
package import Ground
package import HTTP

/// Says who sent a request of the Bot Framework, by the token in it.
///
/// Everything that can be told from the claims is checked before a key is looked for, so that strangers can neither have
/// signatures computed nor keys fetched for tokens that could not be believed anyway.
package struct TokenCheck: Sendable {
  private let rules: TokenRules
  private let time: any TimeSource
  private let channelKeys: KeyCache
  private let entraKeys: KeyCache
  private let proven = ProvenTokens()

  /// Nil where the cloud's metadata is at no address that may be asked; see ``KeySource``.
  package init?(_ settings: TokenSettings, transport: any Transport, time: any TimeSource) {
    let cloud = settings.cloud
    guard
      let channel = KeySource(metadata: cloud.channelMetadata, issuers: [cloud.channelIssuer]),
      let entra = KeySource(metadata: cloud.entraMetadata, issuers: cloud.entraMetadataIssuers)
    else { return nil }
    rules = TokenRules(settings)
    self.time = time
    channelKeys = KeyCache(channel, transport: transport, time: time)
    entraKeys = KeyCache(entra, transport: transport, time: time)
  }

  /// Who sent the activity.
  ///
  /// - Parameters:
  ///   - headers: The request's, with its one `Authorization: Bearer …`.
  ///   - activity: Where the activity in it says it comes from.
  /// - Throws: a refusal for anything that is not right in every respect.
  package func caller(
    of headers: Headers,
    for activity: ActivityAddress
  ) async throws(TokenRefusal) -> Caller {
    let read = try read(Credentials(in: headers, scheme: "Bearer").token)
    let (token, now) = (read.token, time.now())
    let maker = try rules.maker(of: token.unverified)
    let caller = try rules.caller(by: token.unverified, of: maker, for: activity, at: now)
    guard let id = token.keyID else { throw TokenRefusal(.unknownKey) }
    let key = try await keys(of: maker).key(id)
    try check(read, signedBy: key.key)
    try rules.check(key, of: maker, for: activity)
    return caller
  }

  /// How the keys of the channel service are.
  package var channelKeyState: KeyState { channelKeys.keyState }

  private func read(_ text: String) throws(TokenRefusal) -> ProvenTokens.Read {
    do { return try proven.read(text) } catch { throw TokenRefusal(.token(error)) }
  }

  private func check(
    _ read: ProvenTokens.Read,
    signedBy key: RSAPublicKey
  ) throws(TokenRefusal) {
    do { try proven.check(read, signedBy: key) } catch {
      throw TokenRefusal(.token(error))
    }
  }

  private func keys(of maker: TokenRules.Maker) -> KeyCache {
    maker == .channelService ? channelKeys : entraKeys
  }
}
