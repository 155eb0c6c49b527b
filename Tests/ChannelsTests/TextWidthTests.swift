import Ground
import TestKit
import Testing

// How text is laid out is the terminal's own.
@testable import Channels

@Suite struct TextWidthTests {
  @Test(
    arguments: [
      ("a", 1), ("å", 1), ("e\u{301}", 1), ("漢", 2), ("😀", 2), ("👩‍💻", 2), ("✅", 2), ("❤️", 2),
      ("🇳🇴", 2), ("–", 1), ("\u{200B}", 0), ("\u{E000}", 0),
    ] as [(Character, Int)]
  )
  func `knows how wide a character is`(character: Character, columns: Int) {
    #expect(TextWidth.columns(of: character) == columns)
  }

  @Test func `breaks at blanks`() {
    #expect(TextWidth.wrap("en to tre fire fem", to: 10) == ["en to tre", "fire fem"])
    #expect(TextWidth.wrap("1234567890 x", to: 10) == ["1234567890", "x"])
    #expect(TextWidth.wrap("", to: 10) == [""])
    #expect(TextWidth.wrap("   ", to: 10) == [""])
  }

  @Test func `counts an emoji for two`() {
    #expect(TextWidth.wrap("😀😀😀😀😀 a", to: 10) == ["😀😀😀😀😀", "a"])
    #expect(TextWidth.wrap("😀😀😀😀 a", to: 10) == ["😀😀😀😀 a"])
  }

  @Test func `breaks a word that is longer than a line`() {
    #expect(TextWidth.wrap("a bcdefghijklmnop", to: 10) == ["a", "bcdefghijk", "lmnop"])
  }

  @Test func `hangs the lines after the first`() {
    #expect(
      TextWidth.wrap("- en to tre fire fem", to: 12, indent: 2) == ["- en to tre", "  fire fem"]
    )
  }

  @Test(arguments: 0..<200)
  func `is never wider than asked, and loses nothing`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "a", "ord", "😀", "漢字", " ", "  ", "e\u{301}", "langtlangtlangtlangtord", "\u{E000}",
    ]
    let text = (0..<40).compactMap { _ in pieces.randomElement(using: &generator) }.joined()
    let indent = Int.random(in: 0...4, using: &generator)
    let lines = TextWidth.wrap(text, to: 15, indent: indent)
    for line in lines { #expect(line.reduce(0) { $0 + TextWidth.columns(of: $1) } <= 15) }
    #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
  }
}
