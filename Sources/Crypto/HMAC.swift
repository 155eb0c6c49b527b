internal import CCrypto

/// The code by which the holder of a key vouches for some bytes: HMAC-SHA256 (RFC 2104, FIPS 198-1), by libcrypto.
///
/// It is not `Equatable` on purpose: codes are compared through ``matches(_:)`` only.
package struct HMAC: Sendable {
  /// The 32 bytes of the code.
  package let bytes: [UInt8]

  /// The code for `message` under `key`, which may be of any length but empty.
  package init(of message: [UInt8], key: [UInt8]) {
    precondition(!key.isEmpty, "a code under an empty key vouches for nothing")
    var code = [UInt8](repeating: 0, count: 32)
    var count: UInt32 = 0
    let result = unsafe CCrypto.HMAC(
      EVP_sha256(),
      key,
      Int32(key.count),
      message,
      message.count,
      &code,
      &count
    )
    // Fails only when memory is out; a code of zeros must never be taken for a real one.
    precondition(unsafe result != nil && count == 32, "libcrypto could not compute HMAC-SHA256")
    bytes = code
  }

  /// Whether the other code is the same; how long that takes says nothing about where they differ.
  package func matches(_ other: [UInt8]) -> Bool {
    guard other.count == bytes.count else { return false }
    return unsafe CRYPTO_memcmp(bytes, other, bytes.count) == 0
  }
}
