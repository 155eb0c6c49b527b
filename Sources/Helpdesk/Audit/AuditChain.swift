internal import Crypto

/// The chain that shows when an entry was altered: each hash covers the one before it and the entry's own content.
struct AuditChain {
  /// The hash of the last entry; 32 zeros before the first.
  private(set) var head: [UInt8]

  init(head: [UInt8]? = nil) { self.head = head ?? [UInt8](repeating: 0, count: 32) }

  /// Lays the next entry on, by the columns of its row.
  ///
  /// Each field is preceded by its length (8 bytes, big-endian; all ones for null), so that no two rows have the
  /// same bytes.
  mutating func add(number: Int, time: Int, fields: [String?]) {
    var bytes = head
    bytes += Self.bytes(of: UInt64(bitPattern: Int64(number)))
    bytes += Self.bytes(of: UInt64(bitPattern: Int64(time)))
    for field in fields {
      guard let field else {
        bytes += Self.bytes(of: .max)
        continue
      }
      let content = Array(field.utf8)
      bytes += Self.bytes(of: UInt64(content.count))
      bytes += content
    }
    head = SHA256(of: bytes).bytes
  }

  private static func bytes(of number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64($0))) }
  }
}
