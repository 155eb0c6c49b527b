/// An utterance in the numbers of an ``AnswerIndex``, and the scoring of everything against it.
struct AnswerQuery {
  /// The scores of one utterance.
  struct Scores {
    /// One for each pair, 0 and up; well-matched ones are near 1.
    var pairs: [Float]
    /// For each pair the number of its nearest wording, -1 where its text was what matched.
    var nearest: [Int]
  }

  let text: AnswerText
  /// The features known to the index, each once; `unseen` is the share of the weight that no pair has, 0…1.
  let words: [Int32]
  let unseen: Float
  private let wordWeight: Float
  private let grams: [(feature: Int32, count: Int32)]
  private let gramWeight: Float
  private let gramNorm: Float

  init(_ text: AnswerText, in index: AnswerIndex) {
    self.text = text
    let counted = AnswerQuery.counted(
      text.words.flatMap { word -> [UInt64] in
        if index.words[word.form.term] != nil { return [word.form.term] }
        let halves = index.compounds.halves(of: word.form)
        return halves.isEmpty ? [word.form.term] : halves
      }
    )
    words = counted.compactMap { index.words[$0.feature] }
    let seenWeight = words.reduce(Float(0)) { $0 + index.words.weights[Int($1)] }
    let unseenWeight = Float(counted.count - words.count) * index.words.unseenWeight
    wordWeight = max(seenWeight + unseenWeight, .leastNormalMagnitude)
    unseen = unseenWeight / wordWeight
    var (grams, weight, squares): ([(feature: Int32, count: Int32)], Float, Float) = ([], 0, 0)
    for (feature, count) in AnswerQuery.counted(text.grams) {
      let number = index.grams[feature]
      let own = number.map { index.grams.weights[Int($0)] } ?? index.grams.unseenWeight
      if let number { grams.append((number, count)) }
      weight += own
      squares += own * own * Postings.scaled(count) * Postings.scaled(count)
    }
    self.grams = grams
    gramWeight = max(weight, .leastNormalMagnitude)
    gramNorm = max(squares.squareRoot(), .leastNormalMagnitude)
  }

  /// Scores every pair of the index.
  ///
  /// A question scores by words and n-grams, by its nearest wording and by all of its wordings together; the text
  /// of a pair by words and n-grams, for as much as the set trusts its answers. Every part is divided by what the
  /// utterance could at most have weighed, so that parts of long and of short utterances are on one scale. The
  /// constants are round numbers near the flat top of a search over ten sets named at
  /// ``MatchCalibration/standard``, the same for all.
  func scores(in index: AnswerIndex) -> Scores {
    var wordings = [Float](repeating: 0, count: index.wordings.count)
    var questions = [Float](repeating: 0, count: index.wordingsOfPair.count)
    var texts = questions
    for word in words {
      index.wordingWords.add(word, factor: 1 / wordWeight, to: &wordings)
      index.questionWords.add(word, factor: 1 / wordWeight, to: &questions)
      index.textWords.add(word, factor: 0.33 / wordWeight, to: &texts)
    }
    for (gram, count) in grams {
      let own = index.grams.weights[Int(gram)] * Postings.scaled(count) / gramNorm
      index.wordingGrams.add(gram, factor: 0.5 * own, to: &wordings)
      index.questionGrams.add(gram, factor: own, to: &questions)
      index.textGrams.add(gram, factor: 0.67 / gramWeight, to: &texts)
    }
    var scores = Scores(pairs: texts, nearest: [Int](repeating: -1, count: texts.count))
    for (pair, range) in index.wordingsOfPair.enumerated() {
      guard var nearest = range.first else { continue }
      for wording in range where wordings[wording] > wordings[nearest] { nearest = wording }
      scores.nearest[pair] = nearest
      scores.pairs[pair] =
        (wordings[nearest] + questions[pair]) / 3.5 + index.answerTrust * texts[pair]
    }
    return scores
  }

  /// What the confidence in the best pair is judged by.
  func facts(of competition: Competition, in index: AnswerIndex) -> MatchCalibration.Facts {
    guard let best = competition.best.first else {
      return .init(best: 0, second: 0, matchedWeight: 0, unseen: unseen)
    }
    let matched = words.reduce(Float(0)) { sum, word in
      sum + (index.textWords.has(word, in: best.pair) ? index.words.weights[Int(word)] : 0)
    }
    return .init(
      best: best.score,
      second: competition.best.dropFirst().first?.score ?? 0,
      matchedWeight: matched / index.words.unseenWeight,
      unseen: unseen
    )
  }

  /// The words, as typed, that occur in the nearest wording, or in the text of the pair where none does.
  func evidence(for pair: Int, nearest: Int, in index: AnswerIndex) -> [String] {
    let inWording = nearest < 0 ? [] : tokens(in: index) { index.wordingWords.has($0, in: nearest) }
    return inWording.isEmpty ? tokens(in: index) { index.textWords.has($0, in: pair) } : inWording
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
