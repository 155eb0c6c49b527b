internal import CCrypto

/// A digest of some bytes by one of the algorithms that flows may ask for, by libcrypto.
///
/// MD5 and SHA-1 are there because the Amazon States Language names them; nothing that must withstand an attacker
/// may use them. See ``SHA256`` for the rest of the product.
package struct Digest: Sendable, Hashable, CustomStringConvertible {
  /// How to digest; the raw values are the names in the States Language.
  package enum Algorithm: String, Sendable, CaseIterable {
    case md5 = "MD5"
    case sha1 = "SHA-1"
    case sha256 = "SHA-256"
    case sha384 = "SHA-384"
    case sha512 = "SHA-512"
  }

  /// The bytes of the digest: 16, 20, 32, 48 or 64.
  package let bytes: [UInt8]

  /// The digest of `message`.
  package init(of message: [UInt8], by algorithm: Algorithm) {
    let method =
      switch algorithm {
      case .md5: unsafe EVP_md5()
      case .sha1: unsafe EVP_sha1()
      case .sha256: unsafe EVP_sha256()
      case .sha384: unsafe EVP_sha384()
      case .sha512: unsafe EVP_sha512()
      }
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    let status = unsafe message.withUnsafeBytes { bytes in
      unsafe EVP_Digest(bytes.baseAddress, bytes.count, &digest, &count, method, nil)
    }
    // Fails only when memory is out; a digest of zeros must never be taken for a real one.
    precondition(status == 1, "libcrypto could not compute \(algorithm.rawValue)")
    bytes = Array(digest.prefix(Int(count)))
  }

  /// Lower-case hexadecimal digits, two a byte.
  package var description: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
