/// All that is known of a set of pairs before anybody asks: which pair or wording has which feature, and its weight.
///
/// Two kinds of features, words and character n-grams, in up to three places: a wording, all wordings of a pair
/// together, and all the text of a pair.
struct AnswerIndex: Sendable {
  /// A wording that is compared with the utterance.
  struct Wording: Sendable {
    /// The number of its pair.
    var pair: Int
    /// The wording as authored.
    var text: String
  }

  let wordings: [Wording]
  /// The numbers of the wordings of each pair: none for a pair that is found through its text alone.
  let wordingsOfPair: [Range<Int>]
  /// How far answers are to be trusted beside wordings, 0…1; see ``AnswerTrust``.
  let answerTrust: Float
  let compounds: CompoundWords
  let words: AnswerVocabulary
  let grams: AnswerVocabulary
  let wordingWords: Postings
  let wordingGrams: Postings
  let questionWords: Postings
  let questionGrams: Postings
  let textWords: Postings
  let textGrams: Postings

  init(_ pairs: [MatcherPair], analysis: AnswerAnalysis) {
    var reader = PairReader(analysis: analysis)
    for pair in pairs { reader.add(pair) }
    compounds = reader.seal()
    wordings = reader.wordings
    wordingsOfPair = reader.wordingsOfPair
    words = reader.words.vocabulary
    grams = reader.grams.vocabulary
    (wordingWords, questionWords, textWords) = reader.words.postings(wordings: .bm25)
    (wordingGrams, questionGrams, textGrams) = reader.grams.postings(wordings: .cosine)
    answerTrust = AnswerTrust.measured(
      wordings: reader.words.wordings,
      owners: reader.wordings.map(\.pair),
      answers: reader.words.answers,
      vocabulary: reader.words.vocabulary
    )
  }
}
