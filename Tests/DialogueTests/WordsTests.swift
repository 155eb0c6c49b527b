import TestKit
import Testing

// The moves are for turns only.
@testable import Dialogue

@Suite struct WordsTests {
  private let words: Words

  init() throws { words = try Words(Helpdesk.small.get().content) }

  @Test(
    arguments: [
      ("ja", .yes), ("JA!", .yes), ("Ja takk.", .yes), ("👍", .yes),
      ("nei", .no), ("Nei, takk", .no), ("niks!", .no),
      ("glem det", .cancel), ("Stopp!!!", .cancel),
      ("2", .number(2)), ("2.", .number(2)), ("nr. 3", .number(3)), ("alternativ 9", .number(9)),
      ("jeg mente", .correction("")),
      ("Nei, jeg mente skriveren!", .correction("skriveren!")),
      ("nei eg meinte: PC-en", .correction("PC-en")),
      ("No, I meant the printer", .correction("the printer")),
    ] as [(String, Words.Move)]
  )
  func `sees the move in`(text: String, move: Words.Move) {
    #expect(words.move(in: text) == move)
  }

  @Test(arguments: [
    "", "...", "ja men skriveren virker ikke", "nei den er død", "0", "10", "12345678901234567890",
    "2 skjermer", "2 3", "rom 2", "stopp skriveren", "hva mente du", "٣",
  ])
  func `leaves to be understood`(text: String) { #expect(words.move(in: text) == nil) }

  @Test(
    arguments: [
      ("Det hjalp!", [true]), ("ja, nå virker nå alt", [true]), ("den er ikke treg lenger", [true]),
      ("hjalp dessverre ikke", [false]), ("den vikrer ikke lenger", [false]),
      ("den virker ikke lenger", [false]),
      ("It's still slow", [false]), ("hjalp litt, men den er fortsatt treg", [true, false]),
      ("hva med skriveren?", []), ("", []),
    ] as [(String, Set<Bool>)]
  )
  func `hears how things are after what was tried`(text: String, said: Set<Bool>) {
    #expect(words.condition(in: text).said == said)
  }

  @Test(arguments: [("den virker fortsatt ikke", true), ("skriveren virker fortsatt ikke", false)])
  func `hears whether anything else is said`(text: String, isAll: Bool) {
    #expect(words.condition(in: text).isAll == isAll)
  }
}
