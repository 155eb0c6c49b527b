internal import Foundation

/// Finds the pairs that may answer an utterance.
///
/// Built once from a set of pairs and then only read, from any number of threads. The recipe is the same for every
/// set, and a set tunes nothing but what it shows of itself: how much its words tell (``AnswerVocabulary``), whether its
/// answers help to find them (``AnswerTrust``), and how sure a score makes (``AlternateTrial``).
package final class AnswerMatcher: Sendable {
  private let pairs: [MatcherPair]
  private let numbers: [String: Int]
  private let analysis: AnswerAnalysis
  private let index: AnswerIndex
  private let calibration: MatchCalibration

  /// Builds the index, about a millisecond for a pair with a page of text.
  ///
  /// - Parameters:
  ///   - pairs: the pairs in their order, which decides between equal scores; of pairs with one name the first counts.
  ///   - synonyms: groups of words or phrases that mean the same; every member finds all the others.
  package init(pairs: [MatcherPair], synonyms: [[String]] = []) {
    var (own, numbers): ([MatcherPair], [String: Int]) = ([], [:])
    for pair in pairs where numbers[pair.id] == nil {
      numbers[pair.id] = own.count
      own.append(pair)
    }
    self.pairs = own
    self.numbers = numbers
    analysis = AnswerAnalysis(synonyms: synonyms)
    index = AnswerIndex(own, analysis: analysis)
    calibration = AlternateTrial.calibration(of: own, analysis: analysis)
  }

  /// The pairs that may answer the utterance, best first; none where nothing in it is known.
  ///
  /// Pairs that are filtered out take no part: neither in the ranking nor in how sure it is. They do count in how
  /// much a word tells, so that a score means the same in every context.
  ///
  /// - Parameters:
  ///   - text: what was said; of more than 2,048 bytes the beginning.
  ///   - filter: metadata that a pair must have, all of it, to compete at all.
  ///   - previous: the name of the pair answered last: its follow-ups compete even where they are context-only.
  ///   - limit: how many pairs to give at most.
  package func match(
    _ text: String,
    filter: [String: String] = [:],
    followUpsOf previous: String? = nil,
    limit: Int = 10
  ) -> [Match] {
    let query = AnswerQuery(analysis.utterance(text), in: index)
    let scores = query.scores(in: index)
    let admitted = admission(filter: filter, previous: previous)
    let ranked = pairs.indices
      .filter { scores.pairs[$0] > 0 && admitted($0) }
      .sorted { (scores.pairs[$0], $1) > (scores.pairs[$1], $0) }
    let confidences = confidences(of: ranked.map { scores.pairs[$0] })
    return zip(ranked, confidences).prefix(max(0, limit)).map { pair, confidence in
      let nearest = scores.nearest[pair]
      return Match(
        id: pairs[pair].id,
        confidence: confidence,
        wording: nearest < 0 ? nil : index.wordings[nearest].text,
        evidence: query.evidence(for: pair, nearest: nearest, in: index)
      )
    }
  }

  private func admission(filter: [String: String], previous: String?) -> (Int) -> Bool {
    let wanted = filter.map { ($0.lowercased(), $1.lowercased()) }
    let followUps = previous.flatMap { numbers[$0] }.map { Set(pairs[$0].followUps) } ?? []
    return { [pairs] number in
      let pair = pairs[number]
      if pair.isContextOnly && !followUps.contains(pair.id) { return false }
      guard !wanted.isEmpty else { return true }
      return wanted.allSatisfy { name, value in
        pair.metadata.contains { $0.lowercased() == name && $1.lowercased() == value }
      }
    }
  }

  /// The probabilities of pairs with these scores, best first.
  ///
  /// What the best one leaves is shared out by e⁸ˢ, the scale on which scores of right and wrong pairs separate.
  private func confidences(of scores: [Float]) -> [Double] {
    guard let best = scores.first else { return [] }
    let first = calibration.probability(best: best, second: scores.dropFirst().first ?? 0)
    let shares = scores.map { exp(8 * Double($0 - best)) }
    let sum = shares.reduce(0, +)
    // Where the best is less sure than its share, so are the others; where it is surer, they have only the rest.
    let scale = first * sum <= 1 ? first : (1 - first) / (sum - 1)
    return [first] + shares.dropFirst().map { min(first, $0 * scale) }
  }
}
