import Cards
import Connectors
import Flows
import Foundation
import Ground
import Messaging
import Testing

@Suite struct TextConnectorTests {
  private let text = TextConnector()

  @Test(
    arguments: [
      (["text": "Hva?"], .text(maximumLength: nil, pattern: nil)),
      (["text": "Hva?", "maxLength": 40], .text(maximumLength: 40, pattern: nil)),
      (["text": "Hva?", "pattern": "[0-9]"], .text(maximumLength: nil, pattern: "[0-9]")),
      (["text": "Når?", "kind": "date"], .date(earliest: nil, latest: nil)),
      (["text": "Når?", "kind": "time"], .time(earliest: nil, latest: nil)),
      (["text": "Hvor mange?", "kind": "number"], .number(least: nil, most: nil)),
      (
        ["text": "Skal jeg?", "kind": "yesno"],
        .choice(
          [.init(title: "Ja", value: "yes"), .init(title: "Nei", value: "no")],
          severalAllowed: false
        )
      ),
      (
        [
          "text": "Hvor?", "kind": "choice",
          "choices": [["title": ["nb": "Her", "en": "Here"], "value": "h"]],
        ],
        .choice([.init(title: "Her", value: "h")], severalAllowed: false)
      ),
    ] as [(JSON, Question.Input.Kind)]
  )
  func `asks for one value`(parameters: JSON, kind: Question.Input.Kind) throws {
    let scene = try PeopleScene()
    #expect(try scene.perform(text, "ask", parameters) == .waiting)
    let question = try #require(try scene.questions().first)
    #expect(question.inputs.map(\.kind) == [kind])
    #expect(question.inputs.map(\.id) == ["value"])
    #expect(question.inputs.map(\.isRequired) == [true])
    #expect(try scene.messages().map(\.text) == [question.text])
  }

  @Test(arguments: [
    ("nb", "Hva heter den?"), ("nn", "Kva heiter han?"), ("en", "What is its name?"),
    ("sv", "Hva heter den?"),
  ])
  func `asks in the language of the execution`(language: String, words: String) throws {
    let scene = try PeopleScene()
    let parameters: JSON = [
      "text": ["nb": "Hva heter den?", "nn": "Kva heiter han?", "en": "What is its name?"]
    ]
    let input: JSON = ["user": "kari", "language": .string(language)]
    _ = try scene.perform(text, "ask", parameters, input: input)
    #expect(try scene.questions().map(\.text) == [words])
  }

  @Test(
    arguments: [
      (["kind": "text"], ["X1", "X2"], "X1"),
      (["kind": "date"], ["snart", "2026-03-05"], "2026-03-05"), (["kind": "number"], ["3"], 3),
      (["kind": "choice", "choices": [["title": "Storøya", "value": "s"]]], ["storøya"], "s"),
    ] as [(JSON, JSON, JSON)]
  )
  func `asks nobody for what was said already`(kind: JSON, said: JSON, value: JSON) throws {
    let scene = try PeopleScene()
    var parameters = try #require(kind.object)
    (parameters["text"], parameters["entity"], parameters["id"]) = ("Hva?", "modell", "m")
    let input: JSON = ["user": "kari", "entities": ["modell": said]]
    let outcome = try scene.perform(text, "ask", .object(parameters), input: input)
    #expect(outcome == .done(["m": value]))
    #expect(try scene.questions().isEmpty && scene.messages().isEmpty)
  }

  @Test func `asks where what was said is no answer`() throws {
    let scene = try PeopleScene()
    let parameters: JSON = ["text": "Når?", "kind": "date", "entity": "dato"]
    let input: JSON = ["user": "kari", "entities": ["dato": ["snart"]]]
    #expect(try scene.perform(text, "ask", parameters, input: input) == .waiting)
  }

  @Test(arguments: [(6, true), (7, false)])
  func `shows as many choices as Teams has buttons for as buttons`(
    count: Int,
    hasButtons: Bool
  ) throws {
    let scene = try PeopleScene()
    let choices = (0..<count).map { number -> JSON in
      ["title": .string("nr. \(number)"), "value": .string("\(number)")]
    }
    let parameters: JSON = [
      "text": "Hvilken?", "kind": "choice", "id": "w", "choices": .array(choices),
    ]
    _ = try scene.perform(text, "ask", parameters)
    let message = try #require(try scene.messages().first)
    #expect(message.options.count == count)
    #expect((message.card != nil) == hasButtons)
    let question = try #require(try scene.questions().first)
    #expect(question.isCard == hasButtons)
    guard let card = message.card.map(Card.init) else { return }
    #expect(CardCheck.faults(in: card).isEmpty)
    let clicked = try #require(CardText(card).choices.last?.data)
    #expect(try question.answer(from: clicked) == ["w": "5"])
  }

  @Test(
    arguments: [
      [:], ["text": " "], ["text": 3], ["text": "a", "kind": "colour"], ["text": "a", "to": []],
      ["text": "a", "kind": "choice"], ["text": "a", "kind": "choice", "choices": ["x"]],
      [
        "text": "a", "kind": "choice",
        "choices": [["title": "x", "value": "1"], ["title": "y", "value": "1"]],
      ],
      ["text": "a", "maxLength": 0], ["text": "a", "id": "rakelQuestion"],
      ["text": "a", "choices": [["title": "x", "value": "1"]]],
      ["text": .string(String(repeating: "a", count: 20_001))],
    ] as [JSON]
  )
  func `refuses parameters that make no question`(parameters: JSON) throws {
    let scene = try PeopleScene()
    guard case .failed("Text.BadRequest", _) = try scene.perform(text, "ask", parameters) else {
      Issue.record("not refused")
      return
    }
    #expect(try scene.messages().isEmpty && scene.questions().isEmpty)
  }

  @Test func `tells somebody something`() throws {
    let scene = try PeopleScene()
    let message = MessageConnector()
    let parameters: JSON = [
      "text": ["nb": "Hei", "en": "Hello"], "to": ["id": "odd"], "language": "en",
    ]
    #expect(try scene.perform(message, "send", parameters, token: nil) == .done(["message": 1]))
    #expect(try scene.messages(to: "odd") == [OutgoingMessage("Hello")])
    guard case .failed("Message.BadRequest", _) = try scene.perform(message, "send", [:]) else {
      Issue.record("not refused")
      return
    }
  }
}
