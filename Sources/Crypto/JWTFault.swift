/// Why a text is no token to believe; the raw values are labels for metrics.
///
/// For the operator alone: whoever sent the token learns nothing but that it was refused.
package enum JWTFault: String, Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// Longer than ``JWT/mostBytes``.
  case size
  /// Not three parts with dots between them.
  case parts
  /// A part that is not base64url in its one spelling.
  case encoding
  /// The header is no JSON object, or a member of it is of the wrong type.
  case header
  /// The payload is no JSON object.
  case payload
  /// Two members of one object share a name.
  case duplicate
  /// Signed by anything but RS256, or not at all.
  case algorithm
  /// It asks for an extension to be understood (`crit`); none is.
  case critical
  /// It is a token of another type (`typ`), or holds something else than claims (`cty`).
  case type
  /// A registered claim is not what RFC 7519 §4.1 says it is.
  case claim
  /// The signature is not that of the key.
  case signature

  package var description: String {
    switch self {
    case .size: "longer than \(JWT.mostBytes) bytes"
    case .parts: "not three parts"
    case .encoding: "a part is not base64url"
    case .header: "a header that is no object, or wrong in it"
    case .payload: "claims that are no object"
    case .duplicate: "two members of the same name"
    case .algorithm: "not signed by RS256"
    case .critical: "asks for an extension"
    case .type: "a token of another type"
    case .claim: "a registered claim of the wrong type"
    case .signature: "not signed by the key"
    }
  }
}
