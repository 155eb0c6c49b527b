import Norwegian
import Testing

@Suite struct EquivalentsTests {
  private static let groups: [[String]] = [
    ["jeg", "eg", "æ", "jæ"], ["ikke", "ikkje", "itj", "not", "dont"],
    ["hvordan", "korleis", "åssen", "how"],
    ["hva", "kva", "ka"], ["hvor", "kor", "where"], ["noe", "noko", "nåkka"],
    ["uke", "veke", "weeks", "veka"],
    ["passordet", "passord", "passorde", "password", "passwords", "passorda"],
    ["skriveren", "skrivar", "printeren", "printers"],
    ["skjermene", "skjermane", "screens", "monitoren"],
    ["glemt", "gløymt", "gløymd", "glømt", "forgot", "glemte"], ["låst", "locked", "låser"],
    ["telefonen", "mobilen", "phone"], ["laptopen", "bærbar", "pcen", "computers", "datamaskina"],
    ["fungerer", "funker", "virker", "verkar", "working"],
    ["bestille", "bestilling", "ordered", "tinge"],
    ["leder", "leiar", "sjefen", "managers"], ["nettet", "internett", "network"],
  ]

  @Test(arguments: groups)
  func `equivalents share a key`(group: [String]) {
    let keys = Set(group.map { Equivalents.canonical(of: $0) ?? "none for \($0)" })
    #expect(keys.count == 1, "\(keys)")
  }

  @Test(arguments: [
    ("skriver", "utskrift"), ("passord", "pinkode"), ("epost", "postboks"), ("låst", "åpen"),
    ("jeg", "meg"),
    ("lærer", "elev"), ("starte", "restart"), ("virus", "virke"), ("bruker", "bruke"),
    ("leder", "ansatt"),
  ])
  func `others do not`(one: String, other: String) {
    #expect(Equivalents.canonical(of: one) != nil)
    #expect(Equivalents.canonical(of: one) != Equivalents.canonical(of: other))
  }

  @Test(arguments: [
    "i", "me", "no", "e", "teams", "fjordviken", "", "12", "kaffe", "ordet", "tingen", "table",
    "senter",
  ])
  func `most words have none`(word: String) {
    #expect(Equivalents.canonical(of: word) == nil)
  }

  @Test func `no form stands in two rows, and every form leads to its own row`() {
    var seen: Set<String> = []
    for row in Equivalents.rows {
      for form in row {
        #expect(seen.insert(form).inserted, "\(form) stands twice")
        #expect(Equivalents.canonical(of: form) == row[0], "\(form)")
        #expect(Normaliser.normalised(form) == form)
      }
    }
    #expect(Equivalents.rows.count >= 200)
  }

  @Test func `no stem leads to two rows`() {
    #expect(Equivalents.ambiguousStems.isEmpty)
  }
}
