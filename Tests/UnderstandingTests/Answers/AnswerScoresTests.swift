import Ground
import Testing

// Testable: scores are seen outside only as confidence.
@testable import Understanding

/// The scores of an utterance against what they are defined as, feature by feature and pair by pair.
@Suite struct AnswerScoresTests {
  private static let words = [
    "passord", "skriver", "nett", "vpn", "mobil", "skjerm", "lisens", "tilgang", "e-post", "mappe",
  ]

  /// Enough pairs for their n-grams to be common ones, with none to many wordings each.
  private static func pairs(_ generator: inout SeededGenerator) -> [MatcherPair] {
    (0..<40).map { number in
      let questions = (0..<generator.below(12)).map { _ in
        "hvordan får jeg \(words[generator.below(10)]) til å virke med \(words[generator.below(10)])"
      }
      return MatcherPair(
        id: "\(number)",
        questions: questions,
        answer: "Slik får du \(words[generator.below(10)]) til å virke."
      )
    }
  }

  @Test(arguments: 0..<6)
  func `adds up what each feature says of each pair`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let pairs = Self.pairs(&generator)
    let analysis = AnswerAnalysis(synonyms: [])
    let index = AnswerIndex(pairs, analysis: analysis)
    for word in Self.words {
      let query = AnswerQuery(analysis.utterance("hvordan får jeg \(word) på \(word)"), in: index)
      let all = query.scores(in: index, among: Array(pairs.indices))
      let none = query.scores(in: index, among: [])
      for pair in pairs.indices {
        #expect(none.wordings.nearest(of: pair) == nil)
        #expect(all.pairs[pair] >= none.pairs[pair])
        let nearest = all.wordings.nearest(of: pair)
        #expect((nearest == nil) == (all.pairs[pair] == none.pairs[pair]))
        guard let nearest else { continue }
        #expect(
          index.wordingsOfPair[pair].indices.contains(
            nearest + index.wordingsOfPair[pair].lowerBound
          )
        )
      }
    }
  }

  @Test func `says the same of common features as their postings do`() {
    var generator = SeededGenerator(seed: 1)
    let pairs = Self.pairs(&generator)
    let index = AnswerIndex(pairs, analysis: AnswerAnalysis(synonyms: []))
    var common = 0
    for feature in 0..<index.grams.weights.count {
      var lanes = [SIMD4<Float>](repeating: SIMD4(), count: index.commonGrams.width)
      let isCommon = unsafe lanes.withUnsafeMutableBufferPointer { lanes in
        unsafe index.commonGrams.add(
          Int32(feature),
          wordings: 0.5,
          text: 0.25,
          to: lanes.baseAddress.unsafelyUnwrapped
        )
      }
      let entries = index.gramPostings.entries(of: Int32(feature))
      #expect(isCommon == (entries.count * 3 >= pairs.count * 2))
      guard isCommon else { continue }
      common += 1
      var expected = [Float](repeating: 0, count: pairs.count)
      for entry in index.gramPostings.entries[entries] {
        expected[Int(entry.pair)] +=
          0.5 * Float(upperBits: entry.wordings) + 0.25 * Float(upperBits: entry.text)
      }
      #expect(
        lanes.flatMap { lane in (0..<4).map { lane[$0] } }.prefix(pairs.count) == expected[...]
      )
    }
    #expect(common > 0)
  }
}
