/// Keys of 64 bits, numbered in the order in which they came.
///
/// Open addressing: a dictionary of the library takes several times as long, since it has to withstand chosen keys.
/// Here they come from authors, and whoever asks cannot add any.
struct KeyTable: Sendable, Equatable {
  /// The keys by their number.
  private(set) var keys: [UInt64] = []
  /// The number of a key, or -1; a power of two, at least half of them free.
  private var slots = [Int32](repeating: -1, count: 16)

  var count: Int { keys.count }

  init() {}

  /// The table of keys that differ.
  init(_ keys: some Collection<UInt64>) {
    self.keys = Array(keys)
    fill(capacity: Self.capacity(for: keys.count))
  }

  /// The number of a key, or nil where it is not there.
  @inline(__always)
  func number(of key: UInt64) -> Int32? {
    var slot = Self.spread(key) & (slots.count - 1)
    while slots[slot] >= 0 {
      if keys[Int(slots[slot])] == key { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The number of a key, which is added where it was not there.
  mutating func number(adding key: UInt64) -> Int32 {
    var slot = Self.spread(key) & (slots.count - 1)
    while slots[slot] >= 0 {
      if keys[Int(slots[slot])] == key { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = Int32(keys.count)
    slots[slot] = number
    keys.append(key)
    if keys.count * 2 > slots.count { fill(capacity: slots.count * 4) }
    return number
  }

  private mutating func fill(capacity: Int) {
    slots = [Int32](repeating: -1, count: capacity)
    for (number, key) in keys.enumerated() {
      var slot = Self.spread(key) & (capacity - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (capacity - 1) }
      slots[slot] = Int32(number)
    }
  }

  private static func capacity(for count: Int) -> Int {
    var capacity = 16
    while capacity < count * 2 { capacity *= 2 }
    return capacity
  }

  /// Letters lie in the lower bytes of a key; multiplied, all of them reach the upper bits, and those are taken.
  @inline(__always)
  private static func spread(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }
}
