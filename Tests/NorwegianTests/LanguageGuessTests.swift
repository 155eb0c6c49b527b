import Norwegian
import Testing

@Suite struct LanguageGuessTests {
  @Test(arguments: [
    ("ikkje wifi", Language.nn), ("eg har gløymt passordet", .nn), ("kor er skrivaren", .nn),
    ("kven kan hjelpe meg", .nn), ("eg får ikkje logga inn på teams", .nn),
    ("kva er opningstidene", .nn),
    ("skjermane våre er svarte i dag og veka er snart over", .nn), ("æ får itj logga på", .nb),
    ("jæ har glømt passorde", .nb), ("jeg har glemt passordet", .nb),
    ("skriveren virker ikke", .nb),
    ("hvor finner jeg lønnsslippen", .nb), ("pcen er treg", .nb), ("ikke nett", .nb),
    ("funker ikke", .nb),
    ("i forgot my password", .en), ("printer not working", .en),
    ("how do i share a file in onedrive", .en),
    ("my laptop is slow", .en), ("need help with vpn", .en), ("locked out", .en),
    ("Hei, eg treng tilgang til Outlook og SharePoint", .nn),
    ("æ trur ikkje det e noko gale med nettet, eg veit ikkje", .nn),
  ])
  func `tells the three apart`(text: String, language: Language) {
    #expect(LanguageGuess.of(Tokeniser.tokens(in: text)).language == language)
  }

  @Test(arguments: ["", "Teams", "vpn wifi", "12345", "🙂", "Outlook Excel Word", "ok"])
  func `is unsure when nothing speaks for any, and leans to Bokmål`(text: String) {
    let guess = LanguageGuess.of(Tokeniser.tokens(in: text))
    #expect(guess.language == .nb && !guess.isSure)
  }

  @Test(arguments: [
    "jeg får ikke skrevet ut", "eg får ikkje skrive ut", "the printer does not work",
  ])
  func `is sure of a plain sentence`(text: String) {
    let guess = LanguageGuess.of(Tokeniser.tokens(in: text))
    #expect(guess.isSure && guess.confidence <= 1)
  }

  @Test func `a long text takes a bounded time`() {
    let text = String(repeating: "eg veit ikkje ", count: 20_000)
    #expect(LanguageGuess.of(Tokeniser.tokens(in: text)).language == .nn)
  }
}
