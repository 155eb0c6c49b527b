internal import CCrypto

/// Bytes that nobody can guess, by libcrypto.
package enum SecureRandom {
  /// So many bytes, for keys, identifiers and everything else that must not be foreseen.
  package static func bytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    // Zeros must never be taken for chance.
    precondition(unsafe RAND_bytes(&bytes, Int32(count)) == 1, "libcrypto has no random bytes")
    return bytes
  }
}
