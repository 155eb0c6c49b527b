/// How much a client may take of the server.
package struct ServerLimits: Sendable, Hashable {
  /// Of the target in the request line; more is 414.
  package var targetBytes = 8_192
  /// Of the request line and the header fields; more is 431.
  package var headBytes = 32 << 10
  /// Of header fields; more is 431.
  package var fields = 100
  /// Of a body; more is 413.
  package var bodyBytes = 262_144
  /// In all; more wait to be accepted.
  package var connections = 1_024
  /// From one address, or one /64 of version 6; more are closed at once, and 0 is for any number.
  ///
  /// Trusted proxies, which speak for many, are not counted.
  package var connectionsPerAddress = 64
  /// From the first line of a request until its answer is there, and once more for sending it.
  ///
  /// So long may also pass until a new connection has sent the first line.
  package var request: Duration = .seconds(15)
  /// A connection may stay open without a request.
  package var idle: Duration = .seconds(60)

  package init() {}
}
