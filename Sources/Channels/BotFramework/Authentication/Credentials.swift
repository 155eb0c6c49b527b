internal import HTTP

/// What a request proves itself with: the one `Authorization` field (RFC 9110 §11.4), `Bearer …` or `HMAC …`.
struct Credentials {
  /// The text behind the scheme; bare characters without blanks.
  let token: String

  /// - Throws: ``TokenRefusal/Reason/missing``, or ``TokenRefusal/Reason/credentials`` for anything but that scheme, one
  ///   blank and one word.
  init(in headers: Headers, scheme: String) throws(TokenRefusal) {
    let fields = headers.values(of: .authorisation)
    guard let field = fields.first else { throw TokenRefusal(.missing) }
    // Of several, different readers believe different ones.
    guard fields.count == 1, let blank = field.utf8.firstIndex(of: 0x20),
      field.utf8.distance(from: field.startIndex, to: blank) == scheme.utf8.count,
      field[..<blank].lowercased() == scheme.lowercased()
    else { throw TokenRefusal(.credentials) }
    let token = field[blank...].dropFirst()
    guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw TokenRefusal(.credentials)
    }
    self.token = String(token)
  }
}
