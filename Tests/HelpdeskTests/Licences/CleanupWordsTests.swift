import Foundation
import Ground
import Helpdesk
import TestKit
import Testing

@Suite struct CleanupWordsTests {
  private static let file = "flows/words/licences.json"

  private static func shipped() throws -> CleanupWords {
    let file = Shared.checkout.appending(path: Self.file)
    return try CleanupWords(parsing: String(contentsOf: file, encoding: .utf8), file: Self.file)
  }

  @Test(arguments: [
    ("SPE_E3", "Microsoft 365 (e-post, Teams, Word)"),
    ("SPE_E5", "Microsoft 365 (e-post, Teams, Word og mer sikkerhet)"),
    ("spe_f1", "Microsoft 365 i nettleser og på mobil (e-post, Teams)"),
    ("VISIOCLIENT", "Visio (tegneprogram)"),
    ("Microsoft_365_Copilot", "Copilot (KI i Word, Teams og Outlook)"),
    ("SOMETHING_NEW", "SOMETHING_NEW"),
  ])
  func `calls products what people call them`(product: String, words: String) throws {
    #expect(try Self.shipped().product(product)["nb"] == words)
  }

  @Test func `tells of an obstacle that it does not know that it is not known`() throws {
    let words = try Self.shipped()
    #expect(words.obstacle("somethingElse")["en"].hasPrefix("I do not know"))
    #expect(words.obstacle("dynamicGroup")["en"].hasPrefix("A rule decides"))
  }

  @Test(arguments: [
    #"{"products": [], "obstacles": {}}"#,
    #"{"products": [{"names": ["A"], "title": "A"}], "obstacles": {}, "troubles": {}}"#,
    #"{"products": [], "obstacles": {"twice": {"nb": "a"}}, "troubles": {}}"#,
    #"{"products": [], "obstacles": {}, "troubles": {}, "more": {}}"#,
    "[]",
  ])
  func `refuses words that are not there in every language`(text: String) {
    #expect(throws: PolicyFaults.self) { try CleanupWords(parsing: text, file: "words.json") }
  }
}
