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

  /// What makes a moment of many a first word.
  private static let rests = [
    "", "ni", "9", "over ni", "på halv ti", "past nine", "dag", "morgen", "day", "dager",
    "timer siden",
    "weeks ago", "to dager", "two weeks", "neste uke", "of hours", "an hour", "hours", "uke",
    "week",
    "month", "tirsdag", "Friday", "natt", "kveld", "evening", "17 mai", "May", "17th", "helga",
    "10:30",
    "8 til 10", "8 og 10", "mandag og onsdag", "mandag til fredag", "løpet av to uker", "42",
    "after tomorrow", "before yesterday", "par dager", "couple of days", "om morgenen", "pm",
    "fjor",
    ". mai", "/5", "-20. mai", "tjue", "hundre dager", "og tjue dager", "of May", "morges",
  ]

  private static func check(_ text: String) {
    let pieces = Numbers.pieces(of: text)
    let reference = LocalTime(
      Date(timeIntervalSince1970: 1_778_659_200),
      calendar: Calendar(identifier: .gregorian)
    )
    let reader = MomentReader(points: PointReader(pieces: pieces, reference: reference))
    for index in pieces.indices where reader.read(at: index) != nil {
      #expect(MomentOpening.isPossible(at: pieces[index]), "\(pieces[index].text) in «\(text)»")
    }
  }

  @Test(arguments: rests)
  func `overlooks no moment at any first word`(rest: String) {
    for word in Self.words { Self.check("\(word) \(rest)") }
  }

  @Test(arguments: 0..<40)
  func `overlooks no moment in any text`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<10 {
      let words = (0..<12).map { _ in Self.words[generator.below(Self.words.count)] }
      Self.check(words.joined(separator: generator.below(4) == 0 ? "" : " "))
    }
  }

  @Test(arguments: ["skriveren", "passord", "virker", "kanskje", "teams"])
  func `knows words at which nothing begins`(word: String) throws {
    let piece = try #require(Numbers.pieces(of: word).last)
    #expect(!MomentOpening.isPossible(at: piece))
  }
}
