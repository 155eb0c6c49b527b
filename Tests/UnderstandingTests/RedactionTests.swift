import Ground
import Testing
import Understanding

/// Every number here is made up or a card scheme's published test number.
@Suite struct RedactionTests {
  @Test(arguments: RedactionCases.identities)
  func `masks identity numbers however they are written`(text: String) {
    check(text, .nationalIdentity)
  }

  @Test(arguments: RedactionCases.accounts)
  func `masks account numbers`(text: String) { check(text, .bankAccount) }

  @Test(arguments: RedactionCases.cards)
  func `masks payment cards`(text: String) { check(text, .paymentCard) }

  @Test(arguments: RedactionCases.passwords)
  func `masks passwords`(text: String, secret: String) {
    let redaction = Redaction(text)
    #expect(redaction.findings.map(\.kind) == [.password], "\(redaction.text)")
    #expect(!redaction.text.contains(secret), "\(redaction.text)")
  }

  @Test(arguments: RedactionCases.harmless)
  func `leaves what is harmless`(text: String) {
    let redaction = Redaction(text)
    #expect(redaction.text == text)
    #expect(redaction.findings.isEmpty)
  }

  private func check(_ text: String, _ kind: Redaction.Kind) {
    let redaction = Redaction(text)
    #expect(redaction.findings.map(\.kind) == [kind], "\(redaction.text)")
    let digits = redaction.text.unicodeScalars.filter { $0.properties.numericType != nil }.count
    #expect(digits < 6, "\(redaction.text)")
  }

  @Test func `says where the secrets stood in the original`() {
    let text = "👋 æøå 010190 12345, og passordet er «Sommer2024!» 🙂"
    let redaction = Redaction(text)
    let mask = Redaction.mask
    #expect(redaction.text == "👋 æøå \(mask), og passordet er «\(mask)» 🙂")
    let units = Array(text.utf16)
    let found = redaction.findings.map { String(decoding: units[$0.range], as: UTF16.self) }
    #expect(found == ["010190 12345", "Sommer2024!"])
    #expect(redaction.findings.map(\.kind) == [.nationalIdentity, .password])
  }

  @Test func `masks every secret of a message`() {
    let text = "01019012345 og 020290 12345, kort 4111 1111 1111 1111, pwd=hunter2"
    let redaction = Redaction(text)
    #expect(redaction.findings.count == 4)
    #expect(redaction.text.filter(\.isNumber).isEmpty)
  }

  @Test(arguments: 0..<300)
  func `finds an identity number in any company`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let separators = ["", " ", ".", "-", "\n", " - ", "\u{200B}", "\u{A0}", "/", "\r\n"]
    let day = 1 + generator.below(31) + (generator.below(2) * 40)
    let month = 1 + generator.below(12) + [0, 40, 65, 80][generator.below(4)]
    let digits = [day, month, generator.below(100)].map { String(100 + $0).dropFirst() }.joined()
    let rest = String(String(100_000 + generator.below(100_000)).dropFirst())
    let number = digits + separators[generator.below(separators.count)] + rest
    let words = [
      "hei", "ring 22 33 44 55", "RITM0012345", "sak 2024/123", "på PC-en", "🙂", "kl 10.30,",
    ]
    let text = "\(words[generator.below(7)]) \(number) \(words[generator.below(2)])"
    let redaction = Redaction(text)
    #expect(redaction.findings.contains { $0.kind == .nationalIdentity }, "\(text)")
    #expect(!redaction.text.contains(rest))
  }

  @Test(arguments: [
    ("RITM0012345 gjelder 010190 12345", "RITM0012345 gjelder •••••••"),
    ("ring 22334455 eller 01019012345", "ring 22334455 eller •••••••"),
    ("010190 12345 22334455", "••••••• 22334455"),
    ("22 33 44 55 01019012345", "22 33 44 55 •••••••"),
  ])
  func `leaves the telephone and case number beside a secret`(text: String, masked: String) {
    #expect(Redaction(text).text == masked)
  }

  @Test func `is stable: a masked message has no secrets`() {
    for text in RedactionCases.identities + RedactionCases.passwords.map(\.0) {
      let once = Redaction(text).text
      #expect(Redaction(once).text == once)
    }
  }

  @Test(arguments: [
    "1", "1 ", "01019012345 ", "passord: ", "pass=", "\u{0}", "1.", "er ", "passordet er ", "://a:",
    "\"",
    "a", "١", "1\u{200B}", "«",
  ])
  func `stays linear and whole on hostile text`(unit: String) {
    let redaction = Redaction(String(repeating: unit, count: 30_000 / unit.utf8.count))
    #expect(redaction.text.utf8.count <= 2_000_000)
  }
}
