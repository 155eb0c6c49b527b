internal import Synchronization

/// The tokens whose signatures were found right lately.
///
/// A channel's token is good for an hour and comes with every activity, and to read it and check its signature takes
/// longer than all else that a token asks for. Remembered is what one key says of one text: a key that is fetched anew is
/// another key, and what the claims say is for the caller to check each time.
package final class ProvenTokens: Sendable {
  private let known = Mutex<[String: Proof]>([:])

  private struct Proof {
    let token: JWT
    let key: RSAPublicKey
  }

  /// More than there are tokens at a time: strangers can add none.
  private static let most = 64

  package init() {}

  /// Reads a token, or gives back what was read.
  package func token(parsing text: String) throws(JWTFault) -> JWT {
    if let proof = known.withLock({ $0[text] }) { return proof.token }
    return try JWT(parsing: text)
  }

  /// Checks that the key has signed the token that `text` was read as.
  ///
  /// - Throws: ``JWTFault/signature``.
  package func check(
    _ token: JWT,
    of text: String,
    signedBy key: RSAPublicKey
  ) throws(JWTFault) {
    if known.withLock({ $0[text]?.key === key }) { return }
    _ = try token.verified(by: key)
    known.withLock { known in
      if known.count >= Self.most { known = [:] }
      known[text] = Proof(token: token, key: key)
    }
  }

  /// How many there are.
  package var count: Int { known.withLock(\.count) }
}
