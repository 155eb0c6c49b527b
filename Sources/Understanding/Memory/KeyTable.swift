/// Keys of 64 bits, each with its number.
///
/// Open addressing: a dictionary of the library takes several times as long, since it has to withstand chosen keys.
/// Here they come from authors, and whoever asks cannot add any.
struct KeyTable: Sendable, Equatable {
  /// The keys by their number.
  let keys: NumberRun<UInt64>
  private let slots: KeySlots

  var count: Int { keys.count }

  init() { self.init(NumberRun([])) }

  /// The table of keys that differ.
  init(_ keys: NumberRun<UInt64>) {
    self.keys = keys
    slots = KeySlots(keys)
  }

  /// The number of a key, or nil where it is not there.
  @inline(__always)
  func number(of key: UInt64) -> Int32? {
    // The slots hold the numbers of the keys.
    let number = unsafe keys.withPointer { keys in
      slots[slots.slot(of: key) { unsafe keys[$0] }]
    }
    return number >= 0 ? number : nil
  }
}
