internal import Synchronization

/// The tokens whose signatures were found right lately.
///
/// A channel's token is good for an hour and comes with every activity, and to read it and check its signature takes
/// longer than all else that a token asks for. Remembered is what one key says of one text: a key that is fetched anew is
/// another key, and what the claims say is for the caller to check each time.
package final class ProvenTokens: Sendable {
  private let known = Mutex<[String: Read]>([:])

  /// A token as it was read, and the key that is known to have signed it.
  package struct Read: Sendable {
    package let token: JWT
    fileprivate let key: RSAPublicKey?
  }

  /// More than there are tokens at a time: strangers can add none.
  private static let most = 64

  package init() {}

  /// Reads a token, or gives back what was read.
  package func token(parsing text: String) throws(JWTFault) -> Read {
    if let read = known.withLock({ $0[text] }) { return read }
    return Read(token: try JWT(parsing: text), key: nil)
  }

  /// Checks that the key has signed what `text` was read as.
  ///
  /// - Throws: ``JWTFault/signature``.
  package func check(
    _ read: Read,
    of text: String,
    signedBy key: RSAPublicKey
  ) throws(JWTFault) {
    if read.key === key { return }
    _ = try read.token.verified(by: key)
    known.withLock { known in
      if known.count >= Self.most { known = [:] }
      known[text] = Read(token: read.token, key: key)
    }
  }

  /// How many there are.
  package var count: Int { known.withLock(\.count) }
}
