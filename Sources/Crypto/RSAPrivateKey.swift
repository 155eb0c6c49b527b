internal import CCrypto

/// A key that signs, by libcrypto: what an application proves itself with where it has a certificate and no secret
/// (RFC 7523 §2.2).
@safe package final class RSAPrivateKey: Sendable {
  // libcrypto counts and locks its keys itself, and signing only reads this one.
  private nonisolated(unsafe) let handle: OpaquePointer

  /// No key in PEM is longer, in bytes.
  private static let mostBytes = 64 << 10

  /// Reads a private key in PEM (RFC 7468): PKCS #8 or PKCS #1, without a password.
  ///
  /// - Throws: ``RSAKeyFault/text`` or ``RSAKeyFault/size(bits:)``.
  package init(pem: String) throws(RSAKeyFault) {
    guard let handle = unsafe Self.handle(Array(pem.utf8)) else {
      ERR_clear_error()
      throw .text
    }
    unsafe self.handle = handle
    guard unsafe EVP_PKEY_get_base_id(handle) == EVP_PKEY_RSA else { throw .text }
    let bits = Int(unsafe EVP_PKEY_get_bits(handle))
    guard RSAPublicKey.allowedBits.contains(bits) else { throw .size(bits: bits) }
  }

  deinit { unsafe EVP_PKEY_free(handle) }

  /// The modulus of the public half, big-endian.
  package var modulus: [UInt8] { number(OSSL_PKEY_PARAM_RSA_N) }

  /// The exponent of the public half, big-endian.
  package var exponent: [UInt8] { number(OSSL_PKEY_PARAM_RSA_E) }

  /// The signature of the message, as long as the modulus.
  package func signature(of message: [UInt8], by algorithm: RSAAlgorithm = .rs256) -> [UInt8] {
    let context = unsafe EVP_MD_CTX_new()
    var padding: OpaquePointer?
    defer { unsafe EVP_MD_CTX_free(context) }
    var count = Int(unsafe EVP_PKEY_get_size(handle))
    var signature = [UInt8](repeating: 0, count: count)
    let isSigned =
      unsafe EVP_DigestSignInit(context, &padding, EVP_sha256(), nil, handle) == 1
      && algorithm.prepare(padding)
      && EVP_DigestSign(context, &signature, &count, message, message.count) == 1
    // Fails only when memory is out; zeros must never be taken for a signature.
    precondition(isSigned && count == signature.count, "libcrypto could not sign")
    return signature
  }

  /// Whether the certificate is of this key.
  func belongs(to certificate: OpaquePointer) -> Bool {
    unsafe X509_check_private_key(certificate, handle) == 1
  }

  private func number(_ name: String) -> [UInt8] {
    var number: OpaquePointer?
    precondition(unsafe EVP_PKEY_get_bn_param(handle, name, &number) == 1, "a key without \(name)")
    defer { unsafe BN_free(number) }
    var bytes = [UInt8](repeating: 0, count: Int(unsafe BN_num_bits(number) + 7) / 8)
    unsafe BN_bn2bin(number, &bytes)
    return bytes
  }

  private static func handle(_ pem: [UInt8]) -> OpaquePointer? {
    guard pem.count <= mostBytes else { return nil }
    return unsafe pem.withUnsafeBytes { bytes in
      let text = unsafe BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count))
      defer { unsafe BIO_free(text) }
      // Without a callback of ours libcrypto would ask for a password on the terminal.
      return unsafe PEM_read_bio_PrivateKey(text, nil, { _, _, _, _ in -1 }, nil)
    }
  }
}
