import Norwegian
import Testing

@Suite struct StemmerTests {
  private let stemmer = Stemmer()

  private static let families: [[String]] = [
    ["glemme", "glemmer", "glemte", "glemt"], ["gløyme", "gløymer", "gløymde", "gløymd", "gløymt"],
    ["pc", "pcen", "pcene", "pcer", "pcar", "pcane"], ["sms", "smsen", "smsene"], ["vpn", "vpnet"],
    ["skriver", "skriveren", "skrivere", "skriverne"],
    ["skrivar", "skrivaren", "skrivarar", "skrivarane"],
    ["bruker", "brukeren", "brukere", "brukar", "brukaren", "brukarane"],
    ["skjerm", "skjermen", "skjermer", "skjermene", "skjermar", "skjermane"],
    ["passord", "passordet", "passorda", "passordene"],
    ["bestille", "bestilte", "bestilt", "bestiller", "bestilling", "bestillinga", "bestillingar"],
    ["oppdatere", "oppdatert", "oppdatering", "oppdateringen", "oppdateringar"],
    ["kabel", "kabelen", "kabler", "kablar", "kablane"], ["nøkkel", "nøkler", "nøklar"],
    ["låse", "låst", "låste"], ["får", "fikk", "fått", "fekk"], ["ny", "nye", "nytt"],
    ["server", "serveren", "servere", "serverar"], ["nummer", "nummeret", "numre"],
    ["treg", "tregt", "trege"], ["kjøpe", "kjøpt", "kjøpte"], ["konto", "kontoen", "kontoer"],
    ["ekstern", "eksternt", "eksterne"],
    ["intern", "internt", "interne"], ["kjøre", "kjørt"], ["moderne", "modernt"],
  ]

  @Test(arguments: families)
  func `forms of a word share a stem`(family: [String]) {
    let stems = Set(family.map { stemmer.stem($0) })
    #expect(stems.count == 1, "\(stems)")
  }

  @Test(arguments: [
    ("kort", "kor"), ("vakt", "vaktmester"), ("post", "pose"), ("test", "tese"), ("start", "star"),
    ("skift", "skifer"), ("bra", "bredbånd"), ("tren", "tre"), ("skjerm", "skjema"),
    ("skriver", "skrift"),
    ("lisens", "liste"), ("mobil", "møbel"), ("passord", "pass"), ("internt", "internett"),
    ("vent", "venn"),
  ])
  func `different words keep different stems`(one: String, other: String) {
    #expect(stemmer.stem(one) != stemmer.stem(other))
  }

  @Test(arguments: [("passwords", "password"), ("printing", "printer"), ("locked", "locking")])
  func `English has its own stemmer`(one: String, other: String) {
    #expect(
      stemmer.stem(one, language: .en).hasPrefix(stemmer.stem(other, language: .en).prefix(5))
    )
    #expect(stemmer.stem("passwords", language: .en) == stemmer.stem("password", language: .en))
  }

  @Test(arguments: [
    "", "m365", "10:30", "\u{0}", "🙂", "bcdfgh", "en", "é", String(repeating: "x", count: 5_000),
  ])
  func `leaves codes and oddities alone`(word: String) {
    #expect(stemmer.stem(word) == word)
  }

  @Test func `serves many tasks at once`() async {
    let stems = await withTaskGroup { group in
      for index in 0..<64 {
        group.addTask { [stemmer] in
          stemmer.stem(index.isMultiple(of: 2) ? "skjermene" : "passordet")
        }
      }
      return await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(stems == ["skjerm", "passord"])
  }
}
