package import Ground

/// A signed token: a JSON Web Token (RFC 7519) in compact form; only RS256 is believed (RFC 8725 §3.1).
///
/// Keys and addresses that a header offers (`jwk`, `jku`, `x5c`, `x5u`) are not looked at: a token does not choose who is to
/// be believed.
package struct JWT: Sendable {
  /// Which of the issuer's keys is said to have signed it (`kid`).
  package let keyID: String?
  /// What it says, which is nobody's word yet; see ``verified(by:)``.
  package let unverified: Claims
  private let signed: ArraySlice<UInt8>
  private let signature: [UInt8]

  /// No token is longer, in bytes; those of the Bot Framework have about 1,000.
  package static let mostBytes = 16 << 10
  /// No name of a key is longer, in bytes.
  private static let mostKeyIDBytes = 256
  /// How deep header and claims may nest.
  private static let maximumDepth = 8

  /// Reads a token in its one spelling.
  package init(parsing text: String) throws(JWTFault) {
    guard text.utf8.count <= Self.mostBytes else { throw .size }
    let bytes = Array(text.utf8)
    let parts = bytes.split(
      separator: UInt8(ascii: "."),
      maxSplits: 3,
      omittingEmptySubsequences: false
    )
    guard parts.count == 3 else { throw .parts }
    keyID = try Self.keyID(try Self.object(parts[0], else: .header))
    unverified = try Claims(try Self.object(parts[1], else: .payload))
    guard let signature = Base64.url.decode(parts[2]) else { throw .encoding }
    self.signature = signature
    signed = bytes[..<parts[1].endIndex]
  }

  /// What the owner of the key says.
  ///
  /// Whether it is meant for us, now, is for the caller to check.
  /// - Throws: ``JWTFault/signature``.
  package func verified(by key: RSAPublicKey) throws(JWTFault) -> Claims {
    guard key.accepts(signature, for: signed) else { throw .signature }
    return unverified
  }

  /// Makes a token that says `claims`, for example a client assertion (RFC 7523 §3).
  ///
  /// - Parameter header: what the header holds besides `alg` and `typ`: `kid`, `x5t#S256`.
  package static func signed(
    _ claims: JSONObject,
    header: JSONObject = JSONObject(),
    by key: RSAPrivateKey,
    _ algorithm: RSAAlgorithm = .rs256
  ) -> String {
    var header = header
    header["alg"] = .string(algorithm.rawValue)
    header["typ"] = "JWT"
    let message = [header, claims].map { Base64.url.encode(JSON.object($0).utf8) }
      .joined(separator: ".")
    return message + "." + Base64.url.encode(key.signature(of: Array(message.utf8), by: algorithm))
  }

  private static func object(
    _ part: ArraySlice<UInt8>,
    else fault: JWTFault
  ) throws(JWTFault) -> JSONObject {
    guard let bytes = Base64.url.decode(part) else { throw .encoding }
    return try JSONObject(strictly: bytes, maximumDepth: maximumDepth, else: fault)
  }

  /// What counts of a header (RFC 7515 §4.1), once it has been found to ask for nothing else.
  private static func keyID(_ header: JSONObject) throws(JWTFault) -> String? {
    guard header["alg"] == "RS256" else { throw .algorithm }
    guard header["crit"] == nil else { throw .critical }
    guard header["cty"] == nil, header["typ"].map(isJWT) ?? true else { throw .type }
    guard let value = header["kid"] else { return nil }
    guard let id = value.string, (1...mostKeyIDBytes).contains(id.utf8.count) else { throw .header }
    return id
  }

  /// In any case, as RFC 7519 §5.1 has it.
  private static func isJWT(_ type: JSON) -> Bool { type.string?.lowercased() == "jwt" }
}
