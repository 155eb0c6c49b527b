/// Where in a table somebody is, by a hash: open addressing with linear probing, at most half full.
struct PeopleIndex: Sendable {
  /// Places from 1; 0 where none is.
  private var slots: [UInt32] = []

  /// Room for so many.
  init(capacity: Int = 0) {
    guard capacity > 0 else { return }
    var size = 4
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
  }

  /// Adds the place of somebody with that hash; there must be room.
  mutating func insert(_ place: UInt32, _ hash: UInt64) {
    var slot = self.slot(hash)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = place + 1
  }

  /// The first place of that hash that is the one.
  func first(_ hash: UInt64, where isIt: (Int) -> Bool) -> Int? {
    guard !slots.isEmpty else { return nil }
    var slot = self.slot(hash)
    while slots[slot] != 0 {
      let place = Int(slots[slot]) - 1
      if isIt(place) { return place }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func slot(_ hash: UInt64) -> Int { Int(hash & UInt64(slots.count - 1)) }

  /// FNV-1a with a last mixing, for the low bits alone choose the slot.
  static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return mixed(hash)
  }

  static func hash(_ entra: EntraID) -> UInt64 { mixed(entra.high ^ entra.low) }

  /// The finalizer of SplitMix64.
  private static func mixed(_ hash: UInt64) -> UInt64 {
    var hash = hash
    hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
    return hash ^ hash >> 31
  }
}
