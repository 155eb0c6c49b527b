internal import Crypto

/// The header that tells whether a file is a model, of which version, and whole.
///
/// Four letters, the recipe's version (4 bytes), the length of the content (8 bytes), its SHA-256 (32 bytes), and zeros
/// up to ``size``; then the content. Little-endian throughout.
struct ModelSeal {
  /// A whole number of ``Memory/alignment``, so that what is aligned in the content is so in the file.
  static let size = 64

  /// Four letters of ASCII.
  private let signature: [UInt8]

  init(_ signature: StaticString) { self.signature = Array(signature.description.utf8) }

  /// Content behind its header.
  func sealed(_ content: [UInt8]) -> [UInt8] {
    var bytes = header(of: content.count, digest: SHA256(of: content).bytes)
    bytes.reserveCapacity(Self.size + content.count)
    bytes += content
    return bytes
  }

  /// Reads the content, of which every byte has been looked at.
  ///
  /// - Throws: ``ModelError/notAModel`` or ``ModelError/otherVersion(_:)`` by the first bytes, and
  ///   ``ModelError/damaged`` where anything is missing, added or changed.
  func open(_ memory: Memory) throws(ModelError) -> ModelReader {
    let found = unsafe memory.withBytes(0..<min(Self.size, memory.count)) { unsafe Array($0) }
    guard found.starts(with: signature) else { throw .notAModel }
    guard found.count == Self.size else { throw .damaged }
    let version = found[4..<8].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard version == Recipe.version else { throw .otherVersion(version) }
    let content = Self.size..<memory.count
    let digest = unsafe memory.withBytes(content) { unsafe SHA256(of: $0.bytes).bytes }
    guard found == header(of: content.count, digest: digest) else { throw .damaged }
    return ModelReader(memory, from: Self.size)
  }

  private func header(of length: Int, digest: [UInt8]) -> [UInt8] {
    var bytes = signature
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: Recipe.version >> UInt32($0 * 8)) }
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) }
    bytes += digest
    return bytes + [UInt8](repeating: 0, count: Self.size - bytes.count)
  }
}
