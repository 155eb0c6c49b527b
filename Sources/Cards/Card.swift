package import Ground

/// An Adaptive Card (https://adaptivecards.io/explorer/, schema 1.5), as its JSON.
package struct Card: Sendable, Hashable {
  /// The whole card: `type`, `version`, `body`, `actions`.
  package var json: JSON

  /// Takes a card as it is; see ``choices(of:asking:)`` for one made here.
  package init(json: JSON) { self.json = json }

  /// The member of an action's data that says which question it answers.
  package static let questionKey = "rakelQuestion"

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

  /// The card with the number of the question that it asks in the data of each action that submits.
  package func asking(question: Int) -> Card {
    Card(json: Self.asking(question, json, depth: 0))
  }

  private static func asking(_ question: Int, _ json: JSON, depth: Int) -> JSON {
    guard depth < 100 else { return json }
    switch json {
    case .array(let items):
      return .array(items.map { asking(question, $0, depth: depth + 1) })
    case .object(var object):
      let type = object["type"]?.string
      for (key, value) in object where key != "data" {
        object[key] = asking(question, value, depth: depth + 1)
      }
      if type == "Action.Submit" || type == "Action.Execute" {
        var data = object["data"]?.object ?? JSONObject()
        data[questionKey] = .integer(question)
        object["data"] = .object(data)
      }
      return .object(object)
    default: return json
    }
  }
}
