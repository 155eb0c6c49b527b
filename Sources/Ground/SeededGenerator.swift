/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed, on every machine.
///
/// Not for secrets. Swift's own `shuffle(using:)` and `random(in:using:)` may change between releases, so what
/// must be reproducible draws through ``below(_:)`` and ``uniform()``.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// The generator of one of many places that have a seed in common: each draws numbers of its own.
  ///
  /// Places that differ a little, also in what they are part of, are as far apart as any.
  package init(seed: UInt64, place: UInt64) {
    var places = SeededGenerator(seed: place)
    var seeds = SeededGenerator(seed: seed ^ places.next())
    state = seeds.next()
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A whole number from 0 up to, not including, `bound`, which must be above 0.
  package mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number from 0 up to, not including, 1.
  package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Puts the items in an order that depends on the seed alone (Fisher–Yates).
  package mutating func shuffle(_ items: inout [Int]) {
    for index in items.indices.reversed() where index > 0 { items.swapAt(index, below(index + 1)) }
  }
}
