internal import Foundation

/// The features of a wording or of a pair, each once, with how often it occurs.
struct FeatureBag: Sendable {
  /// How much one feature adds to the score of what has it.
  enum Weighting {
    /// Okapi BM25 with its usual constants (Robertson, Zaragoza 2009), k₁ = 1.2, b = 0.75: also the best ones here.
    case bm25
    /// The cosine of log-scaled TF-IDF vectors, the unit's share of it.
    case cosine
  }

  /// In the order in which they first occur.
  private(set) var entries: [(feature: Int32, count: Int32)] = []
  /// How many there are, repeated ones counted again.
  private(set) var length: Int

  /// Counts features; `places` has a -1 for every feature there is, and gets them back.
  ///
  /// It says where in the bag a feature stands, so that the work is linear in what is there.
  init(_ features: [Int32], places: inout [Int32]) {
    length = features.count
    for feature in features {
      let place = places[Int(feature)]
      if place < 0 {
        places[Int(feature)] = Int32(entries.count)
        entries.append((feature, 1))
      } else {
        entries[Int(place)].count += 1
      }
    }
    for entry in entries { places[Int(entry.feature)] = -1 }
  }

  /// What each entry adds to a score, in their order.
  ///
  /// - Parameter meanLength: of all bags of the kind, at least 1.
  func weights(_ weighting: Weighting, _ vocabulary: AnswerVocabulary, meanLength: Float) -> [Float]
  {
    let own = entries.map { vocabulary.weights[Int($0.feature)] }
    switch weighting {
    case .bm25:
      let relative = Float(length) / meanLength
      return zip(own, entries).map { $0 * Self.saturation($1.count, relative) }
    case .cosine:
      let parts = zip(own, entries).map { $0 * Self.scaled($1.count) }
      let norm = parts.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
      return parts.map { $0 / max(norm, .leastNormalMagnitude) }
    }
  }

  private static func saturation(_ count: Int32, _ relativeLength: Float) -> Float {
    let (k1, b): (Float, Float) = (1.2, 0.75)
    return Float(count) * (k1 + 1) / (Float(count) + k1 * (1 - b + b * relativeLength))
  }

  /// A count on the scale of TF-IDF: 1 + ln n.
  static func scaled(_ count: Int32) -> Float { count == 1 ? 1 : 1 + Float(log(Double(count))) }
}

extension [FeatureBag] {
  /// The mean length, at least 1.
  var meanLength: Float {
    Swift.max(Float(reduce(0) { $0 + $1.length }) / Float(Swift.max(count, 1)), 1)
  }
}
