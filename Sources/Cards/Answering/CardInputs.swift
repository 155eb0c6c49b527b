package import Ground

/// What an expanded card asks for: its inputs and the actions that submit them, in the order of the card.
package struct CardInputs: Sendable, Hashable {
  /// An action that submits.
  package struct Action: Sendable, Hashable {
    package var title: String
    /// The data that come back with the inputs, without the number of the question.
    package var data: JSONObject
    /// Whether the inputs must be told with it; not with `"associatedInputs": "none"`.
    package var takesInputs: Bool

    package init(title: String, data: JSONObject, takesInputs: Bool) {
      self.title = title
      self.data = data
      self.takesInputs = takesInputs
    }
  }

  package private(set) var inputs: [CardInput] = []
  package private(set) var actions: [Action] = []
  /// The words of the first text of the card, in Markdown; empty where there is none.
  package private(set) var title = ""

  package init(inputs: [CardInput], actions: [Action], title: String = "") {
    self.inputs = inputs
    self.actions = actions
    self.title = title
  }

  /// The action whose data are all in an answer; of several the one with the most, of those the first.
  package func action(in answer: JSON) -> Action? {
    let fitting = actions.filter { action in
      action.data.allSatisfy { answer[$0.key] == $0.value }
    }
    let most = fitting.map(\.data.count).max()
    return fitting.first { $0.data.count == most }
  }

  /// Finds them in a card, down to 60 levels; what is in an `Action.ShowCard` too.
  package init(_ card: Card) { find(in: card.json, depth: 0) }

  private mutating func find(in json: JSON, depth: Int) {
    guard depth <= 60 else { return }
    switch json {
    case .array(let items):
      for item in items { find(in: item, depth: depth + 1) }
    case .object(let object):
      let type = object["type"]?.string ?? ""
      if type.hasPrefix("Input."), let input = CardInput(element: json) { inputs.append(input) }
      if type == "Action.Submit" || type == "Action.Execute" { add(action: json) }
      if title.isEmpty, type == "TextBlock" { title = object["text"]?.string ?? "" }
      for (key, value) in object where key != "data" && key != "fallback" && key != "refresh" {
        find(in: value, depth: depth + 1)
      }
    default: break
    }
  }

  private mutating func add(action json: JSON) {
    var data = json["data"]?.object ?? JSONObject()
    data[Card.questionKey] = nil
    // What `msteams` says is for Teams, and does not come back.
    data["msteams"] = nil
    let takesInputs = json["associatedInputs"]?.string?.lowercased() != "none"
    let title = json["title"]?.string ?? ""
    actions.append(Action(title: title, data: data, takesInputs: takesInputs))
  }
}

extension CardInput {
  /// Reads an input element of an expanded card; nil for another, or one without an id.
  init?(element: JSON) {
    guard let id = element["id"]?.string, let kind = Kind(element: element) else { return nil }
    self.init(
      id: id,
      label: element["label"]?.string ?? element["title"]?.string ?? "",
      kind: kind,
      isRequired: element["isRequired"]?.bool ?? false
    )
  }
}

extension CardInput.Kind {
  init?(element: JSON) {
    func text(_ key: String) -> String? { element[key]?.string.flatMap { $0.isEmpty ? nil : $0 } }
    switch element["type"]?.string {
    case "Input.Text":
      self = .text(maximumLength: element["maxLength"]?.int, pattern: text("regex"))
    case "Input.ChoiceSet":
      let choices = (element["choices"]?.array ?? []).map {
        CardInput.Choice(title: $0["title"]?.string ?? "", value: $0["value"]?.string ?? "")
      }
      self = .choice(choices, severalAllowed: element["isMultiSelect"]?.bool ?? false)
    case "Input.Date": self = .date(earliest: text("min"), latest: text("max"))
    case "Input.Time": self = .time(earliest: text("min"), latest: text("max"))
    case "Input.Number":
      self = .number(least: element["min"]?.double, most: element["max"]?.double)
    case "Input.Toggle":
      self = .toggle(on: text("valueOn") ?? "true", off: text("valueOff") ?? "false")
    default: return nil
    }
  }
}
