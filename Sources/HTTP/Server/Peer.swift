/// Who is at the other end of a connection.
///
/// Where the connection comes from a trusted proxy, this is whom the proxy speaks for.
package struct Peer: Sendable, Hashable {
  /// The client's address in figures: `192.0.2.7`, `2001:db8::7`.
  package var address: String
  /// Whether the client's own connection is encrypted.
  package var isSecure: Bool

  package init(address: String, isSecure: Bool) {
    self.address = address
    self.isSecure = isSecure
  }
}
