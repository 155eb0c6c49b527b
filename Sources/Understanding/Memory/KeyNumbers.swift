/// Numbers keys of 64 bits in the order in which they come, on the way to a ``KeyTable``.
struct KeyNumbers: Sendable, Equatable {
  /// The keys by their number.
  private(set) var keys: [UInt64] = []
  private var slots = KeySlots([])

  /// The number of a key, which is added where it was not there.
  mutating func number(of key: UInt64) -> Int32 {
    let slot = slots.slot(of: key) { keys[$0] }
    if slots[slot] >= 0 { return slots[slot] }
    let number = Int32(keys.count)
    slots[slot] = number
    keys.append(key)
    if keys.count * 2 > slots.count { slots = KeySlots(keys) }
    return number
  }

  var table: KeyTable { KeyTable(NumberRun(keys)) }
}
