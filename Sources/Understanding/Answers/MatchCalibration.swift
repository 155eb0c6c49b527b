internal import Foundation

/// Turns scores into probabilities: logistic regression on the best score and on its lead over the second.
///
/// The probability of the best pair is σ(b₀ + b₁ ln s + b₂ ln(m + .02)) for its score s and its relative lead
/// m = (s − s₂) / s. How far the best one leads tells most: alone, the score separates right from wrong with an
/// AUROC of .70 and with the lead .79 (mean over the nine sets named at ``AnswerQuery/scores(in:)``, each judged
/// by the other eight); the share of unseen words and the covered share of the utterance added nothing to them.
struct MatchCalibration: Sendable, Hashable {
  /// One utterance whose answer is known: what its best and second score were, and whether the best was right.
  struct Example: Sendable {
    var best: Float
    var second: Float
    var isRight: Bool
    /// How much the example counts.
    var weight: Double
  }

  /// b₀, b₁, b₂.
  private(set) var coefficients: [Double]

  /// For sets too small to tell.
  ///
  /// Fitted over the nine sets' queries, each set weighing the same, with each query asked a second time without
  /// the pair that answers it, at a quarter of the weight: so many are taken to ask what no pair answers.
  static let standard = MatchCalibration(coefficients: [2.67, 1.38, 0.91])

  /// Calibration by the examples, held near the standard one where they are few.
  ///
  /// The most probable coefficients under a normal prior around ``standard``, whose widths are about how far the
  /// nine sets' own fits lie from it; by Newton's method.
  init(examples: [Example]) {
    let start = MatchCalibration.standard.coefficients
    let precision = [1.0, 4.0, 11.0]
    coefficients = start
    for _ in 0..<20 {
      var gradient = (0..<3).map { precision[$0] * (coefficients[$0] - start[$0]) }
      var hessian = (0..<3).map { row in (0..<3).map { row == $0 ? precision[row] : 0 } }
      for example in examples {
        let features = MatchCalibration.features(example.best, example.second)
        let p = MatchCalibration.sigmoid(dot(coefficients, features))
        for row in 0..<3 {
          gradient[row] += example.weight * (p - (example.isRight ? 1 : 0)) * features[row]
          for column in 0..<3 {
            hessian[row][column] += example.weight * p * (1 - p) * features[row] * features[column]
          }
        }
      }
      let step = solve(hessian, gradient)
      for row in 0..<3 { coefficients[row] -= step[row] }
      if step.allSatisfy({ abs($0) < 1e-6 }) { break }
    }
    // A better score or a clearer lead must never lower the confidence.
    coefficients[1] = max(coefficients[1], 0)
    coefficients[2] = max(coefficients[2], 0)
  }

  private init(coefficients: [Double]) { self.coefficients = coefficients }

  /// The probability that the best pair answers, from its score and the second's; 0…1.
  func probability(best: Float, second: Float) -> Double {
    guard best > 0 else { return 0 }
    return MatchCalibration.sigmoid(dot(coefficients, MatchCalibration.features(best, second)))
  }

  private static func features(_ best: Float, _ second: Float) -> [Double] {
    let best = max(Double(best), 1e-6)
    return [1, log(best), log(max(0, best - Double(second)) / best + 0.02)]
  }

  private static func sigmoid(_ value: Double) -> Double { 1 / (1 + exp(-value)) }
}

private func dot(_ left: [Double], _ right: [Double]) -> Double {
  zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
}

/// Solves A x = b for a positive definite A, by Gaussian elimination, which then needs no pivoting.
private func solve(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
  var (a, x) = (matrix, vector)
  for column in x.indices {
    for row in x.indices where row > column {
      let factor = a[row][column] / a[column][column]
      for place in column..<x.count { a[row][place] -= factor * a[column][place] }
      x[row] -= factor * x[column]
    }
  }
  for row in x.indices.reversed() {
    for column in (row + 1)..<max(row + 1, x.count) { x[row] -= a[row][column] * x[column] }
    x[row] /= a[row][row]
  }
  return x
}
