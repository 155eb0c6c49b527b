internal import Foundation

/// A text as numbers: which features of the vocabulary it has, and how much of each.
///
/// Term frequency is damped to 1 + ln(tf), multiplied by the feature's weight, and each of the two bags (words with
/// pairs, pieces) has length 1, so a long text weighs no more than a short one.
struct FeatureVector: Sendable, Equatable {
  /// Numbers of the vocabulary; rising within each of the two bags.
  private(set) var ids: [Int32] = []
  private(set) var values: [Float] = []
  /// The share of the pieces that the vocabulary does not have; 1 where there are none at all.
  private(set) var unseen: Float = 1

  /// The square of the vector's length.
  var squares: Float { values.reduce(0) { $0 + $1 * $1 } }

  /// Up to so many tokens, pairs of words count in full.
  private static let shortText: Float = 8

  init(_ features: Features, in table: FeatureTable) {
    let count = features.words.count + features.pairs.count + features.pieces.count
    ids.reserveCapacity(count)
    values.reserveCapacity(count)
    _ = add(features.words, table)
    let first = ids.count
    _ = add(features.pairs, table)
    // In a long text any two words meet by chance.
    let share = min(1, Self.shortText / Float(max(1, features.tokenCount)))
    for place in first..<ids.count { values[place] *= share }
    normalise(from: 0)
    let pieces = ids.count
    let known = add(features.pieces, table)
    normalise(from: pieces)
    if !features.pieces.isEmpty { unseen = 1 - Float(known) / Float(features.pieces.count) }
  }

  /// Adds the features of a bag that are known, each once, and says how many are known.
  private mutating func add(_ bag: [UInt64], _ table: FeatureTable) -> Int {
    var known: [Int32] = []
    known.reserveCapacity(bag.count)
    for hash in bag {
      if let number = table.number(of: hash) { known.append(number) }
    }
    known.sort()
    var index = 0
    while index < known.count {
      let id = known[index]
      var times = 1
      while index + times < known.count, known[index + times] == id { times += 1 }
      ids.append(id)
      values.append((times == 1 ? 1 : 1 + log(Float(times))) * table.weights[Int(id)])
      index += times
    }
    return known.count
  }

  /// Brings the values from `start` on to length 1.
  private mutating func normalise(from start: Int) {
    var squares: Float = 0
    for value in values[start...] { squares += value * value }
    let scale = squares > 0 ? 1 / squares.squareRoot() : 0
    for place in start..<values.count { values[place] *= scale }
  }
}
