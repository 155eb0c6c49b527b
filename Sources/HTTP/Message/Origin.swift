/// Who is talked to, and how: scheme, host and port (RFC 6454).
package struct Origin: Sendable, Hashable, CustomStringConvertible {
  /// The two schemes of HTTP (RFC 9110 §4.2).
  package enum Scheme: String, Sendable, Hashable {
    case http, https

    /// The port that is meant where none is written.
    package var defaultPort: Int { self == .http ? 80 : 443 }
  }

  package let scheme: Scheme
  package let host: Host
  /// From 1 to 65535; the scheme's own where none was written.
  package let port: Int

  /// Nil where the port is outside 1 to 65535; nil for a port stands for the scheme's own.
  package init?(_ scheme: Scheme, _ host: Host, port: Int? = nil) {
    let port = port ?? scheme.defaultPort
    guard (1...65_535).contains(port) else { return nil }
    self.scheme = scheme
    self.host = host
    self.port = port
  }

  /// `https://api.example.no:8443`, without the port where it is the scheme's own.
  package var description: String {
    "\(scheme.rawValue)://\(host)" + (port == scheme.defaultPort ? "" : ":\(port)")
  }
}
