internal import Foundation

/// Turns what the networks say into the probability that the best label is right.
///
/// Logistic regression with one input (Platt 1999), fitted on examples that the networks had not seen.
struct Confidence: Sendable, Equatable {
  var slope: Double
  var offset: Double

  /// What is believed of a recogniser before it is tried.
  static let prior = Confidence(slope: 1, offset: 0)

  /// The evidence for the best label, in log-odds before calibration.
  ///
  /// Six times the share of unseen letter groups is taken off: the best of several weights tried on sets from
  /// which whole labels were held out. Neither entropy, the height of the scores nor the nearest example added to it.
  static func evidence(in opinion: Opinion) -> Double {
    let certain = opinion.labelCount == 1 ? 0.9 : 1 - 1e-4
    let best = min(max(Double(opinion.highest), 1e-4), certain)
    return log(best / (1 - best)) - 6 * opinion.unseen
  }

  /// The probability that the best label of the opinion is right; 0 where nothing of the text is known.
  func score(of opinion: Opinion) -> Double {
    guard opinion.unseen < 1 else { return 0 }
    return 1 / (1 + exp(-(slope * Self.evidence(in: opinion) + offset)))
  }
}

extension Confidence {
  /// Fits slope and offset to opinions on examples and the classes that were right.
  init(fitting opinions: [Opinion?], classes: [Int]) {
    var trials: [(evidence: Double, isRight: Bool)] = []
    for (opinion, label) in zip(opinions, classes) {
      // With one label every answer is right, which teaches nothing.
      guard let opinion, opinion.labelCount > 1 else { continue }
      trials.append((Self.evidence(in: opinion), opinion.best == label))
    }
    self = Self.fitted(to: trials)
  }

  /// The maximum of the likelihood times a Gaussian around the prior, by Newton's method.
  private static func fitted(to trials: [(evidence: Double, isRight: Bool)]) -> Confidence {
    var found = prior
    for _ in 0..<30 {
      var (slopeGradient, offsetGradient) = ((found.slope - 1) * 4, found.offset)
      var (aa, ab, bb) = (4.0, 0.0, 1.0)
      for trial in trials {
        let p = 1 / (1 + exp(-(found.slope * trial.evidence + found.offset)))
        let error = p - (trial.isRight ? 1 : 0)
        let weight = max(p * (1 - p), 1e-6)
        slopeGradient += error * trial.evidence
        offsetGradient += error
        aa += weight * trial.evidence * trial.evidence
        ab += weight * trial.evidence
        bb += weight
      }
      let determinant = aa * bb - ab * ab
      found.slope -= (bb * slopeGradient - ab * offsetGradient) / determinant
      found.offset -= (aa * offsetGradient - ab * slopeGradient) / determinant
    }
    return found
  }
}
