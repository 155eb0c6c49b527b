internal import Foundation

/// Turns scores into probabilities by logistic regression on four facts about the best pair.
///
/// How far the best one leads tells most: over ten sets, each judged by the other nine, the score alone separates
/// right from wrong with an AUROC of .70, with the lead .82. Matched weight and unseen share raise the AUROC of
/// answerable against unanswerable utterances from .72 to .74; the matched share of the utterance adds nothing.
struct MatchCalibration: Sendable, Hashable {
  /// What is known of the best pair for an utterance.
  struct Facts: Sendable, Hashable {
    /// The best score and the second, from 0.
    var best: Float
    var second: Float
    /// The weight of the utterance's words that the best pair has, in units of the weight of an unseen word.
    var matchedWeight: Float
    /// The share of the utterance's weight that no pair has: the scores are divided by it too, which says more
    /// about the utterance than about the pair.
    var unseen: Float

    /// 1, ln s, ln (m + .02) for the relative lead m = (s − s₂) / s, ln (w + .1) for the matched weight w, and the
    /// unseen share; the small numbers keep the logarithms of nothing finite.
    fileprivate var features: [Double] {
      let best = max(Double(best), 1e-6)
      let lead = max(0, best - Double(second)) / best
      return [1, log(best), log(lead + 0.02), log(Double(matchedWeight) + 0.1), Double(unseen)]
    }
  }

  /// One utterance whose answer is known.
  struct Example: Sendable {
    var facts: Facts
    /// Whether the best pair was the right one.
    var isRight: Bool
    /// How much the example counts.
    var weight: Double
  }

  /// One for each feature.
  private(set) var coefficients: [Double]

  /// For sets too small to tell.
  ///
  /// Fitted over the queries of covidfaq and norquad_retrieval and over what is left of clinc150, banking77,
  /// massive_nb-NO and our own pairs with 1, 5, 20 or three quarters of their wordings in the index; each of these
  /// ten sets weighs the same, and each query is asked a second time without the pair that answers it, at a quarter
  /// of the weight: so many are taken to ask what no pair answers.
  static let standard = MatchCalibration(coefficients: [2.20, 1.50, 0.93, 0.73, 1.08])

  /// How firmly each coefficient is held: 1 / the square of how far the fits of the ten sets lie apart.
  private static let precisions = [1.0, 4, 11, 6, 4]

  /// Calibration by the examples, held near the standard one where they are few.
  ///
  /// The most probable coefficients under a normal prior around ``standard``, by Newton's method.
  init(examples: [Example]) {
    let rows = examples.map {
      LogisticRegression.Row(
        features: $0.facts.features,
        isTrue: $0.isRight,
        weight: $0.weight
      )
    }
    coefficients = LogisticRegression.fitted(
      rows,
      from: MatchCalibration.standard.coefficients,
      precisions: MatchCalibration.precisions
    )
    // A better score, a clearer lead or more in common must never lower the confidence.
    for row in 1...3 { coefficients[row] = max(coefficients[row], 0) }
  }

  /// Takes coefficients that were learned before; nil where they are not as many as the features.
  init?(learned coefficients: [Double]) {
    guard coefficients.count == Self.standard.coefficients.count else { return nil }
    self.coefficients = coefficients
  }

  private init(coefficients: [Double]) { self.coefficients = coefficients }

  /// The probability that the best pair answers, 0…1.
  func probability(_ facts: Facts) -> Double {
    facts.best > 0 ? MatchCalibration.sigmoid(dot(coefficients, facts.features)) : 0
  }

  private static func sigmoid(_ value: Double) -> Double { 1 / (1 + exp(-value)) }
}

private func dot(_ left: [Double], _ right: [Double]) -> Double {
  zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
}
