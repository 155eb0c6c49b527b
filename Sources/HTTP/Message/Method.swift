/// What a request wants done (RFC 9110 §9): a token, and case matters.
package struct Method: Sendable, Hashable, CustomStringConvertible {
  package let description: String

  /// Nil where the text is no token (RFC 9110 §5.6.2) or longer than 32 characters.
  package init?(_ text: String) {
    guard text.utf8.count <= 32, Token.accepts(text.utf8.span) else { return nil }
    description = text
  }

  private init(known: String) { description = known }

  package static let get = Method(known: "GET")
  package static let head = Method(known: "HEAD")
  package static let post = Method(known: "POST")
  package static let put = Method(known: "PUT")
  /// RFC 5789.
  package static let patch = Method(known: "PATCH")
  package static let delete = Method(known: "DELETE")
  package static let options = Method(known: "OPTIONS")
}
