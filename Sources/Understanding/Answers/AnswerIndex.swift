/// All that is known of a set of pairs before anybody asks: which pair or wording has which feature, and its weight.
///
/// Two kinds of features, words and character n-grams, in up to three places: a wording, all wordings of a pair
/// together, and all the text of a pair.
struct AnswerIndex: Sendable, Equatable {
  /// The numbers of the wordings of each pair: none for a pair that is found through its text alone.
  let wordingsOfPair: [Range<Int>]
  /// Which of its pair's questions each wording is.
  let questions: NumberRun<Int32>
  let compounds: CompoundWords
  let known: KnownWords
  let words: AnswerVocabulary
  let grams: AnswerVocabulary
  let wordPostings: Postings
  let gramPostings: Postings
  /// What is in the postings of the features that most pairs have.
  let commonWords: CommonEntries
  let commonGrams: CommonEntries

  init(_ pairs: [MatcherPair], analysis: AnswerAnalysis) {
    var reader = PairReader(analysis: analysis)
    for pair in pairs { reader.add(pair) }
    (compounds, known) = reader.seal()
    wordingsOfPair = reader.wordingsOfPair
    questions = NumberRun(reader.questions)
    words = reader.words.vocabulary
    grams = reader.grams.vocabulary
    let trust = AnswerTrust.measured(
      wordings: reader.words.wordings,
      of: wordingsOfPair,
      answers: reader.words.texts,
      vocabulary: reader.words.vocabulary
    )
    // Where a pair has nothing but its text, that has to do.
    let shares = wordingsOfPair.map { $0.isEmpty ? 1 : trust }
    wordPostings = reader.words.postings(.bm25, of: wordingsOfPair, textShares: shares)
    gramPostings = reader.grams.postings(.cosine, of: wordingsOfPair, textShares: shares)
    commonWords = CommonEntries(wordPostings, pairs: wordingsOfPair.count)
    commonGrams = CommonEntries(gramPostings, pairs: wordingsOfPair.count)
  }

  /// An index that was made before.
  init(
    wordingsOfPair: [Range<Int>],
    questions: NumberRun<Int32>,
    compounds: CompoundWords,
    known: KnownWords,
    words: (vocabulary: AnswerVocabulary, postings: Postings),
    grams: (vocabulary: AnswerVocabulary, postings: Postings)
  ) {
    self.wordingsOfPair = wordingsOfPair
    self.questions = questions
    self.compounds = compounds
    self.known = known
    (self.words, wordPostings) = words
    (self.grams, gramPostings) = grams
    commonWords = CommonEntries(wordPostings, pairs: wordingsOfPair.count)
    commonGrams = CommonEntries(gramPostings, pairs: wordingsOfPair.count)
  }
}

extension AnswerIndex {
  /// Whether it can be that of these pairs: there are as many, and every wording is one of their questions.
  func fits(_ pairs: [MatcherPair]) -> Bool {
    wordingsOfPair.count == pairs.count
      && zip(wordingsOfPair, pairs).allSatisfy { range, pair in
        range.allSatisfy { questions[$0] < pair.questions.count }
      }
  }
}
