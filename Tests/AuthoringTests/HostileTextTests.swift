import Authoring
import Ground
import Testing

/// Texts made to hurt: they end in a model or in faults, soon, and never in a trap.
@Suite struct HostileTextTests {
  private static let many = 5_000

  /// `piece` so many times, after `start`.
  private static func repeated(_ start: String, _ piece: String, _ count: Int = many) -> String {
    start + String(repeating: piece, count: count)
  }

  /// What `piece` makes of each number, one after the other, after `start`.
  private static func numbered(
    _ start: String,
    _ count: Int = many,
    _ piece: (Int) -> String
  ) -> String {
    var text = start
    for number in 0..<count { text += piece(number) }
    return text
  }

  static let texts: [String] = {
    var texts: [String] = []
    texts.append(repeated(repeated("# A\n- ", "{"), "}"))
    texts.append(repeated(repeated("# A\n- ", "{a="), "}"))
    for piece in ["{a=b} ", "[a](", "[", "\\", "(|"] { texts.append(repeated("# A\n- ", piece)) }
    for piece in ["[", "<a ", "```\n", "# ?\n", "#", "$a:v=\n- s\n", "@", "> !#\n"] {
      texts.append(repeated("", piece))
    }
    texts.append(repeated("@ ml x ", "( "))
    texts.append(repeated("@ ml x \"", "a"))
    texts.append(repeated("# A\n", "- x\n"))
    texts.append(repeated("# ? q\n", "- {\n"))
    texts.append(numbered("@ ml x r") { ",r\($0)" })
    texts.append(numbered("") { "$a:v\($0)=\n- s\n" })
    texts.append(numbered("@ ml x =\n") { "- @ ml c\($0)\n" })
    texts.append(numbered("@ ml x =\n", 300) { repeated("", "    ", $0) + "- @ ml c\($0)\n" })
    texts.append(numbered("# A\n", 2_000) { "- x{@n\($0)=y}\n" })
    texts.append(numbered("", 5_000) { "@ ml e\($0) usesFeature e\($0 + 1)\n" })
    texts += ["\u{0}\u{0}", "# A\r- x\r\r\n\n- y", "\u{2028}# A", "# \u{202E}A\n- x"]
    return texts
  }()

  @Test(.timeLimit(.minutes(1)), arguments: texts.indices)
  func `comes to an end`(number: Int) {
    let text = Self.texts[number]
    let read = AuthoredText.parse(text)
    #expect(read.diagnostics.count <= 200)
    #expect(
      read.diagnostics.allSatisfy { $0.message.count <= 301 && $0.line >= 1 && $0.column >= 1 }
    )
    _ = try? read.formatted()
  }

  @Test func `reads a line of a million characters`() {
    let text = "# A\n- " + String(repeating: "x", count: 1_000_000)
    #expect(AuthoredText.parse(text).lu.intents[0].utterances[0].text.utf8.count == 1_000_000)
  }

  @Test func `says where bytes are not UTF-8, and refuses to rewrite them`() {
    let read = AuthoredText.parse(bytes: Array("# Å\n- æ".utf8) + [0xFF] + Array("x\n".utf8))
    #expect(read.isValid)
    #expect(
      read.diagnostics.map { "\($0.code) \($0.line):\($0.column)" } == ["lu.invalid-utf8 2:4"]
    )
    #expect(throws: FormatError.self) { try read.formatted() }
  }

  @Test(arguments: 0..<400)
  func `never traps on random bytes of the language`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let words = [
      "#", "# A\n", "## ", "?", "- ", "\n", "{", "}", "=", "@", "ml ", "list ", "x", ":", "$", "[",
      "]",
      "(", ")", "|", "`", "```", "\\", ">", "!#", "<a", "</a>", " id = ", "\"", "'", ",", ";", "/",
      "    ",
      "\t", "**Filters:**", "**Prompts:**", "usesFeature ", "hasRoles ", "\u{0}", "æ", "😀", "\r",
      "> !# @app.name = ", "> !# @qna.pair.source = ", "@ phraselist p(interchangeable)",
    ]
    let text = (0..<generator.below(60)).map { _ in words[generator.below(words.count)] }.joined()
    let read = AuthoredText.parse(bytes: Array(text.utf8))
    if read.isValid, let formatted = try? read.formatted() {
      #expect(AuthoredText.parse(formatted).lu == read.lu)
    }
    var bytes = Array(text.utf8)
    if !bytes.isEmpty { bytes[generator.below(bytes.count)] = UInt8(generator.below(256)) }
    _ = AuthoredText.parse(bytes: bytes)
  }
}
