import Ground
import Norwegian
import Testing

@Suite struct UTF16OffsetsTests {
  @Test(arguments: [
    "", "passord", "få 👍🏽 på æøå", "🇳🇴 hei", String(repeating: "blåbær 🫐 ", count: 30),
  ])
  func `agrees with the standard library at every scalar`(text: String) {
    let offsets = UTF16Offsets(text)
    for index in text.unicodeScalars.indices {
      let utf8 = text.utf8.distance(from: text.startIndex, to: index)
      let utf16 = text.utf16.distance(from: text.startIndex, to: index)
      #expect(offsets.offset(utf8: utf8) == utf16)
    }
    #expect(offsets.offset(utf8: text.utf8.count) == text.utf16.count)
  }

  @Test(arguments: 0..<50)
  func `a token's range in UTF-16 cuts out the same text`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let pieces = ["Åpne ", "a\u{30A} ", "👍🏽", "pc'en ", "🇳🇴", "你好 ", "x"]
    let text = (0..<40).map { _ in pieces[generator.below(pieces.count)] }.joined()
    let (offsets, utf16) = (UTF16Offsets(text), Array(text.utf16))
    for token in Tokeniser.tokens(in: text) {
      let slice = String(decoding: utf16[offsets.range(utf8: token.range)], as: UTF16.self)
      #expect(Array(slice.utf8) == Array(Array(text.utf8)[token.range]))
    }
  }

  @Test(arguments: [-1, 100])
  func `stays inside the text`(utf8: Int) {
    #expect((0...3).contains(UTF16Offsets("på!").offset(utf8: utf8)))
  }
}
