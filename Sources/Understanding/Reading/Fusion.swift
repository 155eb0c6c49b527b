internal import Foundation

/// Brings the recogniser's and the matcher's opinion of an utterance onto one scale of probability.
///
/// Both rank the same candidates. Their log-probabilities are added, each with a weight, and made to sum to 1
/// (a logarithmic opinion pool, Genest and Zidek 1986). The probability that the best candidate *of the content* is
/// right is then a logistic regression on what tells right from wrong: how far it leads in the pool, how likely the
/// pool holds it that nothing of the content is meant, how sure each half is for itself, and how much of the
/// utterance was never seen. All of it is learned from utterances that neither half had seen.
struct Fusion: Sendable, Equatable {
  /// How much each half's log-probability counts, above 0.
  var recogniserWeight = 0.5
  var matcherWeight = 0.5
  /// The weights of the features, in the order of ``features(of:_:)``.
  var coefficients = [0.0, 0.5, -0.5, 0.2, 0.2, 0]

  /// Everything that was learned, for a file.
  var numbers: [Double] { [recogniserWeight, matcherWeight] + coefficients }

  init() {}

  /// What ``numbers`` gave; nil where they are too few, too many or negative weights.
  init?(numbers: [Double]) {
    guard numbers.count == 8, numbers.allSatisfy(\.isFinite), numbers[0] > 0, numbers[1] > 0 else {
      return nil
    }
    (recogniserWeight, matcherWeight) = (numbers[0], numbers[1])
    coefficients = Array(numbers.dropFirst(2))
  }

  /// What both halves say of one candidate, as probabilities.
  struct Opinion: Sendable {
    /// Its number.
    var candidate: Int
    var recogniser = 0.0
    var matcher = 0.0
  }

  /// What is known of one utterance.
  struct Evidence: Sendable {
    /// One for each candidate that either half names, in any order.
    var opinions: [Opinion]
    /// The share of the utterance that no example has, from 0 to 1.
    var unseen: Double
  }

  /// A candidate with its probability.
  typealias Weighed = (candidate: Int, probability: Double)

  /// No probability counts as less than this: a half that has not met a word must not veto.
  private static let floor = 1e-3

  /// The candidates with their probability, best first.
  ///
  /// - Parameter isOutside: whether the candidate of that number says that nothing of the content is meant.
  func weigh(_ evidence: Evidence, isOutside: (Int) -> Bool) -> [Weighed] {
    let pooled = pool(evidence)
    guard let best = pooled.first(where: { !isOutside($0.candidate) }) else { return pooled }
    let confidence = Self.sigmoid(dot(features(of: evidence, pooled, best, isOutside)))
    // What the best one leaves is shared among the others as the pool has it.
    let rest = max(1 - best.probability, 1e-9)
    return pooled.map { item in
      (
        item.candidate,
        item.candidate == best.candidate ? confidence : item.probability / rest * (1 - confidence)
      )
    }
    .sorted { ($0.1, $1.0) > ($1.1, $0.0) }
  }

  private func pool(_ evidence: Evidence) -> [Weighed] {
    let scores = evidence.opinions.map { (candidate: $0.candidate, score: score($0)) }
      .sorted { ($0.score, $1.candidate) > ($1.score, $0.candidate) }
    guard let best = scores.first?.score else { return [] }
    let powers = scores.map { exp($0.score - best) }
    let sum = powers.reduce(0, +)
    return zip(scores, powers).map { ($0.candidate, $1 / sum) }
  }

  private func score(_ opinion: Opinion) -> Double {
    recogniserWeight * log(max(opinion.recogniser, Self.floor))
      + matcherWeight * log(max(opinion.matcher, Self.floor))
  }

  private func features(
    of evidence: Evidence,
    _ pooled: [Weighed],
    _ best: Weighed,
    _ isOutside: (Int) -> Bool
  ) -> [Double] {
    let outside = pooled.reduce(0) { $0 + (isOutside($1.candidate) ? $1.probability : 0) }
    let opinion =
      evidence.opinions.first { $0.candidate == best.candidate }
      ?? Opinion(candidate: best.candidate)
    return [
      1, Self.logit(best.probability / max(1 - outside, 1e-9)), Self.logit(outside),
      Self.logit(opinion.recogniser), Self.logit(opinion.matcher), evidence.unseen,
    ]
  }

  private func dot(_ features: [Double]) -> Double {
    zip(coefficients, features).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func logit(_ probability: Double) -> Double {
    let bounded = min(max(probability, floor), 1 - floor)
    return log(bounded / (1 - bounded))
  }

  private static func sigmoid(_ value: Double) -> Double { 1 / (1 + exp(-value)) }
}

extension Fusion {
  /// An utterance that neither half had seen, and which candidate it means; nil where it means none of them.
  struct Trial: Sendable {
    var evidence: Evidence
    var meant: Int?
    /// How much it counts, above 0.
    var weight: Double
  }

  /// Learns the weights from trials.
  init(learningFrom trials: [Trial], isOutside: (Int) -> Bool) {
    self.init()
    guard trials.count >= 20 else { return }
    fitPool(trials)
    fitConfidence(trials, isOutside)
  }

  /// The weights of the pool that make what was meant most probable, by a search over a small grid: the likelihood is
  /// smooth and has one maximum, and two digits are plenty.
  private mutating func fitPool(_ trials: [Trial]) {
    let steps = [0.1, 0.2, 0.35, 0.5, 0.7, 1, 1.4, 2]
    var best = (likelihood: -Double.infinity, fusion: self)
    for recogniser in steps {
      for matcher in steps {
        var fusion = self
        (fusion.recogniserWeight, fusion.matcherWeight) = (recogniser, matcher)
        let likelihood = fusion.likelihood(of: trials)
        if likelihood > best.likelihood { best = (likelihood, fusion) }
      }
    }
    self = best.fusion
  }

  private func likelihood(of trials: [Trial]) -> Double {
    trials.reduce(0) { sum, trial in
      guard let meant = trial.meant else { return sum }
      let probability = pool(trial.evidence).first { $0.candidate == meant }?.probability ?? 0
      return sum + trial.weight * log(max(probability, 1e-4))
    }
  }

  private mutating func fitConfidence(_ trials: [Trial], _ isOutside: (Int) -> Bool) {
    let rows = trials.compactMap { trial -> LogisticRegression.Row? in
      let pooled = pool(trial.evidence)
      guard let best = pooled.first(where: { !isOutside($0.candidate) }) else { return nil }
      return LogisticRegression.Row(
        features: features(of: trial.evidence, pooled, best, isOutside),
        isTrue: best.candidate == trial.meant,
        weight: trial.weight
      )
    }
    coefficients = LogisticRegression.fitted(rows, from: coefficients)
  }
}
