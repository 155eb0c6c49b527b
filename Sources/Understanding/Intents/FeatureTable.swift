internal import Foundation

/// The features that the examples have, each with a number and a weight.
///
/// Numbers are given in the order in which features are first met, so frequent ones lie close together.
struct FeatureTable: Sendable, Equatable {
  /// The hashes of the features.
  let features: KeyTable
  /// The inverse document frequency of every feature, by its number: ln((1 + n) / (1 + df)) + 1.
  let weights: NumberRun<Float>

  var count: Int { features.count }

  /// A table that was made before; there are as many of both.
  init(features: KeyTable, weights: NumberRun<Float>) {
    self.features = features
    self.weights = weights
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
    for (number, texts) in counter.texts.enumerated() where texts >= least {
      hashes.append(counter.features.keys[number])
      weights.append(log(total / Float(1 + texts)) + 1)
    }
    self.init(features: KeyTable(NumberRun(hashes)), weights: NumberRun(weights))
  }

  /// The number of a feature, or nil where no example has it.
  @inline(__always)
  func number(of hash: UInt64) -> Int32? { features.number(of: hash) }

  /// In how many texts each feature stands, counted in one pass.
  private struct Counter {
    private(set) var features = KeyNumbers()
    private(set) var texts: [Int32] = []
    private var lastText: [Int32] = []

    mutating func count(_ hash: UInt64, in text: Int32) {
      let number = Int(features.number(of: hash))
      if number == texts.count {
        texts.append(1)
        lastText.append(text)
      } else if lastText[number] != text {
        lastText[number] = text
        texts[number] += 1
      }
    }
  }
}
