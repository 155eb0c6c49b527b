internal import Foundation

/// The features that the examples have, each with a number and a weight.
///
/// Numbers are given in the order in which features are first met, so frequent ones lie close together.
struct FeatureTable: Sendable, Equatable {
  /// The hash of every feature, by its number.
  let hashes: [UInt64]
  /// The inverse document frequency of every feature, by its number: ln((1 + n) / (1 + df)) + 1.
  let weights: [Float]
  /// Open addressing over a power of two: the number, or -1.
  private let slots: [Int32]

  var count: Int { hashes.count }

  init(hashes: [UInt64], weights: [Float]) {
    self.hashes = hashes
    self.weights = weights
    var slots = [Int32](repeating: -1, count: Self.capacity(for: hashes.count))
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
    self.slots = slots
  }

  /// Learns the features of some texts; those that fewer than `least` of them have are left out.
  init(of texts: some Collection<Features>, least: Int) {
    var counter = Counter()
    for (index, text) in texts.enumerated() {
      for feature in text.words { counter.count(feature, in: Int32(index)) }
      for feature in text.pairs { counter.count(feature, in: Int32(index)) }
      for feature in text.pieces { counter.count(feature, in: Int32(index)) }
    }
    let total = Float(texts.count + 1)
    var (hashes, weights): ([UInt64], [Float]) = ([], [])
    for (hash, texts) in zip(counter.hashes, counter.texts) where texts >= least {
      hashes.append(hash)
      weights.append(log(total / Float(1 + texts)) + 1)
    }
    self.init(hashes: hashes, weights: weights)
  }

  /// The number of a feature, or nil where no example has it.
  func number(of hash: UInt64) -> Int32? {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      if hashes[Int(slots[slot])] == hash { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private static func capacity(for count: Int) -> Int {
    var capacity = 16
    while capacity < count * 2 { capacity *= 2 }
    return capacity
  }

  /// In how many texts each feature stands, counted in one pass.
  private struct Counter {
    var hashes: [UInt64] = []
    var texts: [Int32] = []
    private var lastText: [Int32] = []
    private var slots = [Int32](repeating: -1, count: 1 << 12)

    mutating func count(_ hash: UInt64, in text: Int32) {
      if hashes.count * 2 >= slots.count { grow() }
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 {
        let number = Int(slots[slot])
        if hashes[number] == hash {
          if lastText[number] != text {
            lastText[number] = text
            texts[number] += 1
          }
          return
        }
        slot = (slot + 1) & (slots.count - 1)
      }
      slots[slot] = Int32(hashes.count)
      hashes.append(hash)
      texts.append(1)
      lastText.append(text)
    }

    private mutating func grow() {
      var wider = [Int32](repeating: -1, count: slots.count * 4)
      for (number, hash) in hashes.enumerated() {
        var slot = Int(truncatingIfNeeded: hash) & (wider.count - 1)
        while wider[slot] >= 0 { slot = (slot + 1) & (wider.count - 1) }
        wider[slot] = Int32(number)
      }
      slots = wider
    }
  }
}
