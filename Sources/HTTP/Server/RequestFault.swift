/// Why a request is refused before any handler sees it.
///
/// What can be understood in two ways is a fault: two readers that differ on where a request ends are how requests are
/// smuggled (RFC 9112 §11.2).
package enum RequestFault: String, Error, Sendable, Hashable, CaseIterable {
  /// The request line is not exactly `method SP target SP version CRLF`.
  case requestLine
  case target, targetTooLong, version
  /// A header line is not exactly `name:value CRLF`, folded lines (RFC 9112 §5.2) among it.
  case headerLine
  case headTooLarge
  case host, expectation
  /// `Content-Length` twice, with `Transfer-Encoding`, or not a number.
  case length
  /// A `Transfer-Encoding` other than exactly one `chunked`.
  case encoding
  case bodyTooLarge
  /// It did not come in time.
  case late

  /// What it is answered with; the connection is closed then.
  package var status: Status {
    switch self {
    case .requestLine, .target, .headerLine, .host, .length, .encoding: .badRequest
    case .targetTooLong: .targetTooLong
    case .version: .versionNotSupported
    case .headTooLarge: .headerFieldsTooLarge
    case .expectation: .expectationFailed
    case .bodyTooLarge: .contentTooLarge
    case .late: .requestTimeout
    }
  }
}
