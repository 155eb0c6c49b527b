import Cards
import Ground
import Testing

@Suite struct CardCheckTests {
  /// A card without a fault, with more in its body and its actions.
  private func card(body: String = "", actions: String = "", more: String = "") -> String {
    let first = #"{"type": "TextBlock", "text": "Hei", "wrap": true, "style": "heading"}"#
    let rest = body.isEmpty ? "" : ",\n" + body
    return #"""
      {"type": "AdaptiveCard", "version": "1.5", "fallbackText": "Hei"\#(more),
      "actions": [\#(actions)],
      "body": [\#(first)\#(rest)]}
      """#
  }

  private func codes(_ text: String) throws -> [String] {
    CardCheck.faults(in: try CardTemplate(parsing: text, file: "x.json")).map(\.code)
  }

  @Test(
    arguments: [
      (#"{"type": "TextBlok", "text": "a"}"#, "card.unknown-element"),
      (#"{"type": "Media", "sources": []}"#, "card.unknown-element"),
      (#"{"type": "Column", "items": []}"#, "card.misplaced"), (#"{"text": "a"}"#, "card.no-type"),
      (#"{"type": "TextBlock", "text": "a", "colour": "good"}"#, "card.unknown-field"),
      (#"{"type": "TextBlock", "text": "a", "color": "red"}"#, "card.unknown-word"),
      (#"{"type": "TextBlock", "text": 3}"#, "card.type"),
      (#"{"type": "TextBlock"}"#, "card.missing-field"),
      (#"{"type": "TextBlock", "text": "a", "text": "b"}"#, "card.repeated-field"),
      (#"{"type": "TextBlock", "text": "a", "wrap": "yes"}"#, "card.type"),
      (#""words""#, "card.shape"),
      (#"{"type": "TextBlock", "text": "${a}"}"#, "card.wrap"),
      (#"{"type": "TextBlock", "text": " "}"#, "card.empty"),
      (#"{"type": "TextBlock", "text": "\u0023 a"}"#, "card.markdown"),
      (#"{"type": "TextBlock", "text": "a<br>b"}"#, "card.html"),
      (#"{"type": "Image", "url": "https://x.example/a.png"}"#, "card.alt-text"),
      (#"{"type": "Image", "altText": "a", "url": "http://x.example/a.png"}"#, "card.picture"),
      (#"{"type": "Image", "altText": "a", "url": "http://${a}"}"#, "card.picture"),
      (#"{"type": "Container", "items": "a"}"#, "card.shape"),
      (#"{"type": "Input.Text", "id": "a"}"#, "card.label"),
      (#"{"type": "Input.Text", "label": "a"}"#, "card.missing-field"),
      (#"{"type": "Input.Text", "id": "a b", "label": "a"}"#, "card.id"),
      (#"{"type": "Input.Text", "id": "rakelQuestion", "label": "a"}"#, "card.id"),
      (
        #"{"type": "Input.Text", "id": "a", "label": "a", "isRequired": true}"#,
        "card.error-message"
      ),
      (
        #"{"type": "Input.Text", "id": "a", "label": "a", "regex": "(", "errorMessage": "e"}"#,
        "card.regex"
      ),
      (#"{"type": "Input.Text", "id": "a", "label": "a", "style": "password"}"#, "card.password"),
      (#"{"type": "Input.Date", "id": "a", "label": "a", "value": "1.2.2026"}"#, "card.date"),
      (#"{"type": "Input.Time", "id": "a", "label": "a", "value": "8:00"}"#, "card.date"),
      (
        #"{"type": "Input.Number", "id": "a", "label": "a", "min": 3, "max": 1, "errorMessage": "e"}"#,
        "card.bounds"
      ),
      (#"{"type": "Input.ChoiceSet", "id": "a", "label": "a", "choices": []}"#, "card.choices"),
      (
        #"{"type": "Input.ChoiceSet", "id": "a", "label": "a", "choices": [{"title": "x", "value": "1"}, {"title": "y", "value": "1"}]}"#,
        "card.choices"
      ),
      (
        #"{"type": "Input.ChoiceSet", "id": "a", "label": "a", "value": "2", "choices": [{"title": "x", "value": "1"}]}"#,
        "card.choices"
      ),
    ]
  )
  func `refuses an element that Teams or a user would stumble over`(
    element: String,
    code: String
  ) throws {
    #expect(try codes(card(body: element)) == [code])
  }

  @Test(
    arguments: [
      (#"{"type": "Action.Submit"}"#, "card.title"),
      (#"{"type": "Action.Http", "title": "a"}"#, "card.unknown-element"),
      (#"{"type": "Action.Submit", "title": "a", "data": "x"}"#, "card.data"),
      (#"{"type": "Action.Submit", "title": "a", "data": {"rakelQuestion": 1}}"#, "card.data"),
      (
        #"{"type": "Action.Submit", "title": "a"}, {"type": "Action.Submit", "title": "b"}"#,
        "card.actions-alike"
      ),
      (#"{"type": "Action.OpenUrl", "title": "a", "url": "javascript:x"}"#, "card.link"),
      (#"{"type": "Action.OpenUrl", "title": "a", "url": "http://x.example"}"#, "card.link"),
      (#"{"type": "Action.Execute", "title": "a", "verb": "v"}"#, "card.execute"),
      (
        #"{"type": "Action.ToggleVisibility", "title": "a", "targetElements": ["gone"]}"#,
        "card.target"
      ),
      (#"{"type": "Action.Submit", "title": "a", "style": "positive"}"#, "card.style"),
      (
        #"{"type": "Action.ShowCard", "title": "a", "card": {"body": [{"type": "Input.Text", "id": "a", "label": "a"}]}}"#,
        "card.input"
      ),
      (
        (0..<7).map {
          #"{"type": "Action.OpenUrl", "title": "\#($0)", "url": "https://x.example"}"#
        }.joined(separator: ","), "card.actions"
      ),
    ]
  )
  func `refuses an action that Teams or a flow would stumble over`(
    actions: String,
    code: String
  ) throws {
    #expect(try codes(card(actions: actions)) == [code])
  }

  @Test(
    arguments: [
      (#"{"type": "AdaptiveCard", "version": "1.6", "fallbackText": "a"}"#, "card.version"),
      (#"{"type": "AdaptiveCard", "fallbackText": "a"}"#, "card.version"),
      (#"{"version": "1.5", "fallbackText": "a"}"#, "card.no-type"),
      (#"{"type": "AdaptiveCard", "version": "1.5"}"#, "card.fallback-text"),
      (
        #"{"type": "AdaptiveCard", "version": "1.5", "fallbackText": "a", "msteams": {"width": "half"}}"#,
        "card.teams"
      ),
      (#"[]"#, "card.shape"),
    ]
  )
  func `refuses a card as a whole`(text: String, code: String) throws {
    #expect(try codes(text).contains(code))
  }

  @Test func `refuses two elements with one id, and data that an input would overwrite`() throws {
    let body = #"""
      {"type": "Input.Text", "id": "a", "label": "a"},
      {"type": "TextBlock", "id": "a", "text": "a"}
      """#
    let actions = #"{"type": "Action.Submit", "title": "a", "data": {"a": 1}}"#
    #expect(try codes(card(body: body, actions: actions)) == ["card.data", "card.id"])
  }

  @Test func `says where a fault is`() throws {
    let text = card(body: #"{"type": "TextBlock", "text": "a", "colour": "good"}"#)
    let fault = try #require(
      CardCheck.faults(in: try CardTemplate(parsing: text, file: "c.json")).first
    )
    #expect(
      "\(fault)".hasPrefix(
        "c.json:4:36: error: TextBlock has no field 'colour' — it may have color"
      )
    )
  }

  @Test func `lets a card be too large only for some with a warning`() throws {
    let text = String(repeating: "a", count: 30_000)
    let large = card(body: #"{"type": "TextBlock", "text": "\#(text)", "wrap": true}"#)
    #expect(try codes(large) == ["card.size"])
    let expanded = Card(json: try JSON(parsing: large))
    #expect(CardCheck.faults(in: expanded).map(\.severity) == [.warning])
    let huge = card(body: #"{"type": "TextBlock", "text": "\#(text)\#(text)", "wrap": true}"#)
    #expect(CardCheck.faults(in: Card(json: try JSON(parsing: huge))).map(\.severity) == [.error])
  }

  @Test func `finds no fault in cards that are made in code`() {
    let asked = Card.choices(
      of: [.init(title: "Skriver", data: ["a": 1]), .init(title: "Skanning", data: ["a": 2])],
      asking: "Hva gjelder det?"
    )
    let receipt = CardReceipt(
      question: "Når?",
      facts: [.init(title: "Dag", value: "<b>i dag</b>")],
      chosen: "Ja"
    )
    for card in [asked, asked.asking(question: 3), receipt.card] {
      #expect(CardCheck.faults(in: card).isEmpty)
    }
  }

  @Test func `finds an expression that was not filled in`() {
    let card = Card.choices(of: [.init(title: "Ja", data: ["a": 1])], asking: "Hei ${name}")
    #expect(CardCheck.faults(in: card).map(\.code) == ["card.template", "card.template"])
  }

  @Test func `survives cards nested without end`() throws {
    var element: JSON = ["type": "TextBlock", "text": "deep"]
    for _ in 0..<1_000 { element = ["type": "Container", "items": [element]] }
    #expect(CardCheck.faults(in: Card(json: ["body": [element]])).map(\.code) == ["card.too-deep"])
    for _ in 0..<1_000 { element = ["type": "ColumnSet", "columns": [["items": [element]]]] }
    #expect(CardInputs(Card(json: ["body": [element]])).inputs.isEmpty)
  }
}
