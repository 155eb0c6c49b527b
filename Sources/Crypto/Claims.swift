package import Ground

/// What a token says (RFC 7519 §4); who says so is another question, see ``JWT/verified(by:)``.
package struct Claims: Sendable {
  /// Who made the token (`iss`).
  package let issuer: String?
  /// Whom it speaks of (`sub`).
  package let subject: String?
  /// For whom it was made (`aud`): none, one or many.
  package let audience: [String]
  /// When it ends (`exp`), in seconds since 1970.
  package let expires: Int?
  /// Before when it counts for nothing (`nbf`), in seconds since 1970.
  package let notBefore: Int?
  /// When it was made (`iat`), in seconds since 1970.
  package let issuedAt: Int?
  private let members: JSONObject

  /// Up to the end of the year 9999; whatever is beyond was never meant as seconds.
  private static let allowedTimes = 0...253_402_300_799

  /// - Throws: ``JWTFault/claim`` where a registered claim is there and of another type than it must be.
  ///   Times must be whole numbers: RFC 7519 allows fractions, but nobody we believe writes them.
  package init(_ members: JSONObject) throws(JWTFault) {
    issuer = try Self.text(members["iss"])
    subject = try Self.text(members["sub"])
    audience = try Self.texts(members["aud"])
    expires = try Self.time(members["exp"])
    notBefore = try Self.time(members["nbf"])
    issuedAt = try Self.time(members["iat"])
    self.members = members
  }

  /// Any claim, as it was written.
  package subscript(name: String) -> JSON? { members[name] }

  private static func text(_ value: JSON?) throws(JWTFault) -> String? {
    guard let value else { return nil }
    guard let text = value.string else { throw .claim }
    return text
  }

  private static func texts(_ value: JSON?) throws(JWTFault) -> [String] {
    guard let items = value?.array else { return try text(value).map { [$0] } ?? [] }
    let texts = items.compactMap(\.string)
    guard texts.count == items.count else { throw .claim }
    return texts
  }

  private static func time(_ value: JSON?) throws(JWTFault) -> Int? {
    guard let value else { return nil }
    guard case .integer(let seconds) = value, allowedTimes.contains(seconds) else { throw .claim }
    return seconds
  }
}
