import Ground
import Norwegian
import Testing

@Suite struct CompoundsTests {
  private static let words = [
    "passord", "bytte", "skjerm", "kort", "nettverk", "skriver", "skole", "pc", "vpn", "tilgang",
    "barn", "hage",
    "for", "andring", "bruk", "bar", "inn", "logging", "passordregler", "brukerstøtte",
    "nettverksskriver", "er",
    "bruker", "støtte", "møte", "rom", "utstyr", "liste", "pasient", "journal", "telefon", "nummer",
    "sett", "en",
    "det", "kontor", "hjemme", "arbeid", "tid", "lag", "ring", "sykehus", "post", "boks",
  ]
  private let compounds = Compounds(words: words)

  @Test(arguments: [
    ("passordbytte", ["passord", "bytte"]), ("passordbyttet", ["passord", "byttet"]),
    ("skjermkort", ["skjerm", "kort"]), ("skolepc", ["skole", "pc"]),
    ("vpntilgang", ["vpn", "tilgang"]),
    ("barnehage", ["barn", "hage"]), ("arbeidstid", ["arbeid", "tid"]),
    ("møteromsutstyr", ["møte", "rom", "utstyr"]),
    ("pasientjournalene", ["pasient", "journalene"]),
    ("hjemmekontorutstyr", ["hjemme", "kontor", "utstyr"]),
    ("telefonnummerliste", ["telefon", "nummer", "liste"]), ("pcskjermer", ["pc", "skjermer"]),
  ])
  func `takes a compound apart`(word: String, parts: [String]) {
    #expect(compounds.parts(of: word) == parts)
  }

  @Test(arguments: [
    "forandring", "brukbar", "innlogging", "passordregler", "passord", "pc", "", "lagring",
    "posten", "detter",
    "kortene", "skjermen", "xyzpassord", "skriveren", "brukeren", "nettverket", "settet", "m365pc",
    "🙂passord",
  ])
  func `leaves whole what is no compound`(word: String) {
    #expect(compounds.parts(of: word) == nil)
  }

  @Test(arguments: [
    ("nettverk", "skriver", "nettverksskriver"), ("passord", "regler", "passordregler"),
    ("bruker", "støtte", "brukerstøtte"),
  ])
  func `joins what is known as one word`(first: String, second: String, whole: String) {
    #expect(compounds.joined(first, second) == whole)
  }

  @Test(arguments: [("skjerm", "bytte"), ("for", "andring"), ("", "passord"), ("er", "en")])
  func `joins nothing else`(first: String, second: String) {
    #expect(compounds.joined(first, second) == nil)
  }

  @Test(arguments: 0..<100)
  func `parts put together are the word, but for binding letters`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let word = (0..<3).map { _ in Self.words[generator.below(Self.words.count)] }.joined()
    guard let parts = compounds.parts(of: word) else { return }
    #expect((2...4).contains(parts.count))
    var rest = Substring(word)
    for part in parts {
      if !rest.hasPrefix(part) { rest = rest.dropFirst() }
      #expect(rest.hasPrefix(part))
      rest = rest.dropFirst(part.count)
    }
    #expect(rest.isEmpty)
  }

  @Test func `a long word takes no time`() {
    #expect(compounds.parts(of: String(repeating: "barn", count: 100_000)) == nil)
  }
}
