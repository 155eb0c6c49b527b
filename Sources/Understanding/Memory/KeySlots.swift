/// Where the numbers of keys are, by open addressing.
struct KeySlots: Sendable, Equatable {
  /// The number of a key, or -1; a power of two, at least half of them free.
  private var numbers: [Int32]

  /// The slots of keys that differ.
  init(_ keys: some RandomAccessCollection<UInt64>) {
    var capacity = 16
    while capacity < keys.count * 2 { capacity *= 2 }
    numbers = [Int32](repeating: -1, count: capacity)
    for (number, key) in keys.enumerated() {
      var slot = spread(key)
      while numbers[slot] >= 0 { slot = (slot + 1) & (capacity - 1) }
      numbers[slot] = Int32(number)
    }
  }

  var count: Int { numbers.count }

  subscript(slot: Int) -> Int32 {
    @inline(__always) get { numbers[slot] }
    set { numbers[slot] = newValue }
  }

  /// The slot that a key has, or would have; `keyOf` gives the key of a number.
  @inline(__always)
  func slot(of key: UInt64, keyOf: (Int) -> UInt64) -> Int {
    // Slots are a power of two, and some are free.
    unsafe numbers.withUnsafeBufferPointer { numbers in
      var slot = spread(key)
      while true {
        let number = unsafe numbers[slot]
        if number < 0 || keyOf(Int(number)) == key { return slot }
        slot = (slot &+ 1) & (numbers.count &- 1)
      }
    }
  }

  /// Letters lie in the lower bytes of a key; multiplied, all of them reach the upper bits, and those are taken.
  @inline(__always)
  private func spread(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (numbers.count - 1)
  }
}
