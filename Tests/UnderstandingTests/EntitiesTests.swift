import Authoring
import Ground
import Norwegian
import Testing
import Understanding

@Suite struct EntitiesTests {
  private static let fixture = EntitiesFixture()
  private var fixture: EntitiesFixture { Self.fixture }

  @Test(arguments: [
    ("Visma", "system=Visma"), ("VISMA", "system=Visma"), ("vismas", "system=Visma"),
    ("Visma-tilgang", "system=Visma"), ("vismatilgang", "system=Visma"), ("vsima", "system=Visma"),
    ("Visna", "system=Visma"), ("gericaen", "system=Gerica"), ("gerrica", "system=Gerica"),
    ("Gericabruker", "system=Gerica"), ("visma lønn", "system=Visma Enterprise"),
    ("visma lonn", "system=Visma Enterprise"), ("visma loenn", "system=Visma Enterprise"),
    ("storoya", "kommune=Storøya"), ("Storoeya", "kommune=Storøya"),
    ("Storøya kommunes", "kommune=Storøya"), ("aasdal", "kommune=Åsdal"),
    ("asdal", "kommune=Åsdal"),
    ("Åsdals", "kommune=Åsdal"), ("fjordvika", "kommune=Fjordviken"),
    ("skriveren", "enhet=skriver"),
    ("skriverne", "enhet=skriver"), ("skrivaren", "enhet=skriver"), ("printeren", "enhet=skriver"),
    ("kontorskriveren", "enhet=skriver"), ("skjermene", "enhet=skjerm"),
    ("web-sak", "system=WebSak"),
    ("jobbmobilen", "enhet=mobil"), ("skjrem", "enhet=skjerm"), ("skrivren", "enhet=skriver"),
    ("A\u{30A}sdal", "kommune=Åsdal"),
  ])
  func `finds a list's value in any form`(text: String, value: String) {
    #expect(fixture.values(text) == [value])
    #expect(fixture.values("jeg lurer på \(text), takk") == [value])
  }

  @Test(arguments: [
    "team", "vi sees", "profet", "hei", "skjema", "", "visum", "gerilja", "jeg skrev", "storby",
  ])
  func `leaves words that are near a list's word`(text: String) {
    #expect(fixture.values(text) == [])
  }

  @Test func `says how sure it is`() {
    let sure = ["Visma", "aasdal", "skriveren", "vsima", "vismatilgang"].map {
      fixture.read($0).mentions.first?.confidence ?? 0
    }
    #expect(sure == sure.sorted(by: >))
    #expect(sure.first == 1)
  }

  @Test func `gives a value's place in UTF-16 and its words`() {
    let text = "👋 hei, æ treng Vismatilgang på Storøya!"
    let mentions = fixture.read(text).mentions
    let units = Array(text.utf16)
    #expect(mentions.map(\.text) == ["Visma", "Storøya"])
    for mention in mentions {
      #expect(String(decoding: units[mention.range], as: UTF16.self) == mention.text)
    }
  }

  @Test func `keeps both lists that have a word`() {
    #expect(fixture.values("Teams henger") == ["program=Teams", "system=Teams"])
  }

  @Test(arguments: [
    ("sak RITM0012345", ["saksnummer=RITM0012345"]), ("ritm0012345", ["saksnummer=ritm0012345"]),
    ("skriv til Ola@Fjordviken.no", ["email=ola@fjordviken.no"]),
    ("se https://fjordviken.no/hjelp", ["url=https://fjordviken.no/hjelp"]),
    ("ring 22 33 44 55", ["phonenumber=+4722334455"]),
    ("ring +47 415 12 345", ["phonenumber=+4741512345"]),
    ("ring 41512345", ["phonenumber=+4741512345"]),
    ("tlf 0047 22334455", ["phonenumber=+4722334455"]),
    ("ring +46 70 123 45 67", ["phonenumber=+46701234567"]),
    ("koster 1 500 kr", ["money=1500 NOK"]),
    ("kr 500", ["money=500 NOK"]), ("$20", ["money=20 USD"]), ("20 euro", ["money=20 EUR"]),
    ("25 prosent", ["percentage=25 %"]), ("99,5 %", ["percentage=99.5 %"]),
    ("16 GB minne", ["dimension=16 GB"]), ("27\" stor", ["dimension=27 inch"]),
    ("en 14-tommers", ["dimension=14 inch"]), ("8GB", ["dimension=8 GB"]),
    ("22 grader", ["temperature=22 °C"]),
    ("-5 °C", ["temperature=-5 °C"]), ("12 år gammel", ["age=12 year"]),
    ("en 70-åring", ["age=70 year"]),
    ("tre stykker", ["number=3"]), ("tredje etasje", ["ordinal=3"]),
    ("jeg heter Kari Nordmann", ["personName=Kari Nordmann"]),
    ("my name is Ola", ["personName=Ola"]),
    ("i morgen kl 10", ["datetimeV2=2026-05-14T10:00:00"]),
    ("om 14 dager", ["datetimeV2=2026-05-27"]),
    ("uke 42", ["datetimeV2=2026-10-12/2026-10-18"]),
  ])
  func `finds built-in types and expressions`(text: String, values: [String]) {
    #expect(fixture.values(text) == values)
  }

  @Test func `lets a question ask for one kind`() {
    let found = fixture.extractor.mentions(of: ["number"], in: "kl 10", dates: fixture.dates)
    #expect(found.map(EntitiesFixture.plain) == ["number=10"])
  }

  @Test(arguments: [
    ("fra mandag til onsdag", ["datetimeV2:fra=2026-05-18", "datetimeV2:til=2026-05-20"]),
    ("på tirsdag", ["datetimeV2=2026-05-19"]), ("til fredag", ["datetimeV2:til=2026-05-15"]),
  ])
  func `tells roles by the word before`(text: String, values: [String]) {
    #expect(fixture.values(text) == values)
  }

  @Test(arguments: [
    ("bestill rommet Fjellet på mandag", "rom=Fjellet", 0.5...1.0),
    ("bestill rommet Breen i dag", "rom=Breen", 0.3...0.8),
    ("er havet ledig", "rom=havet", 0.5...1.0),
  ])
  func `learns from labels, and says how little it knows`(
    text: String,
    value: String,
    confidence: ClosedRange<Double>
  ) {
    let rooms = fixture.read(text).mentions.filter { $0.entity == "rom" }
    #expect(rooms.map(EntitiesFixture.plain) == [value])
    #expect(rooms.allSatisfy { confidence.contains($0.confidence) })
  }

  @Test func `takes nothing for a learned entity without a reason`() {
    #expect(fixture.values("er det kaldt på kontoret") == [])
  }

  @Test func `says which expression does not compile, and goes on`() {
    let fixture = EntitiesFixture("@ regex a = /(/\n@ regex b = /b+/\n")
    #expect(fixture.extractor.diagnostics.map(\.code) == ["entity.regex"])
    #expect(fixture.extractor.diagnostics.first?.line == 1)
    #expect(fixture.values("abb") == ["b=bb"])
  }

  @Test(arguments: [
    "(a+)+$", "(a|aa)+$", "(.*)*b", "(?R)?a", "a*a*a*a*a*b", "((a?){64}){64}b", "(x+x+)+y",
  ])
  func `gives up on an expression that costs too much`(expression: String) {
    let fixture = EntitiesFixture("@ regex a = /\(expression)/\n")
    let text = String(repeating: "a", count: 5_000) + "!" + String(repeating: "x", count: 5_000)
    for mention in fixture.read(text).mentions { #expect(!mention.text.isEmpty) }
  }

  @Test(arguments: [
    "\u{0}", "1 ", "visma ", "fra mandag til ", "@", "http://", "aaa", "heter A ", "+47", "𝕏",
    "kr 1,-", "rommet ",
  ])
  func `stays whole on hostile text`(unit: String) {
    let text = String(repeating: unit, count: 20_000 / unit.utf8.count)
    let length = text.utf16.count
    for mention in fixture.read(text).mentions { #expect(mention.range.upperBound <= length) }
  }

  @Test func `writes a mention as JSON`() {
    let mention = fixture.read("om 14 dager").mentions.first
    #expect(mention?.json["value"]?["type"] == .string("date"))
    #expect(mention?.json["start"] == .integer(0))
    #expect(mention?.json["length"] == .integer(11))
  }
}
