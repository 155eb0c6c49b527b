/// The name of a header field (RFC 9110 §5.1): a token, in which case does not matter.
package struct HeaderName: Sendable, Hashable, CustomStringConvertible {
  /// The name in lower case, as HTTP/2 writes it (RFC 9113 §8.2.1).
  package let description: String

  /// Nil where the text is no token (RFC 9110 §5.6.2) or longer than 256 characters.
  package init?(_ text: String) {
    guard text.utf8.count <= 256, Token.accepts(text.utf8.span) else { return nil }
    description = text.lowercased()
  }

  private init(known: String) { description = known }

  package static let accept = HeaderName(known: "accept")
  package static let allow = HeaderName(known: "allow")
  package static let authorisation = HeaderName(known: "authorization")
  package static let cacheControl = HeaderName(known: "cache-control")
  package static let connection = HeaderName(known: "connection")
  package static let contentLength = HeaderName(known: "content-length")
  package static let contentType = HeaderName(known: "content-type")
  package static let expect = HeaderName(known: "expect")
  /// Who a proxy speaks for; no standard, but what all of them send.
  package static let forwardedFor = HeaderName(known: "x-forwarded-for")
  /// `https` where the client spoke so with the proxy.
  package static let forwardedProtocol = HeaderName(known: "x-forwarded-proto")
  package static let host = HeaderName(known: "host")
  package static let location = HeaderName(known: "location")
  package static let retryAfter = HeaderName(known: "retry-after")
  package static let setCookie = HeaderName(known: "set-cookie")
  package static let transferEncoding = HeaderName(known: "transfer-encoding")
  package static let userAgent = HeaderName(known: "user-agent")
  /// draft-ietf-httpapi-idempotency-key-header.
  package static let idempotencyKey = HeaderName(known: "idempotency-key")

  /// Whether it says where a message goes or where it ends, which is for the transport alone to say.
  ///
  /// A caller that could set these could smuggle a second request into a connection (RFC 9112 §11.2).
  package var isFraming: Bool {
    Self.framing.contains(description) || description.hasPrefix("proxy-")
  }

  private static let framing: Set<String> = [
    "connection", "content-length", "expect", "host", "keep-alive", "te", "trailer",
    "transfer-encoding", "upgrade",
  ]
}
