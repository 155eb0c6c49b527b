import Cards
import Connectors
import Flows
import Foundation
import Ground
import Messaging
import Testing

@Suite struct CardConnectorTests {
  private let cards = CardConnector(PeopleScene.shipped)

  @Test func `asks with a card and keeps what would be an answer`() throws {
    let scene = try PeopleScene()
    let data = try #require(try PeopleScene.samples(of: "henting").first)
    #expect(try scene.perform(cards, "ask", ["card": "henting", "data": data]) == .waiting)

    let question = try #require(try scene.questions().first)
    #expect((question.token, question.execution, question.flow) == ("t1", "e1", "BestillePC"))
    #expect(question.isCard && question.message == 1)
    #expect(
      question.text.hasPrefix("Når vil du hente den nye PC-en?\n\nDu kan hente fra mandag 2.")
    )
    #expect(question.inputs.map(\.id) == ["place", "day", "time", "screens", "handsIn", "note"])
    #expect(question.inputs[1].kind == .date(earliest: "2026-03-02", latest: "2026-03-13"))
    #expect(question.actions.map(\.takesInputs) == [true, false])

    let message = try #require(try scene.messages().first)
    let sent = message.card?["actions"]?.array?.map { $0["data"] }
    #expect(
      sent == [["action": "book", "rakelQuestion": 1], ["action": "keep", "rakelQuestion": 1]]
    )
    #expect(message.options.isEmpty)
  }

  @Test func `offers the buttons as options where there is nothing else to tell`() throws {
    let scene = try PeopleScene()
    let parameters: JSON = [
      "card": "bekreft", "data": ["question": ["nb": "Skal jeg?", "en": "Shall I?"]],
      "language": "en", "to": "odd", "token": "t1",
    ]
    #expect(try scene.perform(cards, "ask", parameters) == .waiting)
    let message = try #require(try scene.messages(to: "odd").first)
    #expect(message.options == ["Yes", "No"])
    #expect(message.text == "Shall I?")
    #expect(try scene.questions().isEmpty)
  }

  @Test func `takes an answer, and shows what was chosen in place of the card`() throws {
    let scene = try PeopleScene()
    let data = try #require(try PeopleScene.samples(of: "henting").first)
    _ = try scene.perform(cards, "ask", ["card": "henting", "data": data])
    let question = try #require(try scene.questions().first)
    let submitted: JSON = [
      "rakelQuestion": 1, "action": "book", "place": "skole", "day": "2026-03-05", "time": "09:30",
      "screens": "2", "handsIn": "yes", "note": "",
    ]
    let answer = try question.answer(from: submitted)
    let receipt = question.receipt(of: answer, in: .nb)
    #expect(receipt.replaces == question.message)
    #expect(receipt.text.contains("Sted: Storøya skole\n\nDag: 5. mars 2026"))
    #expect(receipt.text.hasSuffix("✓ Bestill henting"))
    #expect(receipt.card.map(Card.init).map(CardCheck.faults) == [])
    #expect(receipt.card.map(Card.init).map(CardInputs.init)?.inputs == [])
  }

  @Test func `sends a card, and puts another in its place`() throws {
    let scene = try PeopleScene()
    let parameters: JSON = ["card": "bekreft", "data": ["question": "Hei?"]]
    #expect(try scene.perform(cards, "send", parameters, token: nil) == .done(["message": 1]))
    let update: JSON = ["message": 1, "card": "bekreft", "data": ["question": "Hallo?"]]
    #expect(try scene.perform(cards, "update", update, token: nil) == .done(["message": 2]))
    #expect(try scene.messages().map(\.replaces) == [nil, 1])
    #expect(try scene.questions().isEmpty)
  }

  @Test(
    arguments: [
      ("ask", ["card": "nope"], "Card.NotFound"), ("ask", [:], "Card.BadRequest"),
      ("ask", ["card": "bekreft", "to": 3], "Card.BadRequest"),
      ("ask", ["card": "bekreft", "data": "x"], "Card.BadRequest"),
      ("shout", ["card": "bekreft"], "Card.BadRequest"),
      ("update", ["card": "bekreft", "data": ["question": "x"]], "Card.BadRequest"),
      ("update", ["card": "bekreft", "data": ["question": "x"], "message": 9], "Card.NotFound"),
      // Two places with one value would be one to whoever gets the answer.
      (
        "ask",
        [
          "card": "henting",
          "data": [
            "device": "x", "first": "2026-03-02", "last": "2026-03-03",
            "places": [["id": "a", "title": "A"], ["id": "a", "title": "B"]],
          ],
        ], "Card.Invalid"
      ),
      (
        "send",
        ["card": "bekreft", "data": ["question": .string(String(repeating: "a", count: 300_000))]],
        "Card.Invalid"
      ),
    ] as [(String, JSON, String)]
  )
  func `fails by name and changes nothing`(verb: String, parameters: JSON, error: String) throws {
    let scene = try PeopleScene()
    let outcome = try scene.perform(cards, verb, parameters)
    guard case .failed(error, _) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(try scene.messages().isEmpty && scene.questions().isEmpty)
  }

  @Test func `needs somebody to ask, and a token`() throws {
    let scene = try PeopleScene()
    let parameters: JSON = ["card": "bekreft", "data": ["question": "Hei?"]]
    for outcome in [
      try scene.perform(cards, "ask", parameters, user: nil),
      try scene.perform(cards, "ask", parameters, token: nil),
    ] {
      guard case .failed("Card.BadRequest", _) = outcome else {
        Issue.record("\(outcome)")
        continue
      }
    }
  }

  @Test func `keeps what a user wrote from being Markdown`() throws {
    let scene = try PeopleScene()
    let hostile = "[gratis](https://x.example) **nå** <b>{{DATE(2026-01-01)}}</b> ${question}"
    _ = try scene.perform(
      cards,
      "ask",
      ["card": "bekreft", "data": ["question": .string(hostile)]]
    )
    let text = try #require(
      try scene.messages().first?.card?["body"]?.array?.first?["text"]?.string
    )
    #expect(
      text
        == "[gratis]\u{200B}(https://x.example) \\*\\*nå\\*\\* <\u{200B}b>{\u{200B}{DATE(2026-01-01)}}"
        + "<\u{200B}/b> $\u{200B}{question}"
    )
  }

  @Test func `names the question as Messaging does`() { #expect(Card.questionKey == Question.key) }
}
