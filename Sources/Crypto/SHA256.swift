internal import CCrypto

/// The SHA-256 digest (FIPS 180-4) of some bytes, by libcrypto.
package struct SHA256: Sendable, Hashable, CustomStringConvertible {
  /// The 32 bytes of the digest.
  package let bytes: [UInt8]

  /// The digest of `message`.
  package init(of message: [UInt8]) { self.init(of: message[...]) }

  /// The digest of `message`, which is not copied.
  package init(of message: ArraySlice<UInt8>) {
    unsafe self.init(of: message.span.bytes)
  }

  /// The digest of bytes wherever they lie.
  package init(of message: RawSpan) {
    var digest = [UInt8](repeating: 0, count: 32)
    let status = unsafe message.withUnsafeBytes { bytes in
      unsafe EVP_Digest(bytes.baseAddress, bytes.count, &digest, nil, EVP_sha256(), nil)
    }
    // Fails only when memory is out; a digest of zeros must never be taken for a real one.
    precondition(status == 1, "libcrypto could not compute SHA-256")
    bytes = digest
  }

  /// 64 lower-case hexadecimal digits.
  package var description: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
