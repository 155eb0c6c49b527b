import Cards
import Ground
import Testing

@Suite struct CardInputsTests {
  private let card = Card(json: [
    "type": "AdaptiveCard", "version": "1.5",
    "body": [
      ["type": "TextBlock", "text": "Når vil du **hente**?"],
      [
        "type": "Input.ChoiceSet", "id": "place", "label": "Sted", "isRequired": true,
        "choices": [["title": "Rådhuset", "value": "r"], ["title": "Skolen", "value": "s"]],
      ],
      [
        "type": "Container",
        "items": [
          ["type": "Input.Date", "id": "day", "label": "Dag", "min": "2026-03-02", "max": ""],
          ["type": "Input.Toggle", "id": "old", "title": "Leverer gammel"],
          ["type": "Input.Number", "id": "n", "label": "Antall", "min": 0, "max": 2],
          ["type": "Input.Text", "id": "note", "label": "Merknad", "maxLength": 9, "regex": "a"],
          ["type": "Input.Time", "id": "time", "label": "Tid", "max": "15:30"],
        ],
      ],
    ],
    "actions": [
      ["type": "Action.Submit", "title": "Bestill", "data": ["do": "book"]],
      [
        "type": "Action.Submit", "title": "Nei", "data": ["do": "keep"],
        "associatedInputs": "none",
      ],
    ],
  ])

  @Test func `finds what a card asks`() {
    let asked = CardInputs(card)
    #expect(asked.title == "Når vil du **hente**?")
    #expect(
      asked.inputs.map(\.kind) == [
        .choice(
          [.init(title: "Rådhuset", value: "r"), .init(title: "Skolen", value: "s")],
          severalAllowed: false
        ),
        .date(earliest: "2026-03-02", latest: nil), .toggle(on: "true", off: "false"),
        .number(least: 0, most: 2), .text(maximumLength: 9, pattern: "a"),
        .time(earliest: nil, latest: "15:30"),
      ]
    )
    #expect(asked.inputs.map(\.isRequired) == [true, false, false, false, false, false])
    #expect(asked.inputs[2].label == "Leverer gammel")
    #expect(asked.actions.map(\.takesInputs) == [true, false])
  }

  @Test func `puts the question's number into every action that submits, and nowhere else`() {
    let asking = card.asking(question: 7)
    let data = asking.json["actions"]?.array?.map { $0["data"]?["rakelQuestion"] }
    #expect(data == [7, 7])
    #expect(asking.json["body"] == card.json["body"])
    #expect(CardInputs(asking) == CardInputs(card))
  }

  @Test(
    arguments: [
      (
        [
          "do": "book", "place": "r", "day": "2026-03-05", "old": "true", "n": 1.5,
          "note": "*hei*",
        ], .nb,
        [
          ["Sted", "Rådhuset"], ["Dag", "5. mars 2026"], ["Leverer gammel", "✓"],
          ["Antall", "1,5"], ["Merknad", "*hei*"],
        ],
        "Bestill"
      ), (["do": "keep"], .en, [], "Nei"),
      (
        ["do": "book", "place": "s", "day": "2026-03-05"], .en,
        [["Sted", "Skolen"], ["Dag", "5 March 2026"]], "Bestill"
      ),
    ] as [(JSON, CardLanguage, [[String]], String)]
  )
  func `shows what was chosen`(
    answer: JSON,
    language: CardLanguage,
    facts: [[String]],
    chosen: String
  ) {
    let receipt = CardReceipt(question: "Når?", CardInputs(card), answer: answer, in: language)
    #expect(receipt.facts.map { [$0.title, $0.value] } == facts)
    #expect(receipt.chosen == chosen)
    let shown = CardInputs(receipt.card)
    #expect(shown.inputs.isEmpty && shown.actions.isEmpty)
  }

  @Test func `words a receipt without a card`() {
    let receipt = CardReceipt(
      question: "Når?",
      CardInputs(card),
      answer: ["do": "book", "note": "*a*"],
      in: .nb
    )
    #expect(receipt.text == "Når?\n\nMerknad: \\*a\\*\n\n✓ Bestill")
  }
}
