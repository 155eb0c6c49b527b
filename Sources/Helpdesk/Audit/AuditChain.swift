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
    bytes.reserveCapacity(512)
    func append(_ number: UInt64) {
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
      }
    }
    append(UInt64(bitPattern: Int64(number)))
    append(UInt64(bitPattern: Int64(time)))
    for field in fields {
      append(field.map { UInt64($0.utf8.count) } ?? .max)
      bytes += (field ?? "").utf8
    }
    head = SHA256(of: bytes).bytes
  }
}
