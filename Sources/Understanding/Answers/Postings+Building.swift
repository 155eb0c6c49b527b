internal import Foundation

extension Postings {
  /// The postings of some pairs.
  ///
  /// - Parameters:
  ///   - wordings: the feature numbers of each wording, repeated as they occur.
  ///   - wordingsOfPair: which wordings each pair has.
  ///   - texts: the feature numbers of what else each pair says.
  ///   - textShares: how much all text of each pair counts, 0…1.
  ///   - weighting: that of wordings and of all wordings of a pair together; all its text is weighed by BM25.
  init(
    _ wordings: [[Int32]],
    of wordingsOfPair: [Range<Int>],
    texts: [[Int32]],
    textShares: [Float],
    _ vocabulary: AnswerVocabulary,
    _ weighting: FeatureBag.Weighting
  ) {
    var places = [Int32](repeating: -1, count: vocabulary.weights.count)
    let own = wordings.map { FeatureBag($0, places: &places) }
    let isCommon = Self.common(weighting, vocabulary, pairs: wordingsOfPair.count)
    let questions = wordingsOfPair.map { range in
      FeatureBag(Array(wordings[range].joined()), places: &places)
    }
    let whole = zip(wordingsOfPair, texts).map { range, text in
      FeatureBag(wordings[range].joined() + text, places: &places)
    }
    var builder = Builder(wordings: own, whole: whole, isCommon)
    let (ownLength, questionLength) = (own.meanLength, questions.meanLength)
    let wholeLength = whole.meanLength
    for (pair, range) in wordingsOfPair.enumerated() {
      builder.begin(pair)
      let text = whole[pair].weights(.bm25, vocabulary, meanLength: wholeLength)
      builder.addText(whole[pair], text.map { $0 * textShares[pair] })
      let question = questions[pair]
      builder.addWordings(
        question,
        question.weights(weighting, vocabulary, meanLength: questionLength)
      )
      for (place, wording) in range.enumerated() {
        let bag = own[wording]
        let weights = bag.weights(weighting, vocabulary, meanLength: ownLength)
        builder.add(bag, weights, at: UInt16(place))
      }
    }
    self = builder.result
  }

  /// The n-grams that more than two pairs in three have, which say little about the wording that is nearest: they are
  /// two fifths of the postings, and nine tenths of those that an utterance meets.
  ///
  /// Words tell questions apart however common they are, and in a small set so do n-grams.
  private static func common(
    _ weighting: FeatureBag.Weighting,
    _ vocabulary: AnswerVocabulary,
    pairs: Int
  ) -> [Bool] {
    let least: Float = weighting == .cosine && pairs >= fewPairs ? Float(log(2.5)) : 0
    return vocabulary.weights.map { $0 < least }
  }

  /// A set with fewer pairs is small.
  private static let fewPairs = 30

  /// Fills the arrays pair by pair; where each feature begins is counted first.
  private struct Builder {
    private var starts: [Int32]
    private var entries: [Entry]
    private var postings: [Posting]
    private var nextEntry: [Int32]
    private var nextPosting: [Int32]
    /// The entry of a feature for the pair at hand.
    private var current: [Int32]
    private var pair: Int32 = 0
    /// Whether a feature is left out of the wordings.
    private let isCommon: [Bool]

    init(wordings: [FeatureBag], whole: [FeatureBag], _ isCommon: [Bool]) {
      self.isCommon = isCommon
      starts = Self.starts(whole, isCommon.map { _ in false })
      nextEntry = starts
      nextPosting = Self.starts(wordings, isCommon)
      let end = Entry(pair: 0, first: nextPosting.last ?? 0, wordings: 0, text: 0)
      entries = [Entry](repeating: end, count: Int(starts.last ?? 0) + 1)
      postings = [Posting](repeating: Posting(place: 0, share: 0), count: Int(end.first))
      current = [Int32](repeating: 0, count: isCommon.count)
    }

    private static func starts(_ bags: [FeatureBag], _ isLeftOut: [Bool]) -> [Int32] {
      var starts = [Int32](repeating: 0, count: isLeftOut.count + 1)
      for bag in bags {
        for entry in bag.entries where !isLeftOut[Int(entry.feature)] {
          starts[Int(entry.feature) + 1] += 1
        }
      }
      for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
      return starts
    }

    mutating func begin(_ pair: Int) { self.pair = Int32(pair) }

    /// All text of a pair comes first: whatever else it says is part of it.
    mutating func addText(_ bag: FeatureBag, _ values: [Float]) {
      for (entry, value) in zip(bag.entries, values) {
        let feature = Int(entry.feature)
        let place = Int(nextEntry[feature])
        nextEntry[feature] += 1
        current[feature] = Int32(place)
        entries[place] = Entry(
          pair: pair,
          first: nextPosting[feature],
          wordings: 0,
          text: value.upperBits
        )
      }
    }

    mutating func addWordings(_ bag: FeatureBag, _ values: [Float]) {
      for (entry, value) in zip(bag.entries, values) {
        entries[Int(current[Int(entry.feature)])].wordings = value.upperBits
      }
    }

    mutating func add(_ bag: FeatureBag, _ values: [Float], at place: UInt16) {
      for (entry, value) in zip(bag.entries, values) where !isCommon[Int(entry.feature)] {
        let next = Int(nextPosting[Int(entry.feature)])
        nextPosting[Int(entry.feature)] += 1
        postings[next] = Posting(place: place, share: value.upperBits)
      }
    }

    var result: Postings {
      Postings(
        starts: NumberRun(starts),
        entries: NumberRun(entries),
        postings: NumberRun(postings)
      )
    }
  }
}
