/// Asks a set of pairs its own wordings to learn how far its scores can be trusted.
///
/// A wording is asked of an index that was built without it, so only pairs with two wordings and more take part.
/// Each is asked twice: of all pairs, and of all but its own, as if no pair answered it.
enum AlternateTrial {
  /// Fewer wordings than this tell nothing.
  private static let fewest = 40
  /// When so many have been asked, more tell little.
  private static let enough = 500
  /// Every wording is left out in one round of four; rounds stop at ``enough``.
  private static let rounds = 4
  /// How much an utterance that no pair answers counts beside one that a pair does.
  private static let weightOfUnanswerable = 0.25

  static func calibration(of pairs: [MatcherPair], analysis: AnswerAnalysis) -> MatchCalibration {
    let askable = pairs.reduce(0) { $0 + ($1.questions.count > 1 ? $1.questions.count : 0) }
    guard askable >= fewest else { return .standard }
    var examples: [MatchCalibration.Example] = []
    for round in 0..<rounds where examples.count < 2 * enough {
      ask(pairs, round, analysis, into: &examples)
    }
    return MatchCalibration(examples: examples)
  }

  private static func ask(
    _ pairs: [MatcherPair],
    _ round: Int,
    _ analysis: AnswerAnalysis,
    into examples: inout [MatchCalibration.Example]
  ) {
    var (rest, held): ([MatcherPair], [(pair: Int, wording: String)]) = (pairs, [])
    for (number, pair) in pairs.enumerated() where pair.questions.count > 1 {
      rest[number].questions = []
      for (place, wording) in pair.questions.enumerated() {
        // Shifted from pair to pair, so that pairs with few wordings take part in all rounds alike.
        let isHeld = (place + number) % rounds == round
        if isHeld && pair.questions.count > 1 { held.append((number, wording)) }
        if !isHeld { rest[number].questions.append(wording) }
      }
    }
    let index = AnswerIndex(rest, analysis: analysis)
    for (own, wording) in held.prefix(enough) {
      let scores = AnswerQuery(analysis.utterance(wording), in: index).scores(in: index).pairs
      var best = Ranks(), others = Ranks()
      for (pair, score) in scores.enumerated() {
        best.take(score, pair)
        if pair != own { others.take(score, pair) }
      }
      examples.append(best.example(isRight: best.first == own, weight: 1))
      examples.append(others.example(isRight: false, weight: weightOfUnanswerable))
    }
  }

  /// The best two of a row of scores.
  private struct Ranks {
    private(set) var first = -1
    private var best: Float = 0
    private var second: Float = 0

    mutating func take(_ score: Float, _ pair: Int) {
      if score > best {
        (second, best, first) = (best, score, pair)
      } else {
        second = max(second, score)
      }
    }

    func example(isRight: Bool, weight: Double) -> MatchCalibration.Example {
      .init(best: best, second: second, isRight: isRight, weight: weight)
    }
  }
}
