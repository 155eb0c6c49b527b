/// Sends requests.
///
/// A request that fails may have reached the other side all the same, unless the error says that there was no
/// connection; and one that is sent on a connection which the other side has just closed may be sent twice.
package protocol Transport: Sendable {
  /// Sends a request and gives what came back, whatever its status; redirects are not followed.
  ///
  /// Fields that frame a message (``HeaderName/isFraming``) are the transport's own: those of the request are not sent.
  func send(_ request: Request, limits: Limits) async throws(TransportError) -> Response
}

extension Transport {
  /// Sends a request within the usual limits.
  package func send(_ request: Request) async throws(TransportError) -> Response {
    try await send(request, limits: Limits())
  }
}

/// What one exchange may cost.
package struct Limits: Sendable, Hashable {
  /// How long it may take until there is a connection, name and TLS included.
  package var connecting: Duration
  /// How long all of it may take, counted from when it is its turn; a server that drips byte by byte gains nothing.
  package var total: Duration
  /// How many bytes the body of the response may have.
  package var bodyBytes: Int

  package init(
    connecting: Duration = .seconds(5),
    total: Duration = .seconds(30),
    bodyBytes: Int = 4 << 20
  ) {
    self.connecting = connecting
    self.total = total
    self.bodyBytes = bodyBytes
  }
}
