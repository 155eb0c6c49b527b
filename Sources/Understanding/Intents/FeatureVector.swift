internal import Foundation

/// A text as numbers: which features of the vocabulary it has, and how much of each.
///
/// Term frequency is damped to 1 + ln(tf), multiplied by the feature's weight, and each of the two bags (words,
/// pieces) has length 1, so a long text weighs no more than a short one.
struct FeatureVector: Sendable, Equatable {
  /// Numbers of the vocabulary; rising within each of the two bags.
  private(set) var ids: [Int32] = []
  private(set) var values: [Float] = []
  /// The share of the pieces that the vocabulary does not have; 1 where there are none at all.
  private(set) var unseen: Float = 1

  init(_ features: Features, in vocabulary: FeatureTable) {
    ids.reserveCapacity(features.words.count + features.pieces.count)
    values.reserveCapacity(features.words.count + features.pieces.count)
    _ = add(features.words, vocabulary)
    let known = add(features.pieces, vocabulary)
    if !features.pieces.isEmpty { unseen = 1 - Float(known) / Float(features.pieces.count) }
  }

  /// Adds one bag and says how many of its features are known.
  private mutating func add(_ bag: [UInt64], _ vocabulary: FeatureTable) -> Int {
    var known: [Int32] = []
    known.reserveCapacity(bag.count)
    for hash in bag {
      if let number = vocabulary.number(of: hash) { known.append(number) }
    }
    known.sort()
    let start = ids.count
    var (index, squares): (Int, Float) = (0, 0)
    while index < known.count {
      let id = known[index]
      var times = 1
      while index + times < known.count, known[index + times] == id { times += 1 }
      let value = (times == 1 ? 1 : 1 + log(Float(times))) * vocabulary.weights[Int(id)]
      ids.append(id)
      values.append(value)
      squares += value * value
      index += times
    }
    let scale = squares > 0 ? 1 / squares.squareRoot() : 0
    for place in start..<values.count { values[place] *= scale }
    return known.count
  }
}
