/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed, on every machine.
///
/// Not for secrets. Swift's own `shuffle(using:)` and `random(in:using:)` may change between releases, so what
/// must be reproducible draws through ``below(_:)`` and ``uniform()``.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

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
