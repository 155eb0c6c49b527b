/// Forms that no ending explains: strong verbs, and short words that Snowball does not touch.
///
/// A row is the stem and the forms that go to it, in both written forms. Only words that a helpdesk
/// hears.
enum Irregulars {
  /// The stem of an irregular form; nil for all other words.
  static func stem(of word: String) -> String? { stems[word] }

  private static let stems: WordTable<String> = {
    var table: [String: String] = [:]
    for row in rows {
      let forms = row.split(separator: " ").map(String.init)
      for form in forms { table[form] = forms[0] }
    }
    return WordTable(table)
  }()

  private static let rows = [
    "få får fikk fått fekk fær",
    "gå går gikk gått gjekk gjekke",
    "se ser såg sjå",
    "gi gir ga gitt gje gjev gav gjeve gitt",
    "ta tar tok tatt teke tek tatt",
    "bli blir ble blitt vart vorte vorten verte",
    "gjør gjøre gjorde gjort gjer gjere",
    "skriv skrev skreiv",
    "finn fant fann funnet funne",
    "sitt satt",
    "stå står sto stod stått",
    "slå slår slo slått",
    "legg la lagt legge legger",
    "spør spurte spurt spørre spurde",
    "vet veit visst visste vite",
    "kom kommer komme kommet kjem komme komen",
    "forsvinn forsvant forsvunnet forsvann forsvunne",
    "hjelp hjalp hjulpet hjelpe hjelper hjelpt",
    "velg valgte valgt vel valde valt",
    "fly flyr",
    "ny nye nytt nyere nyeste nyare nyaste",
    "by byen byer byene byar byane",
    "kø køen køer køene",
    "lås låst låste låser låse låses låsast låsing",
    "stjel stjålet stjal stole stolen stålet",
    "del delt delte deler dele",
    "mist mistet mista mister miste",
    "kjør kjøre kjører kjørte kjørt køyr køyrt køyrde",
    "lær lære lærer lærte lært lærde lærd",
    "hør høre hører hørte hørt høyr høyre høyrt høyrde",
    "tap tapt tapte taper tape",
    "åpn åpen åpent åpne opn open ope opne opna",
    "lag laget laga lager lage lagde lagd",
    "skal skulle skulde",
    "kan kunne kunna",
    "vil ville",
    "må måtte",
    "num nummer nummeret numre nummera",
    "bytt bytter bytte byttet bytta",
  ]
}
