import Ground
import Testing

// Testable: an index is asked through a matcher, and written only as part of a model.
@testable import Understanding

@Suite struct AnswerIndexEncodingTests {
  private static let pairs = [
    MatcherPair(
      id: "passord",
      questions: ["Hvordan bytter jeg passord?", "Jeg har glemt passordet mitt", "…"],
      answer: "Gå til passordsiden og velg nytt passord."
    ),
    MatcherPair(id: "tekst", questions: [], answer: "Tiden før låsing står under hvilemodus."),
    MatcherPair(id: "skriver", questions: ["Skriveren skriver ikke ut"]),
  ]
  private static let synonyms = [["skriver", "printer", "Canon"]]
  private static let matcher = AnswerMatcher(pairs: pairs, synonyms: synonyms)
  private static let content = {
    var writer = ModelWriter()
    matcher.index.write(to: &writer)
    return writer.bytes
  }()

  private func read(_ content: [UInt8]) throws(ModelError) -> AnswerIndex {
    var reader = ModelReader(Memory(content), from: 0)
    return try AnswerIndex(from: &reader)
  }

  private func matcher(_ index: AnswerIndex?) -> AnswerMatcher {
    AnswerMatcher(
      pairs: Self.pairs,
      synonyms: Self.synonyms,
      index: index,
      calibration: Self.matcher.calibration
    )
  }

  @Test(arguments: ["glømt passord", "hvilemodus", "canon virker ikke", "noe helt annet", ""])
  func `reads what it wrote`(text: String) throws {
    let index = try read(Self.content)
    #expect(index == Self.matcher.index)
    #expect(matcher(index).match(text) == Self.matcher.match(text))
  }

  @Test func `makes anew an index that is that of other pairs`() {
    let other = AnswerMatcher(pairs: [MatcherPair(id: "a", questions: ["b c"])]).index
    #expect(matcher(other).match("glømt passord") == Self.matcher.match("glømt passord"))
  }

  /// Content that somebody with ill will wrote: it is refused, or it can be asked without a crash.
  @Test(arguments: 0..<300)
  func `survives content that lies about itself`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var content = Self.content
    for _ in 0..<(1 + generator.below(3)) {
      let place = generator.below(content.count / 4) * 4
      let word: Int32 = [0, 1, -1, .max, .min, 3, 0x7F80_0000][generator.below(7)]
      for index in 0..<4 { content[place + index] = UInt8(truncatingIfNeeded: word >> (index * 8)) }
    }
    guard let index = try? read(content) else { return }
    for match in matcher(index).match("glømt passord til canon") {
      #expect(Self.pairs.contains { $0.id == match.id })
    }
  }

  @Test func `refuses content that ends too early`() {
    for count in stride(from: 0, to: Self.content.count - 1, by: 7) {
      #expect(throws: ModelError.self) { try read(Array(Self.content[..<count])) }
    }
  }
}
