import Ground
import Testing
import Understanding

@Suite struct AnswerMatcherTests {
  private let pairs = [
    MatcherPair(
      id: "passord",
      questions: ["Hvordan bytter jeg passord?", "Jeg har glemt passordet mitt"],
      answer: "Gå til passordsiden og velg nytt passord.",
      metadata: ["Område": "konto"]
    ),
    MatcherPair(
      id: "skriver",
      questions: ["Hvordan legger jeg til en skriver?", "Skriveren skriver ikke ut"],
      answer: "Åpne innstillinger, velg enheter og legg til skriveren.",
      metadata: ["område": "utstyr"]
    ),
    MatcherPair(
      id: "skjerm",
      questions: ["Skjermlåsen slår seg på for ofte", "Hvor endrer jeg tiden før skjermen låses?"],
      answer: "Tiden før låsing står under strøm og hvilemodus.",
      metadata: ["område": "utstyr"]
    ),
    MatcherPair(
      id: "vpn",
      questions: ["How do I connect to the VPN?", "The VPN will not connect"],
      answer: "Start the client, choose Oslo and sign in with your phone."
    ),
    MatcherPair(id: "ja", questions: ["Ja takk"], answer: "Da gjør vi det.", isContextOnly: true),
    MatcherPair(id: "kø", questions: ["Er det kø?"], answer: "Nei.", followUps: ["ja"]),
  ]
  private var matcher: AnswerMatcher { AnswerMatcher(pairs: pairs) }

  @Test(arguments: [
    ("hvordan bytter jeg passord", "passord"),
    ("glømt passord", "passord"),
    ("korleis byter eg passordet", "passord"),
    ("skrivaren skriv ikkje ut", "skriver"),
    ("legge til skirver", "skriver"),
    ("skjerm lås", "skjerm"),
    ("skjermlaasen slaar seg paa", "skjerm"),
    ("skjermlasen slar seg pa", "skjerm"),
    ("cant conect to vpn", "vpn"),
    ("PASSORD!!!", "passord"),
    ("låsingstid", "skjerm"),
  ])
  func `finds the pair in spite of typos, lost letters, split compounds and another written form`(
    text: String,
    id: String
  ) {
    #expect(matcher.match(text).first?.id == id)
  }

  @Test func `finds a pair by words that only its answer has`() throws {
    let match = try #require(matcher.match("hvilemodus").first)
    #expect(match.id == "skjerm")
    #expect(match.evidence == ["hvilemodus"])
  }

  @Test func `says which wording matched and by which words`() throws {
    let match = try #require(matcher.match("Hjelp, glemte passord mitt").first)
    #expect(match.wording == "Jeg har glemt passordet mitt")
    #expect(match.evidence == ["glemte", "passord", "mitt"])
  }

  @Test(arguments: ["", "   ", "\0", "?!", "qqqq zzzz", "\u{FFFD}\u{FFFD}", "👩‍💻"])
  func `gives nothing where nothing is known`(text: String) {
    #expect(matcher.match(text).isEmpty)
  }

  @Test func `lets nothing that is filtered out compete or weaken the confidence`() throws {
    let all = matcher.match("hvordan bytter jeg skriver")
    #expect(all.contains { $0.id == "passord" })
    let some = matcher.match("hvordan bytter jeg skriver", filter: ["område": "UTSTYR"])
    #expect(some.allSatisfy { ["skriver", "skjerm"].contains($0.id) })
    let (before, after) = (try #require(all.first { $0.id == "skriver" }), try #require(some.first))
    #expect(after.id == "skriver" && after.confidence >= before.confidence)
    #expect(matcher.match("skriver", filter: ["område": "utstyr", "språk": "nb"]).isEmpty)
  }

  @Test func `lets a context-only pair compete only as a follow-up of the last answer`() {
    #expect(!matcher.match("ja takk").contains { $0.id == "ja" })
    #expect(!matcher.match("ja takk", followUpsOf: "vpn").contains { $0.id == "ja" })
    #expect(matcher.match("ja takk", followUpsOf: "kø").first?.id == "ja")
    #expect(!matcher.match("ja takk", followUpsOf: "no such pair").contains { $0.id == "ja" })
  }

  @Test func `takes the words of one group for the same, phrases too`() {
    #expect(matcher.match("canon").first?.id != "skriver")
    let synonyms = [["skriver", "printer", "Canon", "multi funksjons maskin"]]
    let widened = AnswerMatcher(pairs: pairs, synonyms: synonyms)
    #expect(widened.match("canon").first?.id == "skriver")
    let phrase = widened.match("hvordan legge til multi funksjons maskin").first
    #expect(phrase?.id == "skriver")
    #expect(phrase?.evidence.contains("multi") == true)
  }

  @Test func `is surer of a clear case than of an unclear one`() throws {
    let clear = try #require(matcher.match("jeg har glemt passordet mitt").first)
    let unclear = try #require(matcher.match("hvordan").first)
    #expect(clear.confidence > 0.7)
    #expect(unclear.confidence < clear.confidence - 0.2)
  }

  @Test func `keeps the first of two pairs with one name, and gives as many as asked for`() {
    let twice = pairs + [MatcherPair(id: "vpn", questions: ["glemt passord"])]
    #expect(AnswerMatcher(pairs: twice).match("glemt passord").first?.id == "passord")
    #expect(matcher.match("hvordan bytter jeg skriver", limit: 1).count == 1)
    #expect(matcher.match("hvordan bytter jeg skriver", limit: 0).isEmpty)
    #expect(AnswerMatcher(pairs: []).match("hei").isEmpty)
  }

  @Test(arguments: 0..<100)
  func `ranks by confidence, adds up to at most 1 and answers alike twice`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let words = pairs.map { ($0.questions + [$0.answer]).joined(separator: " ") }
      .joined(separator: " ").split(separator: " ")
    let text = (0..<generator.below(9)).map { _ in words[generator.below(words.count)] }
      .joined(separator: " ")
    let matches = matcher.match(text)
    let confidences = matches.map(\.confidence)
    #expect(confidences == confidences.sorted(by: >))
    #expect(confidences.allSatisfy { (0...1).contains($0) })
    #expect(confidences.reduce(0, +) <= 1 + 1e-9)
    #expect(matches == matcher.match(text))
  }

  @Test func `survives a text of ten megabytes`() {
    let long = String(repeating: "passord \0 ", count: 1_000_000)
    #expect(matcher.match(long).first?.id == "passord")
  }
}
