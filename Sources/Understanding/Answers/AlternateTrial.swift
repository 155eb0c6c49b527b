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
    let all = Array(rest.indices)
    for (own, wording) in held.prefix(enough) {
      let query = AnswerQuery(analysis.utterance(wording), in: index)
      let others = all.filter { $0 != own }
      let open = Competition(
        among: all,
        scores: query.scores(in: index, among: all).pairs,
        limit: 2
      )
      let closed = Competition(
        among: others,
        scores: query.scores(in: index, among: others).pairs,
        limit: 2
      )
      examples += [
        .init(
          facts: query.facts(of: open, in: index),
          isRight: open.best.first?.pair == own,
          weight: 1
        ),
        .init(
          facts: query.facts(of: closed, in: index),
          isRight: false,
          weight: weightOfUnanswerable
        ),
      ]
    }
  }
}
