import Ground
import Norwegian
import Testing

// What saves time is for turns only.
@testable import Dialogue

@Suite struct LikelySpellingTests {
  private static let words = [
    "baerbar", "stasjonaer", "skjerm", "lese", "endre", "mus", "hjemmekontor", "utsett",
    "passordet", "vent", "godkjenner", "tilgangen",
  ]
  private static let spelling = Spelling(
    vocabulary: Dictionary(uniqueKeysWithValues: words.map { ($0, 1) })
  )

  /// A word of the few with up to four letters changed, left out or put in.
  private static func slip(_ generator: inout SeededGenerator) -> String {
    let letters = Array("aeiorsntlkgjdvmpbfhuyc")
    var word = Array(words.randomElement(using: &generator) ?? "")
    for _ in 0..<Int.random(in: 0...4, using: &generator) {
      let place = Int.random(in: word.indices, using: &generator)
      let letter = letters.randomElement(using: &generator) ?? "a"
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: word[place] = letter
      case 1: word.insert(letter, at: place)
      case 2 where word.count > 1: word.remove(at: place)
      default: word.swapAt(place, 0)
      }
    }
    return String(word)
  }

  @Test(arguments: 0..<40)
  func `finds what the whole spelling finds`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var likely = LikelySpelling(words: Self.words)
    for _ in 0..<50 {
      let word = Self.slip(&generator)
      #expect(likely.nearest(to: word) == Self.spelling.nearest(to: word)?.word, "\(word)")
    }
  }
}
