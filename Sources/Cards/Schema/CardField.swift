/// What the value of one member of a card element is for, which says what may stand there.
enum CardField: Sendable, Hashable {
  /// Words that are shown, as Markdown.
  case markdown
  /// Words that are shown, as they are; a few hosts read Markdown in them all the same.
  case words
  /// Text for machines: an id, a verb, a value.
  case name
  /// One of a few words, in any case.
  case word(Vocabulary)
  case flag
  case number
  /// A size in words or pixels (`stretch`, `50px`), or a number.
  case size
  /// Where a link leads.
  case link
  /// Where a picture lies.
  case picture
  /// `YYYY-MM-DD`.
  case date
  /// `HH:MM`.
  case time
  /// Data that the card only carries: anything.
  case free
  /// Several texts for machines.
  case names
  /// Texts by key.
  case map
  /// One element of that kind.
  case one(CardPlace)
  /// Elements of that kind, in order.
  case many(CardPlace)

  /// The words that a member may be, as Teams knows them.
  struct Vocabulary: Sendable, Hashable {
    let words: [String]

    init(_ words: String) { self.words = words.split(separator: " ").map(String.init) }

    func contains(_ word: String) -> Bool {
      words.contains { $0.lowercased() == word.lowercased() }
    }
  }

  /// Whether elements stand here, whose shape is the author's and never the data's.
  var isStructure: Bool {
    switch self {
    case .one, .many: true
    default: false
    }
  }

  /// Whether a text stands here, in which a number is written as its digits.
  var isText: Bool {
    switch self {
    case .markdown, .words, .name, .link, .picture, .date, .time, .word: true
    default: false
    }
  }
}

/// A place in a card where elements stand: which types may, and which one is meant where none is named.
enum CardPlace: Sendable, Hashable {
  case card, element, column, row, cell, tableColumn, fact, choice, inline
  case action, selectAction, execute, target, background, refresh
  case elementFallback, columnFallback, actionFallback

  /// The types that may stand here.
  var types: Set<String> {
    switch self {
    case .card: ["AdaptiveCard"]
    case .element, .elementFallback: Self.elements
    case .column, .columnFallback: ["Column"]
    case .row: ["TableRow"]
    case .cell: ["TableCell"]
    case .tableColumn: ["TableColumnDefinition"]
    case .fact: ["Fact"]
    case .choice: ["Input.Choice"]
    case .inline: ["TextRun"]
    case .action, .actionFallback: Self.actions.union(["Action.ShowCard"])
    case .selectAction: Self.actions
    case .execute: ["Action.Execute"]
    case .target: ["TargetElement"]
    case .background: ["BackgroundImage"]
    case .refresh: ["Refresh"]
    }
  }

  /// The type that an element without `type` is; nil where `type` must be said.
  var implied: String? {
    switch self {
    case .element, .elementFallback, .inline, .action, .actionFallback, .selectAction: nil
    default: types.first
    }
  }

  /// Whether a plain text may stand for an element: a run of text, a target's id, a picture's address, `drop`.
  var takesText: Bool {
    switch self {
    case .inline, .target, .background, .elementFallback, .columnFallback, .actionFallback: true
    default: false
    }
  }

  private static let elements: Set = [
    "TextBlock", "RichTextBlock", "FactSet", "Container", "ColumnSet", "Image", "Table",
    "ActionSet", "Input.Text", "Input.ChoiceSet", "Input.Date", "Input.Time", "Input.Number",
    "Input.Toggle",
  ]
  private static let actions: Set = [
    "Action.Execute", "Action.Submit", "Action.OpenUrl", "Action.ToggleVisibility",
  ]
}
