internal import CCrypto

/// A private key with the certificate that others know it by: what an application proves itself with in place of a
/// secret (RFC 7523 §2.2).
package struct CertifiedKey: Sendable {
  package let key: RSAPrivateKey
  /// SHA-256 over the certificate in DER, by which its owner's other half finds it (`x5t#S256`, RFC 7515 §4.1.8).
  package let thumbprint: SHA256

  /// No certificate with its chain is longer in PEM, in bytes.
  private static let mostBytes = 256 << 10

  /// Reads both in PEM (RFC 7468); of a chain the first certificate counts.
  ///
  /// Dates are not looked at: whoever is shown the proof does that.
  package init(certificate: String, key: String) throws(CertifiedKeyFault) {
    do throws(RSAKeyFault) { self.key = try RSAPrivateKey(pem: key) } catch { throw .key(error) }
    let text = Array(certificate.utf8)
    guard text.count <= Self.mostBytes else { throw .certificate }
    let handle = unsafe text.withUnsafeBytes { bytes in
      let text = unsafe BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count))
      defer { unsafe BIO_free(text) }
      // Without a callback of ours libcrypto would ask for a password on the terminal.
      return unsafe PEM_read_bio_X509(text, nil, { _, _, _, _ in -1 }, nil)
    }
    defer {
      unsafe X509_free(handle)
      ERR_clear_error()
    }
    guard let handle = unsafe handle else { throw .certificate }
    guard unsafe self.key.belongs(to: handle) else { throw .strangers }
    let length = Int(unsafe i2d_X509(handle, nil))
    guard length > 0 else { throw .certificate }
    var encoded = [UInt8](repeating: 0, count: length)
    let written = unsafe encoded.withUnsafeMutableBufferPointer { buffer in
      // libcrypto moves the pointer on.
      var place = buffer.baseAddress
      return Int(unsafe i2d_X509(handle, &place))
    }
    guard written == length else { throw .certificate }
    thumbprint = SHA256(of: encoded)
  }
}

/// Why a certificate and a key cannot be used together.
package enum CertifiedKeyFault: Error, Sendable, Hashable, CustomStringConvertible {
  case key(RSAKeyFault)
  /// There is no certificate in PEM.
  case certificate
  /// The key is not the certificate's.
  case strangers

  package var description: String {
    switch self {
    case .key(let fault): "the key: \(fault)"
    case .certificate: "no certificate in PEM"
    case .strangers: "the key is not the certificate's"
    }
  }
}
