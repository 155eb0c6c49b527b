import Cards
import Foundation
import Ground
import TestKit
import Testing

@Suite struct CardTextTests {
  @Test func `numbers the choices of a card that asks`() {
    let card = Card.choices(
      of: [
        .init(title: "Skriver", data: ["pick": 0]), .init(title: "Skanning", data: ["pick": 1]),
      ],
      asking: "Hva gjelder det?"
    )
    let text = CardText(card)
    #expect(text.paragraphs == ["Hva gjelder det?"])
    #expect(text.choices.map(\.title) == ["Skriver", "Skanning"])
    #expect(text.choices[1].data == ["pick": 1])
  }

  @Test func `shows no more buttons than Teams does`() {
    let many = (0..<9).map { Card.Choice(title: "\($0)", data: .integer($0)) }
    #expect(CardText(.choices(of: many, asking: "?")).choices.count == 6)
  }

  @Test func `reads text out of containers, facts, pictures and unknown elements`() {
    let card = Card(json: [
      "body": [
        [
          "type": "ColumnSet",
          "columns": [
            ["type": "Column", "items": [["type": "TextBlock", "text": "a"]]],
            ["type": "Column", "items": [["type": "Image", "altText": "en PC"]]],
          ],
        ],
        ["type": "FactSet", "facts": [["title": "Modell", "value": "X1"]]],
        ["type": "TextBlock", "text": "hidden", "isVisible": false],
        ["type": "New", "fallback": ["type": "TextBlock", "text": "b"]],
        ["type": "Input.ChoiceSet", "id": "sted", "choices": [["title": "Her", "value": "h"]]],
      ],
      "actions": [["type": "Action.OpenUrl", "title": "Les", "url": "https://x.example"]],
    ])
    let text = CardText(card)
    #expect(text.paragraphs == ["a", "[en PC]", "Modell: X1", "b", "[Les](https://x.example)"])
    #expect(text.choices == [.init(title: "Her", data: ["sted": "h"])])
  }

  @Test func `shows a row of a table on a line, and what a button would unfold`() {
    func cell(_ text: String) -> JSON { ["items": [["type": "TextBlock", "text": .string(text)]]] }
    let card = Card(json: [
      "body": [["type": "Table", "rows": [["cells": [cell("Mandag"), cell("Åpent")]]]]],
      "actions": [
        [
          "type": "Action.ShowCard", "title": "Mer",
          "card": ["body": [["type": "TextBlock", "text": "Inni"]]],
        ]
      ],
    ])
    #expect(CardText(card).paragraphs == ["Mandag – Åpent", "Inni"])
  }

  @Test func `tells what is asked from what the inputs are called`() {
    let card = Card(json: [
      "body": [
        ["type": "TextBlock", "text": "Når?"], ["type": "Input.Date", "id": "d", "label": "Dag"],
        ["type": "TextBlock", "text": "Svar innen fredag."],
      ]
    ])
    #expect(CardText(card).statement == "Når?\n\nSvar innen fredag.")
    #expect(CardText(card).text == "Når?\n\nDag\n\nSvar innen fredag.")
  }

  @Test func `survives containers nested without end`() {
    var element: JSON = ["type": "TextBlock", "text": "deep"]
    for _ in 0..<1000 { element = ["type": "Container", "items": [element]] }
    #expect(CardText(Card(json: ["body": [element]])).paragraphs.isEmpty)
  }
}
