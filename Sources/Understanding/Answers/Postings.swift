internal import Foundation

/// For every feature the units it occurs in, wordings or pairs, with what it adds to their score.
struct Postings: Sendable {
  /// How much one feature adds to one unit.
  enum Weighting {
    /// Okapi BM25 with its usual constants (Robertson, Zaragoza 2009), k₁ = 1.2, b = 0.75: also the best ones here.
    case bm25
    /// The cosine of log-scaled TF-IDF vectors, the unit's share of it.
    case cosine
  }

  /// Where the postings of a feature begin; those of the next one follow.
  private var starts: [Int32]
  private var units: [Int32] = []
  private var weights: [Float] = []
  /// How many units there are.
  let unitCount: Int

  /// - Parameter bags: the feature numbers of each unit, repeated as they occur.
  init(_ bags: [[Int32]], vocabulary: AnswerVocabulary, weighting: Weighting) {
    unitCount = bags.count
    let counted = Postings.counted(bags, featureCount: vocabulary.weights.count)
    starts = [Int32](repeating: 0, count: vocabulary.weights.count + 1)
    for bag in counted { for entry in bag { starts[Int(entry.feature) + 1] += 1 } }
    for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
    units = [Int32](repeating: 0, count: Int(starts.last ?? 0))
    weights = [Float](repeating: 0, count: units.count)
    var next = starts
    let meanLength = Float(bags.reduce(0) { $0 + $1.count }) / Float(max(bags.count, 1))
    for (unit, bag) in counted.enumerated() {
      let length = Float(bags[unit].count)
      let norm = weighting == .cosine ? Postings.norm(bag, vocabulary) : 1
      for (feature, count) in bag {
        let place = Int(next[Int(feature)])
        next[Int(feature)] += 1
        units[place] = Int32(unit)
        let weight = vocabulary.weights[Int(feature)]
        weights[place] =
          switch weighting {
          case .bm25: weight * Postings.saturation(count, length / max(meanLength, 1))
          case .cosine: weight * Postings.scaled(count) / norm
          }
      }
    }
  }

  /// Adds `factor` × weight to the score of every unit that has the feature.
  func add(_ feature: Int32, factor: Float, to scores: inout [Float]) {
    let range = Int(starts[Int(feature)])..<Int(starts[Int(feature) + 1])
    for place in range { scores[Int(units[place])] += factor * weights[place] }
  }

  /// Whether the unit has the feature.
  func has(_ feature: Int32, in unit: Int) -> Bool {
    // Units stand in rising order.
    var (low, high) = (Int(starts[Int(feature)]), Int(starts[Int(feature) + 1]))
    while low < high {
      let middle = (low + high) / 2
      if Int(units[middle]) < unit { low = middle + 1 } else { high = middle }
    }
    return low < Int(starts[Int(feature) + 1]) && Int(units[low]) == unit
  }

  private static func saturation(_ count: Int32, _ relativeLength: Float) -> Float {
    let (k1, b): (Float, Float) = (1.2, 0.75)
    return Float(count) * (k1 + 1) / (Float(count) + k1 * (1 - b + b * relativeLength))
  }

  /// A count on the scale of TF-IDF: 1 + ln n.
  static func scaled(_ count: Int32) -> Float { count == 1 ? 1 : 1 + Float(log(Double(count))) }

  private static func norm(
    _ bag: [(feature: Int32, count: Int32)],
    _ vocabulary: AnswerVocabulary
  ) -> Float {
    let squares = bag.reduce(Float(0)) { sum, entry in
      let weight = vocabulary.weights[Int(entry.feature)] * Postings.scaled(entry.count)
      return sum + weight * weight
    }
    return max(squares.squareRoot(), .leastNormalMagnitude)
  }

  /// The features of each bag with their counts, in the order in which they first occur.
  private static func counted(
    _ bags: [[Int32]],
    featureCount: Int
  ) -> [[(feature: Int32, count: Int32)]] {
    // Where in its bag a feature stands; cleaned after each bag, so that the work is linear in what is there.
    var places = [Int32](repeating: -1, count: featureCount)
    return bags.map { bag in
      var entries: [(feature: Int32, count: Int32)] = []
      for feature in bag {
        let place = places[Int(feature)]
        if place < 0 {
          places[Int(feature)] = Int32(entries.count)
          entries.append((feature, 1))
        } else {
          entries[Int(place)].count += 1
        }
      }
      for entry in entries { places[Int(entry.feature)] = -1 }
      return entries
    }
  }
}
