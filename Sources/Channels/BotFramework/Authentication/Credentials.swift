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
    let bytes = Array(field.utf8)
    let (word, token) = (bytes.prefix { $0 != 0x20 }, bytes.drop { $0 != 0x20 }.dropFirst())
    // Of several, different readers believe different ones.
    guard fields.count == 1, word.count == scheme.utf8.count,
      String(decoding: word, as: UTF8.self).lowercased() == scheme.lowercased(),
      !token.isEmpty, token.allSatisfy({ $0 >= 0x21 && $0 <= 0x7E })
    else { throw TokenRefusal(.credentials) }
    self.token = String(decoding: token, as: UTF8.self)
  }
}
