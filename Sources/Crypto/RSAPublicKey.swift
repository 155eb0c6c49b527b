internal import CCrypto

/// A key that checks signatures over SHA-256, by libcrypto; see ``RSAAlgorithm``.
///
/// Weak keys never come to be. One key may be used by many tasks at once.
@safe package final class RSAPublicKey: Sendable {
  // libcrypto counts and locks its keys itself, and checking a signature only reads this one.
  private nonisolated(unsafe) let handle: OpaquePointer

  /// How long a modulus may be, in bits: at least what NIST SP 800-131A asks for, at most what is quick to check.
  package static let allowedBits = 2_048...8_192

  /// Makes a key of its two numbers, both big-endian and without leading zeros (RFC 7518 §6.3.1).
  ///
  /// - Throws: ``RSAKeyFault/size(bits:)``, ``RSAKeyFault/modulus`` or ``RSAKeyFault/exponent``.
  package init(modulus: [UInt8], exponent: [UInt8]) throws(RSAKeyFault) {
    guard let first = modulus.first, let last = modulus.last, first != 0, last & 1 == 1 else {
      throw .modulus
    }
    let bits = modulus.count * 8 - first.leadingZeroBitCount
    guard Self.allowedBits.contains(bits) else { throw .size(bits: bits) }
    // Odd, from 3 to 2³¹ − 1: a signature under 1 is its own message, and large ones only cost time.
    let value = exponent.count <= 4 ? exponent.reduce(0) { $0 << 8 | Int($1) } : 0
    guard exponent.first != 0, value >= 3, value <= Int32.max, value & 1 == 1 else {
      throw .exponent
    }
    guard let handle = unsafe Self.handle(modulus, exponent) else {
      ERR_clear_error()
      throw .modulus
    }
    unsafe self.handle = handle
  }

  deinit { unsafe EVP_PKEY_free(handle) }

  /// Whether the signature is that of the key's owner for exactly this message.
  ///
  /// libcrypto makes the one encoding that is right and compares all of it, so that nothing can hide in the padding or
  /// behind the digest; a signature must be as long as the modulus.
  package func accepts(
    _ signature: [UInt8],
    for message: ArraySlice<UInt8>,
    by algorithm: RSAAlgorithm = .rs256
  ) -> Bool {
    guard let context = unsafe EVP_MD_CTX_new() else { return false }
    defer { unsafe EVP_MD_CTX_free(context) }
    var padding: OpaquePointer?
    let isAccepted = unsafe message.withUnsafeBytes { bytes in
      unsafe EVP_DigestVerifyInit(context, &padding, EVP_sha256(), nil, handle) == 1
        && algorithm.prepare(padding)
        && EVP_DigestVerify(context, signature, signature.count, bytes.baseAddress, bytes.count)
          == 1
    }
    if !isAccepted { ERR_clear_error() }
    return isAccepted
  }

  private static func handle(_ modulus: [UInt8], _ exponent: [UInt8]) -> OpaquePointer? {
    let n = unsafe BN_bin2bn(modulus, Int32(modulus.count), nil)
    let e = unsafe BN_bin2bn(exponent, Int32(exponent.count), nil)
    defer {
      unsafe BN_free(n)
      unsafe BN_free(e)
    }
    guard unsafe n != nil, unsafe e != nil else { return nil }
    // The builder keeps the pointers to the names.
    return unsafe OSSL_PKEY_PARAM_RSA_N.withCString { nameOfN in
      unsafe OSSL_PKEY_PARAM_RSA_E.withCString { nameOfE in
        guard let builder = unsafe OSSL_PARAM_BLD_new() else { return nil }
        defer { unsafe OSSL_PARAM_BLD_free(builder) }
        guard unsafe OSSL_PARAM_BLD_push_BN(builder, nameOfN, n) == 1,
          unsafe OSSL_PARAM_BLD_push_BN(builder, nameOfE, e) == 1,
          let parameters = unsafe OSSL_PARAM_BLD_to_param(builder)
        else { return nil }
        defer { unsafe OSSL_PARAM_free(parameters) }
        return unsafe handle(of: parameters)
      }
    }
  }

  private static func handle(of parameters: UnsafeMutablePointer<OSSL_PARAM>) -> OpaquePointer? {
    guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "RSA", nil) else { return nil }
    defer { unsafe EVP_PKEY_CTX_free(context) }
    var key: OpaquePointer?
    let selection = crypto_public_key_selection()
    guard unsafe EVP_PKEY_fromdata_init(context) == 1,
      unsafe EVP_PKEY_fromdata(context, &key, selection, parameters) == 1
    else { return nil }
    return unsafe key
  }
}

/// Numbers, or a text, that are no key to trust in.
package enum RSAKeyFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// The modulus is empty, even, begins with a zero, or libcrypto wants none of it.
  case modulus
  /// The modulus has this many bits, outside ``RSAPublicKey/allowedBits``.
  case size(bits: Int)
  /// The exponent is even, below 3 or above 2³¹ − 1.
  case exponent
  /// The text holds no private RSA key in PEM, or one behind a password.
  case text

  package var description: String {
    switch self {
    case .modulus: "the modulus is no product of two odd primes"
    case .size(let bits):
      "a key of \(bits) bits; it must have \(RSAPublicKey.allowedBits.lowerBound) to "
        + "\(RSAPublicKey.allowedBits.upperBound)"
    case .exponent: "the exponent must be odd, and from 3 to 2³¹ − 1"
    case .text: "no private RSA key in PEM without a password"
    }
  }
}
