import TestKit
import Testing

// How a message is cut is for turns only.
@testable import Dialogue

@Suite struct NeedsTests {
  @Test(arguments: [
    ("", []),
    ("skriver", ["skriver"]),
    ("Skriveren virker ikke", ["Skriveren virker ikke"]),
    ("Glemt passord. Skriveren er død!", ["Glemt passord", "Skriveren er død"]),
    ("glemt passord og skriveren er død", ["glemt passord", "skriveren er død"]),
    ("glemt passord; ny pc", ["glemt passord", "ny pc"]),
    ("Hei! Jeg har glemt passordet", ["Hei! Jeg har glemt passordet"]),
    ("Skriveren er død. Takk", ["Skriveren er død", "Takk"]),
    ("og nå er skriveren død", ["og nå er skriveren død"]),
    ("skjerm og mus", ["skjerm og mus"]),
    ("one two. Also three four", ["one two", "three four"]),
  ])
  func `cuts at sentences and joints`(text: String, parts: [String]) {
    #expect(Needs.parts(of: text) == parts)
  }

  @Test(arguments: [". ", "! ", "? ", "\n", "; ", " og ", " and "])
  func `looks at eight parts at most`(separator: String) {
    for piece in ["a", "a b", "å og men"] {
      let text = Array(repeating: piece, count: 400).joined(separator: separator)
      #expect(Needs.parts(of: text).count <= 8)
    }
  }
}
