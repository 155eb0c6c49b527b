internal import Foundation

/// Finds the pairs that may answer an utterance.
///
/// Built once from a set of pairs and then only read, from any number of threads. The recipe is the same for every
/// set, and a set tunes nothing but what it shows of itself: how much its words tell (``AnswerVocabulary``), whether its
/// answers help to find them (``AnswerTrust``), and how sure a score makes (``AlternateTrial``).
package final class AnswerMatcher: Sendable {
  private let ids: [String]
  private let admission: Admission
  private let analysis: AnswerAnalysis
  private let index: AnswerIndex
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

  /// Builds the index with a calibration that was learned before, which saves most of the time.
  init(pairs: [MatcherPair], synonyms: [[String]], calibration: MatchCalibration?) {
    var seen: Set<String> = []
    let own = pairs.filter { seen.insert($0.id).inserted }
    ids = own.map(\.id)
    admission = Admission(own)
    analysis = AnswerAnalysis(synonyms: synonyms)
    index = AnswerIndex(own, analysis: analysis)
    self.calibration = calibration ?? AlternateTrial.calibration(of: own, analysis: analysis)
  }

  /// The same matcher with a calibration that was learned elsewhere.
  private init(_ other: AnswerMatcher, calibration: MatchCalibration) {
    (ids, admission, analysis) = (other.ids, other.admission, other.analysis)
    index = other.index
    self.calibration = calibration
  }

  /// The same matcher with a calibration that was learned before.
  func calibrated(by calibration: MatchCalibration) -> AnswerMatcher {
    AnswerMatcher(self, calibration: calibration)
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
    let query = AnswerQuery(analysis.utterance(text), in: index)
    let scores = query.scores(in: index)
    let competition = Competition(
      among: admission.pairs(filter: filter, followUpsOf: previous)
        .filter { !excluded.contains(ids[$0]) },
      scores: scores.pairs,
      limit: max(2, limit)
    )
    let confidence = calibration.probability(query.facts(of: competition, in: index))
    let confidences = confidences(of: competition, best: confidence)
    return zip(competition.best, confidences).prefix(max(0, limit)).map { entry, confidence in
      let nearest = scores.nearest[entry.pair]
      return Match(
        id: ids[entry.pair],
        confidence: confidence,
        wording: nearest < 0 ? nil : index.wordings[nearest].text,
        evidence: query.evidence(for: entry.pair, nearest: nearest, in: index)
      )
    }
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
