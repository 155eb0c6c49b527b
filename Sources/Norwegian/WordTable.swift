/// Words of the language with what is known of each, for questions that are asked of every word of a message.
///
/// Open addressing by a hash that a word is asked for once, however many tables it is looked up in. A dictionary of
/// the library takes ten times as long, since it has to withstand chosen words; here only authors choose them.
struct WordTable<Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    var word: String
    var value: Value
  }

  private var entries: [Entry] = []
  /// The number of an entry in the lower half, the upper half of its hash in the upper; 0 where there is none.
  private var slots: [UInt64]

  init(_ words: [String: Value]) {
    var capacity = 16
    while capacity < words.count * 4 { capacity *= 2 }
    slots = [UInt64](repeating: 0, count: capacity)
    for (word, value) in words {
      entries.append(Entry(word: word, value: value))
      let hash = WordHash(word)
      var slot = hash.bits & (capacity - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
      slots[slot] = hash.mark | UInt64(entries.count)
    }
  }

  /// The words, in no order.
  var words: [String] { entries.map(\.word) }

  func contains(_ word: String) -> Bool { self[word] != nil }

  /// What is known of a word; nil where that is nothing.
  @inline(__always)
  subscript(word: String) -> Value? { self[word, WordHash(word)] }

  /// What is known of a word, whose hash is given.
  @inline(__always)
  subscript(word: String, hash: WordHash) -> Value? { value(hash) { $0 == word } }

  /// What is known of a word in UTF-8.
  subscript(bytes bytes: ArraySlice<UInt8>) -> Value? {
    value(WordHash(bytes.span)) { $0.utf8.elementsEqual(bytes) }
  }

  @inline(__always)
  private func value(_ hash: WordHash, isWord: (String) -> Bool) -> Value? {
    var slot = hash.bits & (slots.count - 1)
    while slots[slot] != 0 {
      let found = slots[slot]
      if found & WordHash.marks == hash.mark {
        let entry = entries[Int(found & ~WordHash.marks) - 1]
        if isWord(entry.word) { return entry.value }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }
}

extension WordTable<Void> {
  /// Words of which nothing more is known.
  init(words: some Sequence<String>) {
    self.init(Dictionary(words.map { ($0, ()) }, uniquingKeysWith: { first, _ in first }))
  }
}

/// The hash of a word's bytes: FNV-1a.
struct WordHash: Sendable {
  private let hash: UInt64

  static let marks: UInt64 = 0xFFFF_FFFF_0000_0000

  @inline(__always)
  init(_ word: String) { self.init(word.utf8.span) }

  @inline(__always)
  init(_ bytes: Span<UInt8>) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    // The lower bits are those of the slot, and few letters leave them poor.
    self.hash = hash ^ hash >> 29
  }

  var bits: Int { Int(truncatingIfNeeded: hash & 0xFFFF_FFFF) }
  var mark: UInt64 { hash & Self.marks }
}
