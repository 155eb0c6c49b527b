package import Crypto

/// Whoever sent the request did not prove who they are: the answer is 401, and nothing else is said.
package struct TokenRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// For metrics and for the operator's log; never for the sender.
  package let reason: Reason

  /// Which check failed.
  package enum Reason: Sendable, Hashable, CaseIterable {
    /// There is no `Authorization`.
    case missing
    /// There are several of them, another scheme than asked for, or something that is no token.
    case credentials
    /// The token cannot be read, or the key did not sign it.
    case token(JWTFault)
    /// Made by nobody whom we believe.
    case issuer
    /// Not meant for us alone.
    case audience
    /// It does not say when it ends.
    case endless
    /// Its time is over.
    case expired
    /// Its time is yet to come.
    case early
    /// It is for another `serviceUrl` than the activity has.
    case serviceURL
    /// The key may not vouch for the channel.
    case endorsement
    /// Its `ver` does not go with its issuer.
    case version
    /// It does not say which application asked for it.
    case application
    /// Its tenant is not the one of its issuer.
    case tenant
    /// Another application's, which may not call us.
    case caller
    /// The issuer publishes no such key.
    case unknownKey
    /// The key is another tenant's.
    case keyIssuer
    /// The issuer's keys could not be had.
    case keysUnavailable
    /// No key of ours made the code over the body (HMAC).
    case code

    package static var allCases: [Reason] {
      [
        .missing, .credentials, .issuer, .audience, .endless, .expired, .early, .serviceURL,
        .endorsement, .version, .application, .tenant, .caller, .unknownKey, .keyIssuer,
        .keysUnavailable, .code,
      ] + JWTFault.allCases.map(Reason.token)
    }

    /// The label in metrics and logs: `expired`, `token.signature`.
    package var label: String {
      switch self {
      case .token(let fault): "token.\(fault.rawValue)"
      default: "\(self)"
      }
    }
  }

  package init(_ reason: Reason) { self.reason = reason }

  /// The same whatever the reason, so that no log or answer tells it by accident.
  package var description: String { "the sender did not prove who they are" }
}
