import Authoring
import Norwegian
import TestKit
import Testing
import Understanding

// Wording is a part of a turn.
@testable import Dialogue

@Suite struct WordingTests {
  private static let languages = [Language.nb, .nn, .en]

  private func wording(_ language: Language, _ municipality: String?) -> Wording {
    func pair(_ text: String, _ filters: [String: String]) -> QNAPair {
      QNAPair(
        id: "kort",
        questions: [Question(text: "title \(text)")],
        answer: Answer(text: text),
        filters: filters.map { Filter(key: $0.key, value: $0.value) }
      )
    }
    let pairs = [
      pair("storøya", ["kommune": "Storøya"]),
      pair("storøya en", ["kommune": "storøya", "sprak": "en"]),
      pair("nb", [:]), pair("nn", ["sprak": "nn"]),
    ]
    let content = Content(lu: LUFile(), qna: QNAFile(pairs: pairs))
    return Wording(content: content, language: language, municipality: municipality)
  }

  private let card = Candidate(.answer, "kort")

  @Test(
    arguments: [
      (Language.nb, nil, "nb"), (.nn, nil, "nn"), (.en, nil, "nb"),
      (.nb, "storøya", "storøya"), (.nn, "storøya", "storøya"), (.en, "storøya", "storøya en"),
      (.nn, "åsdal", "nn"), (.en, "åsdal", "nb"),
    ] as [(Language, String?, String)]
  )
  func `puts the place before the language, and falls back to Bokmål`(
    language: Language,
    municipality: String?,
    text: String
  ) {
    let wording = wording(language, municipality)
    #expect(wording.answer(to: card)?.text == text)
    #expect(wording.title(of: card) == "title \(text)")
  }

  @Test(arguments: languages, [nil, "fjordviken", "åsdal"])
  func `never says what holds elsewhere only`(language: Language, municipality: String?) throws {
    var content = try Helpdesk.small.get().content
    content.replies["Kort"] = content.pair("kort")
    for candidate in content.pairs.map({ Candidate(.answer, $0.id) }) + [Candidate(.intent, "Kort")]
    {
      let wording = Wording(content: content, language: language, municipality: municipality)
      #expect(wording.answer(to: candidate)?.text.contains("Storøya") != true)
      if wording.answer(to: candidate) == nil {
        #expect(wording.title(of: candidate) == candidate.name)
      }
      #expect(!wording.title(of: candidate).contains("øya"))
      #expect(!wording.title(of: candidate).contains("island"))
    }
  }

  @Test func `has words for everything it says`() throws {
    let content = try Helpdesk.small.get().content
    for phrase in Phrase.allCases {
      let wording = Wording(content: content, language: .en, municipality: nil)
      #expect(wording.phrase(phrase) != phrase.rawValue)
    }
  }

  @Test func `says the id of a phrase that nobody worded`() {
    #expect(wording(.nb, nil).phrase(.unknown) == "vet-ikke")
  }
}
