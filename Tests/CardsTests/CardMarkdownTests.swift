import Cards
import Ground
import Testing

@Suite struct CardMarkdownTests {
  @Test(
    arguments: [
      ("plain words, 3 < 4 & 5", "plain words, 3 < 4 & 5"),
      ("*a* _b_ `c` ~d~", #"\*a\* \_b\_ \`c\` \~d\~"#),
      ("my_file_name.txt", "my_file_name.txt"), (#"C:\Users\kari"#, #"C:\Users\kari"#),
      (#"\*"#, #"\\\*"#), ("[a](https://x.example)", "[a]\u{200B}(https://x.example)"),
      ("![a](x)", "![a]\u{200B}(x)"), ("[a]: x", "[a]\u{200B}: x"), ("a]", "a]\u{200B}"),
      ("<b>x</b>", "<\u{200B}b>x<\u{200B}/b>"), ("&lt;", "&\u{200B}lt;"),
      ("{{DATE(2026)}}", "{\u{200B}{DATE(2026)}}"), ("# a", "\u{200B}# a"), ("- a", "\u{200B}- a"),
      ("-5", "-5"), ("1. a", "\u{200B}1. a"), ("2026", "2026"), ("> a", "\u{200B}> a"),
      ("a\n- b\r\n\r\nc", "a\n\n\u{200B}- b\n\nc"), ("---", "\u{200B}---"),
      ("| a | b |", "\u{200B}| a | b |"),
      ("    a", "\u{200B}    a"), ("a\u{0}b\u{202E}c", "abc"), ("\n\na\n", "a"), ("", ""),
    ]
  )
  func `lets a text look as it was written`(text: String, escaped: String) {
    #expect(CardMarkdown.escaping(text) == escaped)
  }

  @Test func `leaves plain words alone but for what could become a link`() {
    #expect(CardMarkdown.plain("*a* [b](c) # d") == "*a* [b]\u{200B}(c) # d")
  }

  @Test(arguments: 0..<200)
  func `leaves no link, tag, picture or expression, however texts are joined`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let parts = [
      "[", "]", "(", ")", "!", "<", "b", ">", "/", "{", "}", "$", "\\", "\n", " ", "&", "#", "`",
      "\u{0}", ":",
    ]
    func text() -> String {
      (0..<12).map { _ in parts[Int.random(in: parts.indices, using: &random)] }.joined()
    }
    let joined = CardMarkdown.escaping(text()) + CardMarkdown.escaping(text())
    for danger in ["](", "][", "]:", "${", "{{", "<b", "</", "<!", "```", "&b"] {
      #expect(!joined.contains(danger), "\(joined.debugDescription)")
    }
  }
}
