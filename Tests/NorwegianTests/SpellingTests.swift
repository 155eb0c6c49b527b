import Ground
import Norwegian
import Testing

@Suite struct SpellingTests {
  private static let words = [
    "passord": 50, "passordet": 40, "skjerm": 30, "skjermen": 30, "skriver": 20, "skriveren": 25,
    "glemt": 30,
    "på": 90, "når": 20, "får": 30, "låst": 20, "ikke": 80, "hvem": 10, "gjøre": 10, "kunne": 5,
    "bestille": 10,
    "nettverk": 10, "innlogging": 9, "oppdatering": 9, "kalender": 5, "kalenderen": 5, "løsning": 3,
    "være": 9, "telefon": 8, "kort": 3, "kart": 9, "m365": 4, "vpn": 5, "tofaktor": 4,
    "autentisering": 2,
  ]
  private let spelling = Spelling(vocabulary: words)

  @Test(arguments: [
    ("pasord", "passord"), ("passor", "passord"), ("passorde", "passordet"), ("sjerm", "skjerm"),
    ("shjerm", "skjerm"),
    ("skjermn", "skjerm"), ("skrvier", "skriver"), ("glæmt", "glemt"), ("pa", "på"), ("paa", "på"),
    ("nar", "når"),
    ("f\u{FFFD}r", "får"), ("laast", "låst"), ("ikkke", "ikke"), ("jøre", "gjøre"),
    ("kunde", "kunne"),
    ("betsille", "bestille"), ("netverk", "nettverk"), ("inlogging", "innlogging"),
    ("innlogin", "innlogging"),
    ("opdattering", "oppdatering"), ("loesning", "løsning"),
    ("losning", "løsning"),
    ("vaere", "være"), ("tellefon", "telefon"), ("autentisiering", "autentisering"),
    ("kjerm", "skjerm"),
  ])
  func `finds the word that was meant`(typed: String, meant: String) {
    #expect(spelling.corrected(typed) == meant)
  }

  @Test(arguments: [
    "", "a", "xy", "ike", "12345", "m356", "pc2", "привет", "åå", "data", "kantine", "\u{0}", "🙂",
  ])
  func `leaves alone what is no misspelling`(typed: String) {
    #expect(spelling.nearest(to: typed) == nil)
  }

  @Test func `a known word is right as it stands`() {
    for word in Self.words.keys {
      #expect(spelling.isKnown(word) && spelling.corrected(word) == word)
      #expect(spelling.nearest(to: word) == nil)
    }
  }

  @Test func `the more frequent word wins where two are as near`() {
    #expect(spelling.corrected("kxrt") == "kart")
  }

  @Test func `common slips cost less than others`() throws {
    let accent = try #require(spelling.nearest(to: "losning"))
    let wrong = try #require(spelling.nearest(to: "løxning"))
    #expect(accent.distance < wrong.distance && wrong.distance <= 1)
  }

  @Test(arguments: 0..<60)
  func `undoes any single slip in a long word`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let words = ["autentisering", "innlogging", "oppdatering", "nettverk", "tofaktor"]
    let word = words[generator.below(words.count)]
    var letters = Array(word)
    let place = generator.below(letters.count - 1)
    switch generator.below(4) {
    case 0: letters.remove(at: place)
    case 1: letters.insert("x", at: place)
    case 2: letters[place] = "w"
    default: letters.swapAt(place, place + 1)
    }
    #expect(spelling.corrected(String(letters)) == word)
  }

  @Test func `an empty vocabulary suggests nothing`() {
    #expect(Spelling(vocabulary: [:]).nearest(to: "passord") == nil)
  }
}
