import Testing

// Ages are App's own.
@testable import App

@Suite struct AgeTests {
  @Test(
    arguments: [
      (0, "now"), (59, "now"), (60, "1 minute"), (3_599, "59 minutes"), (3_600, "1 hour"),
      (90_000, "25 hours"), (172_800, "2 days"), (1_209_599, "13 days"), (1_209_600, "2 weeks"),
      (5_259_492, "2 months"), (63_113_904, "2 years"), (-7_200, "2 hours"),
    ] as [(Double, String)]
  )
  func `says`(seconds: Double, words: String) { #expect(Age(seconds).words == words) }

  @Test(
    arguments: [(0, "now"), (-172_800, "in 2 days"), (60, "1 minute late")] as [(Double, String)]
  )
  func `says when it is due`(seconds: Double, words: String) {
    #expect(Age(seconds).dueWords == words)
  }

  @Test(
    arguments: [
      ("90m", 5_400), ("36h", 129_600), ("3d", 259_200), ("2w", 1_209_600), ("0d", 0), ("", nil),
      ("d", nil), ("3", nil), ("3y", nil), ("-3d", nil), ("3 d", nil), ("123456d", nil),
      ("٣d", nil),
      ("1.5d", nil),
    ] as [(String, Double?)]
  )
  func `reads`(text: String, seconds: Double?) { #expect(Age(text)?.seconds == seconds) }
}
