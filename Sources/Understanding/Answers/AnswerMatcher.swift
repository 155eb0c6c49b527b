internal import Foundation
internal import Norwegian

/// Finds the pairs that may answer an utterance.
///
/// Built once from a set of pairs and then only read, from any number of threads. The recipe is the same for every
/// set, and a set tunes nothing but what it shows of itself: how much its words tell (``AnswerVocabulary``), whether its
/// answers help to find them (``AnswerTrust``), and how sure a score makes (``AlternateTrial``).
package final class AnswerMatcher: Sendable {
  private let ids: [String]
  private let questions: [[String]]
  private let admission: Admission
  private let analysis: AnswerAnalysis
  let index: AnswerIndex
  /// How scores become probabilities; learned from the pairs, unless it was given.
  let calibration: MatchCalibration

  /// Builds the index, about a millisecond for a pair with a page of text.
  ///
  /// - Parameters:
  ///   - pairs: the pairs in their order, which decides between equal scores; of pairs with one name the first counts.
  ///   - synonyms: groups of words or phrases that mean the same; every member finds all the others.
  package convenience init(pairs: [MatcherPair], synonyms: [[String]] = []) {
    self.init(pairs: pairs, synonyms: synonyms, calibration: nil)
  }

  /// Builds what was not made before: to learn the calibration takes most of the time, the index most of the rest.
  ///
  /// An index must be that of the same pairs and synonyms; one that does not fit the pairs is made anew.
  init(
    pairs: [MatcherPair],
    synonyms: [[String]],
    index: AnswerIndex? = nil,
    calibration: MatchCalibration?
  ) {
    var seen: Set<String> = []
    let own = pairs.filter { seen.insert($0.id).inserted }
    ids = own.map(\.id)
    questions = own.map(\.questions)
    admission = Admission(own)
    var analysis = AnswerAnalysis(synonyms: synonyms)
    let index =
      index.flatMap { $0.fits(own) ? $0 : nil } ?? AnswerIndex(own, analysis: analysis)
    analysis.known = index.known
    self.index = index
    self.analysis = analysis
    self.calibration = calibration ?? AlternateTrial.calibration(of: own, analysis: analysis)
  }

  /// The pairs that may answer the utterance, best first; none where nothing in it is known.
  ///
  /// Pairs that are filtered out take no part: neither in the ranking nor in how sure it is. They do count in how
  /// much a word tells, so that a score means the same in every context.
  ///
  /// - Parameters:
  ///   - text: what was said; of more than 2,048 bytes the beginning.
  ///   - filter: metadata that a pair must have, all of it, to compete at all.
  ///   - excluded: the names of pairs that take no part either.
  ///   - previous: the name of the pair answered last: its follow-ups compete even where they are context-only.
  ///   - limit: how many pairs to give at most.
  package func match(
    _ text: String,
    filter: [String: String] = [:],
    excluding excluded: Set<String> = [],
    followUpsOf previous: String? = nil,
    limit: Int = 10
  ) -> [Match] {
    var admitted = admission.pairs(filter: filter, followUpsOf: previous)
    if !excluded.isEmpty { admitted.removeAll { excluded.contains(ids[$0]) } }
    let query = AnswerQuery(analysis.utterance(text), in: index)
    let ranking = rank(query, among: admitted, limit: limit)
    return ranking.best.map { pair, confidence in
      let nearest = ranking.wordings.nearest(of: pair)
      return Match(
        id: ids[pair],
        confidence: confidence,
        wording: nearest.map { wording(of: pair, $0) },
        evidence: query.evidence(for: pair, nearest: nearest, in: index)
      )
    }
  }

  /// The pairs by their numbers and in the order in which they were given, without what speaks for them: what a
  /// message needs of ``match(_:filter:excluding:followUpsOf:limit:)``.
  ///
  /// - Parameter isExcluded: whether the pair of that number takes no part.
  func ranking(
    of tokens: [Token],
    followUpsOf previous: String?,
    limit: Int,
    isExcluded: (Int) -> Bool
  ) -> [(pair: Int, confidence: Double)] {
    var admitted = admission.pairs(filter: [:], followUpsOf: previous)
    admitted.removeAll(where: isExcluded)
    return rank(AnswerQuery(analysis.utterance(tokens), in: index), among: admitted, limit: limit)
      .best
  }

  /// The names of the pairs, by their number.
  var names: [String] { ids }

  private func rank(
    _ query: AnswerQuery,
    among admitted: [Int],
    limit: Int
  ) -> (best: [(pair: Int, confidence: Double)], wordings: WordingScores) {
    let scores = query.scores(in: index, among: admitted)
    let competition = Competition(among: admitted, scores: scores.pairs, limit: max(2, limit))
    let confidence = calibration.probability(query.facts(of: competition, in: index))
    let best = zip(competition.best, confidences(of: competition, best: confidence))
      .prefix(max(0, limit)).map { (pair: $0.pair, confidence: $1) }
    return (best, scores.wordings)
  }

  /// The wording as authored; `number` counts from the first of the pair.
  private func wording(of pair: Int, _ number: Int) -> String {
    questions[pair][Int(index.questions[index.wordingsOfPair[pair].lowerBound + number])]
  }

  /// The probabilities of the best pairs, in their order, given that of the first.
  ///
  /// What the best one leaves is shared out by e⁸ˢ, the scale on which scores of right and wrong pairs separate.
  private func confidences(of competition: Competition, best first: Double) -> [Double] {
    guard let best = competition.best.first?.score else { return [] }
    let sum = competition.sum(of: { exp(8 * Double($0 - best)) })
    // Where the best is less sure than its share, so are the others; where it is surer, they have only the rest.
    let scale = first * sum <= 1 ? first : (1 - first) / (sum - 1)
    return [first]
      + competition.best.dropFirst().map { min(first, exp(8 * Double($0.score - best)) * scale) }
  }
}
