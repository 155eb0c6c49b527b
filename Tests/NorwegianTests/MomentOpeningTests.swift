import Foundation
import Ground
import Testing

// Testable: that an opening is not overlooked cannot be seen from outside, only that a moment is missing.
@testable import Norwegian

@Suite struct MomentOpeningTests {
  private static let words =
    ([
      "i", "om", "in", "for", "før", "fra", "mellom", "between", "og", "til", "den", "the", "this",
      "på", "kl", "klokka", "at", "halv", "half", "past", "kvart", "over", "et", "ein", "a", "par",
      "couple", "of", "an", "morgen", "dag", "går", "natt", "kveld", "fjor", "år", "løpet", "av",
      "day", "after", "before", "tomorrow", "yesterday", "innen", "by", "etter", "siden", "ago",
      "uke", "helga", "neste", "forrige", "siste", "denne", "forste", "mandag", "tirsdgag",
      "thursday", "fredagens", "tors", "mai", "sept", "desembr", "påske", "jul", "romjula", "noon",
      "midnatt", "to", "tre", "femogtyve", "tjuefem", "syttende", "én", "second", "first", "andre",
      "annen", "hundre", "tusen", "halvannen", "timer", "dager", "uker", "måneder", "min", "h",
      "kvarter", "ca", "omtrent", "about", "am", "pm", "idag", "imorra", "ikveld", "skriver",
      "passord", "virker", "u", "eleven", "tonight", "within", "17", "5", "2026", "10", "30", ".",
      ":", "/", "-", "–", ",", "kr",
    ])

  @Test(arguments: 0..<60)
  func `overlooks no moment`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let calendar = Calendar(identifier: .gregorian)
    for _ in 0..<20 {
      let text = (0..<12).map { _ in Self.words[generator.below(Self.words.count)] }
        .joined(separator: generator.below(4) == 0 ? "" : " ")
      let pieces = Numbers.pieces(of: text)
      let reference = LocalTime(Date(timeIntervalSince1970: 1_778_659_200), calendar: calendar)
      let reader = MomentReader(points: PointReader(pieces: pieces, reference: reference))
      for index in pieces.indices where reader.read(at: index) != nil {
        #expect(MomentOpening.isPossible(at: pieces[index]), "\(pieces[index].text) in «\(text)»")
      }
    }
  }

  @Test(arguments: ["skriveren", "passord", "virker", "kanskje", "teams"])
  func `knows words at which nothing begins`(word: String) throws {
    let piece = try #require(Numbers.pieces(of: word).last)
    #expect(!MomentOpening.isPossible(at: piece))
  }
}
