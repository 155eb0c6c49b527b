/// Reads pairs into feature numbers, on the way to an ``AnswerIndex``.
struct PairReader {
  /// The features of one kind, by where they stand.
  struct Bags {
    var vocabulary = AnswerVocabulary()
    var wordings: [[Int32]] = []
    /// What a pair says besides its wordings: its headings and its answer.
    var texts: [[Int32]] = []

    /// Takes in one pair, given as the features of each of its wordings, of its headings and of its answer.
    mutating func add(wordings own: [[UInt64]], headings: [UInt64], answer: [UInt64]) {
      let numbered = vocabulary.add(own + [headings, answer])
      wordings += numbered.prefix(own.count)
      texts.append(Array(numbered.suffix(2).joined()))
    }

    /// The postings of all pairs; `textShares` says how much the text of each counts.
    func postings(
      _ weighting: FeatureBag.Weighting,
      of pairs: [Range<Int>],
      textShares: [Float]
    ) -> Postings {
      Postings(wordings, of: pairs, texts: texts, textShares: textShares, vocabulary, weighting)
    }
  }

  /// Which of its pair's questions each wording is: some are headings, and some have no words.
  private(set) var questions: [Int32] = []
  private(set) var wordingsOfPair: [Range<Int>] = []
  private(set) var words = Bags()
  private(set) var grams = Bags()
  private let analysis: AnswerAnalysis
  private var memory = AnswerAnalysis.Memory()

  init(analysis: AnswerAnalysis) { self.analysis = analysis }

  mutating func add(_ pair: MatcherPair) {
    let answer = analysis.text(pair.answer, memory: &memory)
    var (own, headings): ([AnswerText], [AnswerText]) = ([], [])
    let first = questions.count
    let letters = answer.letters
    for (number, question) in pair.questions.enumerated() {
      let text = analysis.text(question, memory: &memory)
      if PairReader.isHeading(question, text, of: answer, letters) {
        headings.append(text)
      } else if !text.words.isEmpty, own.count < Postings.mostWordings {
        own.append(text)
        questions.append(Int32(number))
      }
    }
    wordingsOfPair.append(first..<questions.count)
    words.add(wordings: own.map(\.terms), headings: headings.flatMap(\.terms), answer: answer.terms)
    grams.add(wordings: own.map(\.grams), headings: headings.flatMap(\.grams), answer: answer.grams)
  }

  /// Settles the weights, and gives what is remembered of the words.
  mutating func seal() -> (compounds: CompoundWords, known: KnownWords) {
    words.vocabulary.seal()
    grams.vocabulary.seal()
    return (CompoundWords(memory.values.joined()), KnownWords(memory))
  }

  /// Whether a wording is only how its own answer begins: the title of a passage, not a question somebody asks.
  ///
  /// Such a wording says nothing that the answer does not, and people who ask do not ask in its words; as a wording
  /// it would outweigh the text that they ask about. What ends in a question mark is always a question, and so is a
  /// single word. Letters are compared, since titles are cut anywhere.
  private static func isHeading(
    _ wording: String,
    _ text: AnswerText,
    of answer: AnswerText,
    _ letters: [UInt8]
  ) -> Bool {
    text.words.count >= 2 && answer.words.count > text.words.count && !wording.hasSuffix("?")
      && letters.starts(with: text.letters.dropLast())
  }
}
