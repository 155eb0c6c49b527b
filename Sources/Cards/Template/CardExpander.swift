internal import Ground

/// Makes a card of a template's nodes; bounded in the values it makes.
struct CardExpander {
  private(set) var evaluation: CardEvaluation
  /// The paths that led nowhere, with the text that each stands in; see ``CardTemplate/faults(with:)``.
  private(set) var misses: [(written: JSONMap, miss: CardEvaluation.Miss)] = []
  private var valuesLeft = 5_000
  private var bytesLeft = 200_000

  init(data: JSON, language: CardLanguage) {
    evaluation = CardEvaluation(root: data, language: language)
  }

  /// The value of a node; nil where it is left out.
  mutating func value(
    of node: CardNode,
    in scope: CardEvaluation.Scope
  ) throws(CardExpansionError) -> JSON? {
    switch node {
    case .fixed(let json): return try counted(json)
    case .value(let expression, let field, let written):
      return try fitted(try evaluated(expression, in: scope, from: written), to: field)
    case .text(let pieces, let field, let written):
      var text = ""
      for piece in pieces {
        switch piece {
        case .literal(let literal): text += literal
        case .expression(let expression):
          text += words(try evaluated(expression, in: scope, from: written), for: field)
        }
      }
      return try counted(.string(text))
    case .array(let nodes):
      var items: [JSON] = []
      for node in nodes { items += try values(of: node, in: scope) }
      return .array(items)
    case .object: return try values(of: node, in: scope).first
    }
  }

  /// What stands in a list for a node: an object with a list for its `$data` is there once for each item.
  private mutating func values(
    of node: CardNode,
    in scope: CardEvaluation.Scope
  ) throws(CardExpansionError) -> [JSON] {
    guard case .object(let object) = node else {
      return try value(of: node, in: scope).map { [$0] } ?? []
    }
    guard let data = object.data else { return try made(object, in: scope).map { [$0] } ?? [] }
    var inner = scope
    switch try self.data(data, in: scope) {
    case nil, .null: return []
    case .array(let items):
      var made: [JSON] = []
      for (index, item) in items.enumerated() {
        (inner.data, inner.index) = (item, index)
        if let value = try self.made(object, in: inner) { made.append(value) }
      }
      return made
    case .some(let value):
      inner.data = value
      return try made(object, in: inner).map { [$0] } ?? []
    }
  }

  /// What `$data` is; not counted, since only what is taken of it gets into the card.
  private mutating func data(
    _ node: CardNode,
    in scope: CardEvaluation.Scope
  ) throws(CardExpansionError) -> JSON? {
    guard case .value(let expression, _, let written) = node else {
      return try value(of: node, in: scope)
    }
    return try evaluated(expression, in: scope, from: written)
  }

  private mutating func made(
    _ object: CardNode.Object,
    in scope: CardEvaluation.Scope
  ) throws(CardExpansionError) -> JSON? {
    if let condition = object.condition, try !holds(condition, in: scope) { return nil }
    try count(1)
    var made = JSONObject()
    for (key, node) in object.members {
      if let value = try value(of: node, in: scope) {
        made[key] = value
      } else if let type = object.type, CardRule.of(type)?.required.contains(key) == true {
        made[key] = ""
      }
    }
    // A text that the data left empty would be a gap that says nothing.
    let isText = object.type == "TextBlock" || object.type == "TextRun"
    if isText, made["text"]?.string?.allSatisfy(\.isWhitespace) == true { return nil }
    return .object(made)
  }

  private mutating func holds(
    _ condition: CardNode,
    in scope: CardEvaluation.Scope
  ) throws(CardExpansionError) -> Bool {
    guard case .value(let expression, _, _) = condition else {
      return CardValues.isTrue(try value(of: condition, in: scope))
    }
    return CardValues.isTrue(try evaluation.value(of: expression, in: scope, isGuarded: true))
  }

  private mutating func evaluated(
    _ expression: CardExpression,
    in scope: CardEvaluation.Scope,
    from written: JSONMap
  ) throws(CardExpansionError) -> JSON? {
    let value = try evaluation.value(of: expression, in: scope)
    misses += evaluation.misses.map { (written: written, miss: $0) }
    evaluation.misses.removeAll()
    return value
  }

  /// The value as it may stand in that field: in data anything, elsewhere words, numbers and truths only.
  ///
  /// Null leaves the field out, and so does a list or an object, which could be an element in disguise.
  private mutating func fitted(
    _ value: JSON?,
    to field: CardField
  ) throws(CardExpansionError)
    -> JSON?
  {
    guard let value else { return nil }
    if field == .free { return try counted(value) }
    switch value {
    case .null, .array, .object: return nil
    default: return try counted(field.isText ? .string(words(value, for: field)) : value)
    }
  }

  private func words(_ value: JSON?, for field: CardField) -> String {
    let text = CardValues.text(value)
    return switch field {
    case .markdown: CardMarkdown.escaping(text)
    case .words: CardMarkdown.plain(text)
    default: text
    }
  }

  private mutating func counted(_ value: JSON) throws(CardExpansionError) -> JSON {
    try count(value, depth: 0)
    return value
  }

  private mutating func count(_ value: JSON, depth: Int) throws(CardExpansionError) {
    guard depth <= 60 else { throw .tooMuch }
    try count(1)
    switch value {
    case .string(let text):
      bytesLeft -= text.utf8.count
      guard bytesLeft >= 0 else { throw .tooMuch }
    case .array(let items):
      for item in items { try count(item, depth: depth + 1) }
    case .object(let object):
      for (_, value) in object { try count(value, depth: depth + 1) }
    default: break
    }
  }

  private mutating func count(_ values: Int) throws(CardExpansionError) {
    valuesLeft -= values
    guard valuesLeft >= 0 else { throw .tooMuch }
  }
}
