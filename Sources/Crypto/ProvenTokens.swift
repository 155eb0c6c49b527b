internal import Synchronization

/// The tokens whose signatures were found right lately.
///
/// A channel's token is good for an hour and comes with every activity, and to read it and check its signature takes
/// longer than all else that a token asks for. Remembered is what one key says of one text: a key that is fetched anew is
/// another key, and what the claims say is for the caller to check each time.
package final class ProvenTokens: Sendable {
  private let known = Mutex<[String: Read]>([:])

  /// A token with what it was read from, and the key that is known to have signed that.
  package struct Read: Sendable {
    package let token: JWT
    fileprivate let text: String
    fileprivate var key: RSAPublicKey?
  }

  /// More than there are tokens at a time: strangers can add none.
  private static let most = 64

  package init() {}

  /// Reads a token, or gives back what was read.
  package func read(_ text: String) throws(JWTFault) -> Read {
    if let read = known.withLock({ $0[text] }) { return read }
    return Read(token: try JWT(parsing: text), text: text)
  }

  /// Checks that the key has signed what was read.
  ///
  /// - Throws: ``JWTFault/signature``.
  package func check(_ read: Read, signedBy key: RSAPublicKey) throws(JWTFault) {
    if read.key === key { return }
    _ = try read.token.verified(by: key)
    var proven = read
    proven.key = key
    known.withLock { known in
      if known.count >= Self.most { known = [:] }
      known[read.text] = proven
    }
  }

  /// How many there are.
  package var count: Int { known.withLock(\.count) }
}
