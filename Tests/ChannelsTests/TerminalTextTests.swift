import TestKit
import Testing

// How text is laid out is the terminal's own.
@testable import Channels

@Suite struct TerminalTextTests {
  private let pipe = TerminalText(width: 20, isStyled: false)
  private let terminal = TerminalText(width: 20, isStyled: true)

  @Test(arguments: [
    ("[Hjelp](https://h.no)", "Hjelp (https://h.no)"),
    ("[a](b) og [c](d)", "a (b) og c (d)"),
    ("[https://h.no](https://h.no)", "https://h.no"),
    ("[a@b.no](mailto:a@b.no)", "a@b.no"),
    ("<https://h.no>", "https://h.no"),
    ("<mailto:a@b.no>", "a@b.no"),
    ("1 < 2 og 3 > 2", "1 < 2 og 3 > 2"),
    ("[x] se [y](z)", "[x] se y (z)"),
    ("a](b) [c", "a](b) [c"),
    ("[🇳](🇳)🇴", "🇳🇴"),
    ("# Tittel", "Tittel"), ("### Tittel", "Tittel"), ("#1 i køen", "#1 i køen"), ("#", "#"),
    ("**fet** tekst", "fet tekst"), ("2 ** 3", "2 ** 3"), ("**", "**"),
  ])
  func `shows as plain text`(markdown: String, text: String) {
    #expect(pipe.lines(markdown) == [text])
  }

  @Test func `shows bold where the terminal can, over a break too`() {
    #expect(terminal.lines("Et **fett** ord") == ["Et \u{1B}[1mfett\u{1B}[0m ord"])
    #expect(
      terminal.lines("Dette er **fet tekst over** to")
        == ["Dette er \u{1B}[1mfet tekst", "over\u{1B}[0m to"]
    )
    #expect(!pipe.lines("Dette er **fet tekst over** to").joined().contains("\u{1B}"))
  }

  @Test func `hangs lists, nested ones too`() {
    #expect(pipe.lines("- en to tre fire fem seks") == ["- en to tre fire fem", "  seks"])
    #expect(pipe.lines("10. en to tre fire fem") == ["10. en to tre fire", "    fem"])
    #expect(pipe.lines("  - en to tre fire fem") == ["  - en to tre fire", "    fem"])
  }

  @Test func `keeps empty lines`() { #expect(pipe.lines("a\n\nb") == ["a", "", "b"]) }

  @Test(arguments: ["[", "](", "[](", "[]()", "**", "# ", "<", "- ", "1. ", "\u{E000}", " "])
  func `survives a mark said a thousand times`(mark: String) {
    let lines = pipe.lines(String(repeating: mark, count: 1_000))
    #expect(lines.allSatisfy { $0.count <= 1_000 })
  }
}
