internal import CCrypto

/// How an RSA key signs (RFC 7518 §3.1), always over SHA-256; the raw values are the names in a token's header.
package enum RSAAlgorithm: String, Sendable, CaseIterable {
  /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
  case rs256 = "RS256"
  /// RSASSA-PSS with a salt as long as the digest (RFC 8017 §8.1, RFC 7518 §3.5).
  case ps256 = "PS256"

  /// Tells libcrypto; its own padding is PKCS #1 v1.5.
  func prepare(_ context: OpaquePointer?) -> Bool {
    switch self {
    case .rs256: true
    case .ps256:
      unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1
        && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1
    }
  }
}
