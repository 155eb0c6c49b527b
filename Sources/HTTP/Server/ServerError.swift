internal import Foundation

/// The server cannot start.
package enum ServerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The host is no address.
  case address(String)
  /// The system does not let it listen there; its error code.
  case listening(host: String, port: Int, code: Int32)
  /// The file cannot be read.
  case file(String)
  /// The certificate and the key cannot be used, or do not belong together.
  case certificate(TLSFiles)
  /// libmicrohttpd does not start: memory, threads or file descriptors are short.
  case resources

  package var description: String {
    switch self {
    case .address(let host):
      "cannot listen on '\(host)': write an address such as 127.0.0.1, 0.0.0.0 or ::"
    case .listening(let host, let port, let code):
      "cannot listen on \(host) port \(port): \(Self.text(of: code))"
    case .file(let path): "cannot read \(path)"
    case .certificate(let files):
      "cannot use \(files.certificate) with \(files.key): both must be PEM and belong together"
    case .resources: "cannot start the server: memory, threads or file descriptors are short"
    }
  }

  private static func text(of code: Int32) -> String {
    switch code {
    case EADDRINUSE: "somebody else listens there"
    case EADDRNOTAVAIL: "this machine does not have the address"
    case EACCES: "a port below 1024 needs the capability CAP_NET_BIND_SERVICE"
    default: "error \(code) of the system"
    }
  }
}
