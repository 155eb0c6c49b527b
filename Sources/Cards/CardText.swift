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

  /// What the card says besides its inputs, as one text in Markdown: what it asks.
  package private(set) var statement = ""

  /// All that the card says, as one text in Markdown.
  package var text: String { paragraphs.joined(separator: "\n\n") }

  /// Reads the card, down to 20 levels of containers.
  package init(_ card: Card) {
    addElements(card.json["body"], depth: 0)
    addActions(card.json["actions"], depth: 0)
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
    case "Container", "Column": addElements(element["items"], depth: depth + 1)
    case "ColumnSet": addElements(element["columns"], depth: depth + 1)
    case "Table": for row in element["rows"]?.array ?? [] { addRow(row, depth: depth + 1) }
    case "ActionSet": addActions(element["actions"], depth: depth + 1)
    case "Input.ChoiceSet": addInput(element)
    case "Input.Text", "Input.Number", "Input.Date", "Input.Time", "Input.Toggle":
      addLabel(element["label"]?.string ?? element["title"]?.string)
    default: addElements(element["fallback"].map { [$0] }, depth: depth + 1)
    }
  }

  /// A row of a table is one line, its cells parted by a stroke.
  private mutating func addRow(_ row: JSON, depth: Int) {
    let cells = (row["cells"]?.array ?? []).map { cell in
      var text = CardText()
      text.addElements(cell["items"], depth: depth + 1)
      choices += text.choices
      return text.paragraphs.joined(separator: " ")
    }
    add(cells.joined(separator: " – "))
  }

  private init() {}

  /// Each value of a choice set becomes a choice that answers the input by its id.
  private mutating func addInput(_ input: JSON) {
    addLabel(input["label"]?.string)
    guard let id = input["id"]?.string else { return }
    for choice in input["choices"]?.array ?? [] {
      guard let title = choice["title"]?.string, let value = choice["value"] else { continue }
      var data = JSONObject()
      data[id] = value
      choices.append(Card.Choice(title: title, data: .object(data)))
    }
  }

  private mutating func addActions(_ actions: JSON?, depth: Int) {
    guard depth < 20 else { return }
    for action in actions?.array ?? [] {
      let title = action["title"]?.string ?? ""
      switch action["type"]?.string {
      case "Action.Submit", "Action.Execute":
        choices.append(Card.Choice(title: title, data: action["data"] ?? .null))
      case "Action.ShowCard":
        addElements(action["card"]?["body"], depth: depth + 1)
        addActions(action["card"]?["actions"], depth: depth + 1)
      case "Action.OpenUrl": add(action["url"]?.string.map { "[\(title)](\($0))" })
      default: break
      }
    }
  }

  private mutating func add(_ paragraph: String?) {
    guard let paragraph, !paragraph.isEmpty else { return }
    paragraphs.append(paragraph)
    statement += statement.isEmpty ? paragraph : "\n\n" + paragraph
  }

  private mutating func addLabel(_ label: String?) {
    if let label, !label.isEmpty { paragraphs.append(label) }
  }
}
