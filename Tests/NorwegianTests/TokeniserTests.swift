import Ground
import Norwegian
import Testing

@Suite struct TokeniserTests {
  private static let manyTokens: [(String, [String])] = [
    ("", []),
    ("Skjermen er svart!", ["skjermen", "er", "svart"]),
    ("  hei\t\u{0}på\u{1B}deg\r\n", ["hei", "på", "deg"]),
    ("PC'en PC’en ka'kje don't 'sitat'", ["pcen", "pcen", "kakje", "dont", "sitat"]),
    ("e-post E‑post e-post-adresse", ["epost", "epost", "epost", "adresse"]),
    ("to-faktor wi-fi log-in PC-en sms-ane", ["tofaktor", "wifi", "login", "pcen", "smsane"]),
    ("Teams-møte vpn-tilgang windows-11", ["teams", "møte", "vpn", "tilgang", "windows", "11"]),
    ("pc:en vpn:et NB:les", ["pcen", "vpnet", "nb", "les"]),
    ("og/eller skjerm/tastatur", ["og", "eller", "skjerm", "tastatur"]),
    ("f.eks. p.g.a. bl.a. slutt.Ny", ["feks", "pga", "bl", "a", "slutt", "ny"]),
    ("kl. 10:30 den 3. mai", ["kl", "10:30", "den", "3", "mai"]),
    ("1,5 TB, 192.168.1.1 og 1, 2", ["1,5", "tb", "192.168.1.1", "og", "1", "2"]),
    ("m365 F12 2fa INC0012", ["m365", "f12", "2fa", "inc0012"]),
    ("hjeeelp takkkk NÅÅÅÅ haster", ["hjelp", "takk", "nå", "haster"]),
    ("f\u{FFFD}r p\u{FFFD} \u{FFFD} \u{FFFD}pne", ["f\u{FFFD}r", "p\u{FFFD}", "\u{FFFD}pne"]),
    ("pass\u{AD}ord pass\u{200B}ord \u{FEFF}hei", ["passord", "passord", "hei"]),
    ("a\u{30A}pne A\u{30A} u\u{308} b\u{301}\u{302}y \u{30A}", ["åpne", "å", "ü", "by"]),
    ("ÆØÅ ÉN \u{212B}pne ŠŽ", ["æøå", "én", "åpne", "šž"]),
    ("привет Мир 你好", ["привет", "мир", "你好"]),
    ("skjermproblem--hjelp -- -a", ["skjermproblem", "hjelp", "a"]),
  ]

  @Test(arguments: manyTokens)
  func `cuts a message into words`(text: String, expected: [String]) {
    #expect(Tokeniser.tokens(in: text).map(\.text) == expected)
  }

  private static let kinds: [(String, Token.Kind, String)] = [
    ("se (https://Nav.no/Side?a=1).", .address, "https://nav.no/side?a=1"),
    ("gå til www.fjordviken.no, takk", .address, "www.fjordviken.no"),
    ("åpne outlook.office.com/mail", .address, "outlook.office.com/mail"),
    ("<Kari.Nordmann@fjordviken.no>", .address, "kari.nordmann@fjordviken.no"),
    ("a@b.no,c_d@e.no", .address, "a@b.no"),
    ("mailto:øst@x.no;", .address, "øst@x.no"),
    ("takk 👍🏽", .emoji, "👍"),
    ("❤️", .emoji, "❤"),
    ("🇳🇴🇸🇪", .emoji, "🇳🇴"),
    ("👩🏽‍💻!", .emoji, "👩‍💻"),
    ("sak 12345", .number, "12345"),
    ("1️⃣", .number, "1"),
    ("s21", .word, "s21"),
  ]

  @Test(arguments: kinds)
  func `knows addresses, emoji and numbers`(text: String, kind: Token.Kind, expected: String) {
    #expect(Tokeniser.tokens(in: text).first { $0.kind == kind }?.text == expected)
  }

  @Test(arguments: [
    "rapport.docx", "ferdig.Ny", "@kari", "kari@", "a.no.", "hei..no", "@@@@", "://",
  ])
  func `takes no address where there is none`(text: String) {
    #expect(!Tokeniser.tokens(in: text).contains { $0.kind == .address })
  }

  @Test func `ranges point into the original, whatever became of the text`() {
    let text = "😀 Å\u{30A}pne PC’en på a\u{30A}pen e-post"
    let utf8 = Array(text.utf8)
    let slices = Tokeniser.tokens(in: text).map { String(decoding: utf8[$0.range], as: UTF8.self) }
    #expect(slices == ["😀", "Å\u{30A}pne", "PC’en", "på", "a\u{30A}pen", "e-post"])
  }

  @Test(arguments: 0..<200)
  func `takes any bytes and gives ordered ranges on scalar boundaries`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let text = hostileText(&generator)
    let utf8 = Array(text.utf8)
    var end = 0
    for token in Tokeniser.tokens(in: text) {
      #expect(token.range.lowerBound >= end && !token.range.isEmpty && !token.text.isEmpty)
      end = token.range.upperBound
      let slice = Array(utf8[token.range])
      #expect(Array(String(decoding: slice, as: UTF8.self).utf8) == slice)
      #expect(token.text.utf8.count <= Tokeniser.longestText)
    }
    #expect(end <= utf8.count)
    let bytes = (0..<64).map { _ in UInt8(generator.below(256)) }
    #expect(Tokeniser.tokens(in: bytes).allSatisfy { $0.range.upperBound <= bytes.count })
  }

  @Test(arguments: 0..<50)
  func `reads a token's own text as that token again`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    for token in Tokeniser.tokens(in: hostileText(&generator)) where token.kind == .word {
      #expect(Normaliser.normalised(token.text) == token.text)
    }
  }

  @Test(arguments: [
    "a", "a@", "\u{30A}", "a\u{30A}", "👍🏽\u{200D}", "1.", "a-", "'", "\u{0}", "https://",
  ])
  func `stays linear and bounded on long hostile input`(unit: String) {
    let text = String(repeating: unit, count: 100_000)
    let longest = Tokeniser.tokens(in: text).map(\.text.utf8.count).max() ?? 0
    #expect(longest <= Tokeniser.longestText)
  }

  private func hostileText(_ generator: inout SeededGenerator) -> String {
    let pieces = [
      "a", "å", "a\u{30A}", "\u{301}", "-", "'", "’", ":", ".", ",", "1", "@", "no", " ", "\u{0}",
      "\u{200D}",
      "👍🏽", "🇳🇴", "\u{FE0F}", "\u{FFFD}", "İ", "ß",
      "www.", "https://", "\u{1F3FB}", "ी", "\u{2028}",
      "en", "é",
    ]
    return (0..<40).map { _ in pieces[generator.below(pieces.count)] }.joined()
  }
}
