internal import Ground

/// A card as text: what a terminal shows, with its choices numbered from 1.
///
/// Elements that only decorate are left out; a picture is shown by its alternative text. Unknown elements show
/// their fallback, or nothing, as the schema asks of a host.
package struct CardText: Sendable, Hashable {
  /// Paragraphs in order, Markdown as in the card.
  package private(set) var paragraphs: [String] = []
  /// What can be chosen: the first is number 1.
  package private(set) var choices: [Card.Choice] = []

  /// Reads the card, down to 20 levels of containers.
  package init(_ card: Card) {
    addElements(card.json["body"], depth: 0)
    addActions(card.json["actions"])
  }

  private mutating func addElements(_ elements: JSON?, depth: Int) {
    guard depth < 20 else { return }
    for element in elements?.array ?? [] { add(element, depth: depth) }
  }

  private mutating func add(_ element: JSON, depth: Int) {
    guard element["isVisible"]?.bool != false else { return }
    switch element["type"]?.string {
    case "TextBlock": add(element["text"]?.string)
    case "RichTextBlock":
      let runs = element["inlines"]?.array ?? []
      add(runs.map { $0.string ?? $0["text"]?.string ?? "" }.joined())
    case "Image": add(element["altText"]?.string.map { "[\($0)]" })
    case "FactSet":
      let facts = element["facts"]?.array ?? []
      add(
        facts.map { "\($0["title"]?.string ?? ""): \($0["value"]?.string ?? "")" }.joined(
          separator: "\n"
        )
      )
    case "Container", "Column", "TableCell": addElements(element["items"], depth: depth + 1)
    case "ColumnSet": addElements(element["columns"], depth: depth + 1)
    case "Table": addElements(element["rows"], depth: depth + 1)
    case "TableRow": addElements(element["cells"], depth: depth + 1)
    case "ActionSet": addActions(element["actions"])
    case "Input.ChoiceSet": addInput(element)
    case "Input.Text", "Input.Number", "Input.Date", "Input.Time", "Input.Toggle":
      add(element["label"]?.string ?? element["title"]?.string)
    default: addElements(element["fallback"].map { [$0] }, depth: depth + 1)
    }
  }

  /// Each value of a choice set becomes a choice that answers the input by its id.
  private mutating func addInput(_ input: JSON) {
    add(input["label"]?.string)
    guard let id = input["id"]?.string else { return }
    for choice in input["choices"]?.array ?? [] {
      guard let title = choice["title"]?.string, let value = choice["value"] else { continue }
      var data = JSONObject()
      data[id] = value
      choices.append(Card.Choice(title: title, data: .object(data)))
    }
  }

  private mutating func addActions(_ actions: JSON?) {
    for action in actions?.array ?? [] {
      let title = action["title"]?.string ?? ""
      switch action["type"]?.string {
      case "Action.Submit", "Action.Execute":
        choices.append(Card.Choice(title: title, data: action["data"] ?? .null))
      case "Action.OpenUrl": add(action["url"]?.string.map { "[\(title)](\($0))" })
      default: break
      }
    }
  }

  private mutating func add(_ paragraph: String?) {
    if let paragraph, !paragraph.isEmpty { paragraphs.append(paragraph) }
  }
}
