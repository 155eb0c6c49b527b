package import Ground

/// An Adaptive Card (https://adaptivecards.io/explorer/, schema 1.5), as its JSON.
package struct Card: Sendable, Hashable {
  /// The whole card: `type`, `version`, `body`, `actions`.
  package var json: JSON

  /// Takes a card as it is; see ``choices(of:asking:)`` for one made here.
  package init(json: JSON) { self.json = json }

  /// Something to choose: its words on the button and what comes back when it is chosen.
  package struct Choice: Sendable, Hashable {
    package var title: String
    package var data: JSON

    package init(title: String, data: JSON) {
      self.title = title
      self.data = data
    }
  }

  /// A card that asks for one of a few things, each a button.
  ///
  /// Teams shows six buttons at most, so no more than six choices are taken.
  package static func choices(of choices: [Choice], asking question: String) -> Card {
    let buttons = choices.prefix(6).map { choice -> JSON in
      ["type": "Action.Submit", "title": .string(choice.title), "data": choice.data]
    }
    return Card(json: [
      "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
      "type": "AdaptiveCard",
      "version": "1.5",
      "fallbackText": .string(([question] + choices.map(\.title)).joined(separator: "\n")),
      "body": [["type": "TextBlock", "text": .string(question), "wrap": true]],
      "actions": .array(Array(buttons)),
    ])
  }
}
