/// Finds the keys within a few edits of a key, in time that hardly depends on their number.
///
/// The deletion neighbourhood (Garbe's SymSpell, 2012; Mor and Fraenkel, 1982): a key is entered
/// under itself and under each string that is left when one or two of the bytes of its beginning
/// are deleted; a question looks under its own such strings. Two keys at most that many edits apart
/// always meet. Only hashes are kept, so what is found is a candidate, to be compared in earnest.
struct SpellingIndex {
  /// Deletions are made in the first bytes only: beyond, words that differ share their beginning
  /// anyway.
  private static let beginning = 9
  /// Keys shorter than this are entered with one deletion: nothing of two slips is that short.
  private static let shortest = 5

  /// Hash in the upper half, number of the key in the lower; in order.
  private let entries: [UInt64]
  /// Where in `entries` the hashes begin that have the same leading bits.
  private let starts: [Int32]
  /// How far a hash is shifted to be the number of its place in `starts`.
  private let shift: UInt64

  /// Enters the keys; a key's number is its place.
  init(keys: [[UInt8]]) {
    var entries: [UInt64] = []
    for (number, key) in keys.enumerated() {
      for hash in Self.hashes(of: key, deletions: key.count < Self.shortest ? 1 : 2) {
        entries.append(UInt64(hash) << 32 | UInt64(number))
      }
    }
    entries.sort()
    // About as many places as there are entries: a few words are learnt for one message, and are not to take longer.
    let bits = min(16, UInt64.bitWidth - UInt64(entries.count).leadingZeroBitCount)
    let shift = UInt64(32 - bits)
    var starts = [Int32](repeating: 0, count: 1 << bits + 1)
    for entry in entries { starts[Int((entry >> 32) >> shift) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    self.entries = entries
    self.starts = starts
    self.shift = shift
  }

  /// The numbers of all keys within `deletions` edits of `key`, and some others, in order without
  /// repetition.
  func candidates(for key: [UInt8], deletions: Int) -> [Int] {
    var found: [Int] = []
    for hash in Self.hashes(of: key, deletions: deletions) {
      let bucket = Int(UInt64(hash) >> shift)
      var place = Int(starts[bucket])
      let end = Int(starts[bucket + 1])
      while place < end && UInt32(truncatingIfNeeded: entries[place] >> 32) < hash { place += 1 }
      while place < end && UInt32(truncatingIfNeeded: entries[place] >> 32) == hash {
        found.append(Int(entries[place] & 0xFFFF_FFFF))
        place += 1
      }
    }
    found.sort()
    var last = -1
    found.removeAll { number in
      defer { last = number }
      return number == last
    }
    return found
  }

  /// The hashes of the key's beginning and of what deletions leave of it, in order without
  /// repetition.
  private static func hashes(of key: [UInt8], deletions: Int) -> [UInt32] {
    let bytes = Array(key.prefix(beginning))
    var hashes = [hash(bytes, without: bytes.count, bytes.count)]
    for first in bytes.indices {
      hashes.append(hash(bytes, without: first, bytes.count))
      guard deletions > 1 else { continue }
      for second in bytes.indices.dropFirst(first + 1) {
        hashes.append(hash(bytes, without: first, second))
      }
    }
    return hashes
  }

  /// FNV-1a of the bytes but those at two places; a place past the end leaves nothing out.
  private static func hash(_ bytes: [UInt8], without first: Int, _ second: Int) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    for index in bytes.indices where index != first && index != second {
      hash = (hash ^ UInt32(bytes[index])) &* 0x0100_0193
    }
    // FNV's upper bits are poor for short strings, and the buckets are made of them.
    hash = (hash ^ hash >> 15) &* 0x2C1B_3C6D
    return hash ^ hash >> 13
  }
}
