/// An utterance in the numbers of an ``AnswerIndex``, and the scoring of everything against it.
struct AnswerQuery {
  /// The scores of one utterance.
  struct Scores {
    /// One for each pair, 0 and up; well-matched ones are near 1.
    var pairs: [Float]
    /// Those of the wordings of the best pairs.
    var wordings: WordingScores
  }

  /// A feature of the utterance that the index has, with what it is multiplied by.
  struct Factor {
    var feature: Int32
    /// Beside the weights of a pair's wordings together, of a single one, and of all text of a pair.
    var wordings: Float
    var wording: Float
    var text: Float
  }

  let text: AnswerText
  /// The words known to the index, each once; `unseen` is the share of the weight that no pair has, 0…1.
  let words: [Int32]
  let unseen: Float
  private let wordFactors: [Factor]
  private let gramFactors: [Factor]

  /// How many pairs are compared wording by wording; see ``scores(in:among:)``.
  private static let comparedClosely = 16

  /// Looks the utterance up, and weighs what is found.
  ///
  /// Every part is divided by what the utterance could at most have weighed, so that parts of long and of short
  /// utterances are on one scale. The constants are round numbers near the flat top of a search over ten sets named at
  /// ``MatchCalibration/standard``, the same for all.
  init(_ text: AnswerText, in index: AnswerIndex) {
    self.text = text
    var terms: [UInt64] = []
    terms.reserveCapacity(text.words.count + 4)
    for word in text.words {
      let isKnown = index.words[word.form.term] != nil
      let halves = isKnown ? [] : index.compounds.halves(of: word.form)
      if halves.isEmpty { terms.append(word.form.term) } else { terms += halves }
    }
    let counted = AnswerQuery.counted(terms)
    let words = counted.compactMap { index.words[$0.feature] }
    let seenWeight = words.reduce(Float(0)) { $0 + index.words.weights[Int($1)] }
    let unseenWeight = Float(counted.count - words.count) * index.words.unseenWeight
    let weight = max(seenWeight + unseenWeight, .leastNormalMagnitude)
    unseen = unseenWeight / weight
    self.words = words
    wordFactors = words.map {
      let wordings = 1 / (3.5 * weight)
      return Factor(
        feature: $0,
        wordings: wordings,
        wording: wordings,
        text: 0.33 / weight
      )
    }
    gramFactors = AnswerQuery.factors(of: AnswerQuery.counted(text.grams), in: index)
  }

  private static func factors(
    of grams: [(feature: UInt64, count: Int32)],
    in index: AnswerIndex
  ) -> [Factor] {
    var (factors, weight, squares): ([Factor], Float, Float) = ([], 0, 0)
    factors.reserveCapacity(grams.count)
    for (feature, count) in grams {
      let number = index.grams[feature]
      let own = number.map { index.grams.weights[Int($0)] } ?? index.grams.unseenWeight
      let part = own * FeatureBag.scaled(count)
      weight += own
      squares += part * part
      if let number { factors.append(Factor(feature: number, wordings: part, wording: 0, text: 0)) }
    }
    weight = max(weight, .leastNormalMagnitude)
    let norm = max(squares.squareRoot(), .leastNormalMagnitude)
    for place in factors.indices {
      factors[place].wordings /= 3.5 * norm
      factors[place].wording = 0.5 * factors[place].wordings
      factors[place].text = 0.67 / weight
    }
    return factors
  }

  /// Scores every pair of the index, the best of `admitted` with their nearest wording.
  ///
  /// A question scores by words and n-grams, by its nearest wording and by all of its wordings together; the text
  /// of a pair by words and n-grams. A nearest wording is looked for in the
  /// pairs that score best without one: on our own messages the best eight are the same as if all were compared.
  func scores(in index: AnswerIndex, among admitted: [Int]) -> Scores {
    var scores = wholeScores(in: index)
    let best = Competition(among: admitted, scores: scores, limit: AnswerQuery.comparedClosely).best
    var wordings = WordingScores(best.map(\.pair), of: index)
    wordings.add(wordFactors, index.wordPostings)
    wordings.add(gramFactors, index.gramPostings)
    for entry in best { scores[entry.pair] += wordings.best(of: entry.pair) ?? 0 }
    return Scores(pairs: scores, wordings: wordings)
  }

  /// The scores of the pairs without their nearest wordings.
  private func wholeScores(in index: AnswerIndex) -> [Float] {
    let count = index.wordingsOfPair.count
    var scores = [SIMD4<Float>](repeating: SIMD4(), count: (count + 3) / 4)
    AnswerQuery.add(wordFactors, index.wordPostings, index.commonWords, to: &scores)
    AnswerQuery.add(gramFactors, index.gramPostings, index.commonGrams, to: &scores)
    return unsafe scores.withUnsafeBytes { scores in
      unsafe Array(scores.bindMemory(to: Float.self).prefix(count))
    }
  }

  /// Adds what the features say of each pair as a whole; there are scores for all of them.
  private static func add(
    _ factors: [Factor],
    _ postings: Postings,
    _ common: CommonEntries,
    to scores: inout [SIMD4<Float>]
  ) {
    // Entries lie in the postings, and their pairs in the scores: seen to when they were made or read.
    unsafe postings.entries.withPointer { entries in
      unsafe scores.withUnsafeMutableBufferPointer { scores in
        guard let scores = scores.baseAddress else { return }
        let single = unsafe UnsafeMutableRawPointer(scores).assumingMemoryBound(to: Float.self)
        // The first entries of all features are asked for at once: to wait for one after the other takes longer than
        // to add them up. No number of a pair is negative, so this always goes on.
        let first = factors.reduce(Int32(0)) { first, factor in
          if let own = common.first(of: factor.feature) { return first | Int32(own >> 1) }
          return unsafe first | entries[postings.entries(of: factor.feature).lowerBound].pair
        }
        guard first >= 0 else { return }
        for factor in factors {
          let isAdded = unsafe common.add(
            factor.feature,
            wordings: factor.wordings,
            text: factor.text,
            to: scores
          )
          guard !isAdded else { continue }
          for place in postings.entries(of: factor.feature) {
            let entry = unsafe entries[place]
            unsafe single[Int(entry.pair)] +=
              factor.wordings * Float(upperBits: entry.wordings)
              + factor.text * Float(upperBits: entry.text)
          }
        }
      }
    }
  }

  /// What the confidence in the best pair is judged by.
  func facts(of competition: Competition, in index: AnswerIndex) -> MatchCalibration.Facts {
    guard let best = competition.best.first else {
      return .init(best: 0, second: 0, matchedWeight: 0, unseen: unseen)
    }
    let matched = words.reduce(Float(0)) { sum, word in
      let isThere = index.wordPostings.entry(of: word, in: best.pair) != nil
      return sum + (isThere ? index.words.weights[Int(word)] : 0)
    }
    return .init(
      best: best.score,
      second: competition.best.dropFirst().first?.score ?? 0,
      matchedWeight: matched / index.words.unseenWeight,
      unseen: unseen
    )
  }

  /// The words, as typed, that occur in the nearest wording, or in the text of the pair where none does.
  func evidence(for pair: Int, nearest: Int?, in index: AnswerIndex) -> [String] {
    let inWording =
      nearest.map { wording in
        tokens(in: index) { index.wordPostings.has($0, in: pair, wording: wording) }
      } ?? []
    guard inWording.isEmpty else { return inWording }
    return tokens(in: index) { index.wordPostings.entry(of: $0, in: pair) != nil }
  }

  private func tokens(in index: AnswerIndex, where isThere: (Int32) -> Bool) -> [String] {
    var shown: [Int] = []
    for word in text.words where shown.last != word.token {
      if let feature = index.words[word.form.term], isThere(feature) { shown.append(word.token) }
    }
    return shown.map { text.tokens[$0] }
  }

  /// Each feature once, in the order of its value: a sum of floats must not depend on a hash seed.
  private static func counted(_ features: [UInt64]) -> [(feature: UInt64, count: Int32)] {
    var result: [(feature: UInt64, count: Int32)] = []
    result.reserveCapacity(features.count)
    for feature in features.sorted() {
      if result.last?.feature == feature {
        result[result.count - 1].count += 1
      } else {
        result.append((feature, 1))
      }
    }
    return result
  }
}
