import Testing
import Understanding

/// Sets that are not questions and answers but texts with titles.
@Suite struct AnswerPassageTests {
  private let passages = [
    (
      "sjakk",
      "Sjakk Sjakk er et brettspill",
      "Sjakk Sjakk er et brettspill for to spillere. Målet er å sette motstanderens konge matt."
    ),
    (
      "oslo",
      "Oslo Oslo er hovedstaden i Nor",
      "Oslo Oslo er hovedstaden i Norge. Byen ligger innerst i Oslofjorden og har et kjent skimuseum."
    ),
    (
      "ludo",
      "Ludo Ludo er et brettspill",
      "Ludo Ludo er et brettspill for inntil fire spillere, som flytter brikker etter terningkast."
    ),
  ].map { MatcherPair(id: $0.0, questions: [$0.1], answer: $0.2) }

  @Test func `finds a passage by its text, not by its title`() throws {
    let match = try #require(
      AnswerMatcher(pairs: passages).match("i hvilket brettspill er det et terningkast").first
    )
    #expect(match.id == "ludo")
    #expect(match.wording == nil)
  }

  @Test func `takes a title that asks for a question`() throws {
    let pair = MatcherPair(
      id: "q",
      questions: ["Hva er et brettspill?"],
      answer: "Hva er et brettspill? Et spill på et brett."
    )
    let match = try #require(
      AnswerMatcher(pairs: passages + [pair]).match("hva er et brettspill").first
    )
    #expect(match.id == "q" && match.wording == "Hva er et brettspill?")
  }
}
