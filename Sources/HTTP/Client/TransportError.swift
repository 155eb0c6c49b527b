/// There is no response; nothing of the request or of what came is told.
package enum TransportError: Error, Sendable, Hashable, CustomStringConvertible {
  /// No address was found for the name of the host.
  case unresolved
  /// Nobody took the connection: nothing was sent.
  case unconnected
  /// The time was up, at any stage.
  case timedOut
  /// TLS failed: the other side did not prove who it is, or speaks no TLS.
  case untrusted
  /// The response is larger than it may be, in bytes: its body than ``Limits/bodyBytes``, or its head than 64 KiB.
  case tooLarge(limit: Int)
  /// The connection was lost, or what came is not HTTP; the request may have been carried out.
  case broken
  /// The task was cancelled, or the transport stopped; the request may have been carried out.
  case cancelled

  package var description: String {
    switch self {
    case .unresolved: "the host has no address: check its name and the name servers"
    case .unconnected: "no connection to the host: check that it runs and that the way is open"
    case .timedOut: "the host did not answer in time"
    case .untrusted: "the host's certificate was not accepted: check its name, issuer and dates"
    case .tooLarge(let limit): "the answer is larger than \(limit) bytes"
    case .broken: "the connection was lost, or the answer was not HTTP"
    case .cancelled: "the request was cancelled"
    }
  }
}
