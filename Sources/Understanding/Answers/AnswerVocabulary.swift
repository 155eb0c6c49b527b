internal import Foundation

/// The features of a set of pairs, numbered from 0, with how much each of them tells.
struct AnswerVocabulary: Sendable, Equatable {
  private(set) var features = KeyTable()
  /// The features before they are sealed; empty after that, as are those below.
  private var numbers = KeyNumbers()
  /// In how many pairs a feature occurs, by its number.
  private var pairCounts: [Int32] = []
  /// The newest pair that a feature was counted for, by its number.
  private var newestPairs: [Int] = []
  private var pairs = 0
  /// The inverse document frequency by number; see ``seal()``.
  private(set) var weights = NumberRun<Float>([])
  /// The weight of a feature that no pair has.
  private(set) var unseenWeight: Float = 0

  init() {}

  /// A sealed vocabulary that was made before.
  init(features: KeyTable, weights: NumberRun<Float>, unseenWeight: Float) {
    self.features = features
    self.weights = weights
    self.unseenWeight = unseenWeight
  }

  /// Takes in all that one pair says and gives it back in numbers.
  mutating func add(_ features: [[UInt64]]) -> [[Int32]] {
    pairs += 1
    return features.map { $0.map { counted($0) } }
  }

  /// Settles the weights: ln(1 + N / (n + ½)) for a feature in n of N pairs.
  ///
  /// Counted over whole pairs, answers included, so that a word which most answers are about weighs little though
  /// few questions say it; on covidfaq this is worth 2.5 points of P@1 against counting in questions. The 1 in
  /// the logarithm leaves common words some weight (`what`, `where` and `how` tell questions apart): 3.5 points more.
  /// Filters do not change the weights: a confidence must mean the same in every context.
  mutating func seal() {
    features = numbers.table
    weights = NumberRun(pairCounts.map { weight(pairCount: $0) })
    unseenWeight = weight(pairCount: 0)
    (numbers, pairCounts, newestPairs, pairs) = (KeyNumbers(), [], [], 0)
  }

  /// The number of a feature, nil where no pair has it.
  @inline(__always)
  subscript(feature: UInt64) -> Int32? { features.number(of: feature) }

  private func weight(pairCount: Int32) -> Float {
    Float(log(1 + Double(pairs) / (Double(pairCount) + 0.5)))
  }

  /// The number of a feature of the newest pair.
  private mutating func counted(_ feature: UInt64) -> Int32 {
    let number = numbers.number(of: feature)
    if number == pairCounts.count {
      pairCounts.append(1)
      newestPairs.append(pairs)
    } else if newestPairs[Int(number)] != pairs {
      pairCounts[Int(number)] += 1
      newestPairs[Int(number)] = pairs
    }
    return number
  }
}
