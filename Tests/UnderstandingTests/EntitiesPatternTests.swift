import Ground
import Testing
import Understanding

@Suite struct EntitiesPatternTests {
  private static let fixture = EntitiesFixture()
  private var fixture: EntitiesFixture { Self.fixture }

  @Test(
    arguments: [
      ("bestill et rom i morgen", 3, ["datetimeV2=2026-05-14"]),
      ("Book rom på fredag!", nil, []),
      ("book rom fredag", 2, ["datetimeV2=2026-05-15"]),
      ("Jeg trenger tilgang til Gerica.", 4, ["system=Gerica"]),
      ("jeg trenger tilgang i vsima nå", 5, ["system=Visma"]),
      ("jeg trenger tilgang til visma lønn nå takk", 6, ["system=Visma Enterprise"]),
      ("jeg trenger tilgang til visma takk", nil, []),
      ("jeg trenger tilgang til", nil, []), ("jeg trenger tilgang til kaffe", nil, []),
      ("hei jeg trenger tilgang til visma", nil, []),
      ("lag en sak om treg pc på kontoret", 4, ["emne=treg pc på kontoret"]),
      ("lag en sak om treg pc takk", 5, ["emne=treg pc"]), ("lag en sak om", nil, []),
      ("hjelp med ny skjerm i Åsdal", 3, ["emne=ny skjerm", "kommune=Åsdal"]),
      (
        "flytt møtet fra mandag til onsdag", 4,
        ["datetimeV2:fra=2026-05-18", "datetimeV2:til=2026-05-20"]
      ), ("", nil, []),
    ] as [(String, Int?, [String])]
  )
  func `matches a whole utterance`(text: String, words: Int?, values: [String]) {
    let match = fixture.read(text).patterns.first
    #expect(match?.words == words)
    #expect((match?.mentions ?? []).map(EntitiesFixture.plain) == values)
    if words != nil { #expect(match?.intent == "Bestill") }
  }

  @Test func `adds what a pattern captures to the mentions`() {
    #expect(fixture.values("lag en sak om ny stol") == ["emne=ny stol"])
  }

  /// The generator walks a pattern's own text, so that every sentence it makes must match.
  @Test(arguments: 0..<100)
  func `matches every sentence that a pattern makes`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    func pick(_ words: [String]) -> String { words[generator.below(words.count)] }
    let sentence = [
      pick(["", "hei"]), pick(["bestill", "book"]), pick(["en ny", "en", "ny", ""]), "skjerm",
      pick(["", "til Åsdal", "til Fjordviken"]),
    ].filter { !$0.isEmpty }.joined(separator: " ")
    let fixture = EntitiesFixture(
      "@ list kommune =\n    - Åsdal :\n    - Fjordviken :\n# B\n- [hei] (bestill|book) [en [ny]|ny] skjerm [til {@kommune}]\n"
    )
    #expect(fixture.read(sentence).patterns.count == 1, "\(sentence)")
  }

  @Test func `stays bounded on nested groups and long text`() {
    let pattern = String(repeating: "[", count: 60) + "a" + String(repeating: "]", count: 60)
    let fixture = EntitiesFixture(
      "# B\n- \(pattern) {x} {y} {z} b\n- [a] [a] [a] [a] [a] [a] [a] [a] c\n"
    )
    #expect(fixture.read(String(repeating: "a ", count: 100)).patterns == [])
    #expect(fixture.read(String(repeating: "a ", count: 9_000)).patterns == [])
  }
}
