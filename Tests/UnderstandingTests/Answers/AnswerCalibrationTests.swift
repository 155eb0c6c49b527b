import Testing
import Understanding

/// What a set of pairs with many alternates teaches about its own scores.
@Suite struct AnswerCalibrationTests {
  @Test func `learns to be sure where alternates find each other, and unsure where they do not`()
    throws
  {
    let probe = "hvordan virker den nye kaffemaskinen"
    let sure = try #require(AnswerMatcher(pairs: pairs(alike: true)).match(probe).first)
    let unsure = try #require(AnswerMatcher(pairs: pairs(alike: false)).match(probe).first)
    #expect(sure.id == "kaffe" && unsure.id == "kaffe")
    #expect(sure.confidence > unsure.confidence + 0.1)
  }

  /// One pair to ask for, and twenty more whose four wordings share their words with each other, or with all others.
  private func pairs(alike: Bool) -> [MatcherPair] {
    let letters = Array("abcdefghijklmnopqrstuvwxyz").map(String.init)
    let nonsense = (0..<20).map { pair in
      MatcherPair(
        id: "\(pair)",
        questions: (0..<4).map { place in
          let subject = alike ? pair : (pair * 7 + place * 5) % 20
          return
            "hvordan virker \(String(repeating: letters[subject] + letters[(subject + 9) % 26], count: 3))"
            + " \(letters[place])"
        }
      )
    }
    return nonsense + [MatcherPair(id: "kaffe", questions: ["Hvordan virker kaffemaskinen?"])]
  }
}
