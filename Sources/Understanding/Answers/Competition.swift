/// The pairs that may compete for an utterance, with the best of them in order.
struct Competition {
  struct Entry {
    var pair: Int
    var score: Float
  }

  /// The best pairs, best first; of equal ones the earlier.
  private(set) var best: [Entry] = []
  /// The scores of all that score at all.
  private var scores: [Float] = []

  /// - Parameters:
  ///   - pairs: the numbers of the pairs that may compete, rising.
  ///   - scores: one for each pair of the index.
  ///   - limit: how many of the best are kept.
  init(among pairs: [Int], scores all: [Float], limit: Int) {
    best.reserveCapacity(min(limit, pairs.count))
    scores.reserveCapacity(pairs.count)
    for pair in pairs where all[pair] > 0 {
      scores.append(all[pair])
      best.insert(Entry(pair: pair, score: all[pair]), keeping: limit) { $0.score > $1.score }
    }
  }

  /// The sum of a function of the score over all that score.
  func sum(of value: (Float) -> Double) -> Double { scores.reduce(0) { $0 + value($1) } }
}
