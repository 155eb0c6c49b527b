internal import Ground

/// Reads a template's expressions, with the place of each that is not one.
struct CardTemplateReader {
  let file: String
  /// The bytes that were read.
  let source: [UInt8]
  var faults: [Diagnostic] = []

  init(_ source: [UInt8], file: String) {
    self.source = source
    self.file = file
  }

  /// The node for a value that stands where `field` does; `depth` bounds the stack.
  mutating func node(_ map: JSONMap, as field: CardField, depth: Int = 0) -> CardNode {
    guard depth <= 60 else {
      if !faults.contains(where: { $0.code == "card.too-deep" }) {
        report("card.too-deep", at: map.place, "nested deeper than 60 levels")
      }
      return .fixed(.null)
    }
    switch map.value {
    case .string(let text): return self.text(text, as: field, map)
    case .array:
      let field: CardField = if case .many(let place) = field { .one(place) } else { field }
      let nodes = map.items.map { node($0, as: field, depth: depth + 1) }
      let fixed = nodes.compactMap(\.json)
      return fixed.count == nodes.count ? .fixed(.array(fixed)) : .array(nodes)
    case .object: return object(map, as: field, depth: depth)
    default: return .fixed(map.value)
    }
  }

  private mutating func object(_ map: JSONMap, as field: CardField, depth: Int) -> CardNode {
    var object = CardNode.Object()
    let rule: CardRule?
    if case .one(let place) = field {
      object.type = map["type"]?.value.string ?? place.implied
      rule = object.type.flatMap(CardRule.of)
    } else {
      rule = nil
    }
    // Repeated keys are a fault of ``CardCheck``; the last one counts.
    for key in map.value.object?.keys ?? [] {
      guard let value = map[key] else { continue }
      switch key {
      case "$data": object.data = node(value, as: .free, depth: depth + 1)
      case "$when": object.condition = condition(value, depth: depth)
      default:
        let inner = rule?.fields[key] ?? (key == "type" ? .name : .free)
        object.members.append((key: key, node: node(value, as: inner, depth: depth + 1)))
      }
    }
    return object.fixed.map { .fixed(.object($0)) } ?? .object(object)
  }

  private mutating func condition(_ map: JSONMap, depth: Int) -> CardNode {
    let node = node(map, as: .free, depth: depth + 1)
    switch node {
    case .value, .fixed(.bool): return node
    default:
      report(
        "card.condition",
        at: map.place,
        "$when must be one expression in ${…}, or true or false"
      )
      return .fixed(true)
    }
  }

  private mutating func text(
    _ text: String,
    as field: CardField,
    _ map: JSONMap
  ) -> CardNode {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return .fixed(.string(text)) }
    var parser = CardTextParser(text)
    do throws(CardExpressionError) {
      return node(of: try parser.parse(), as: field, map)
    } catch {
      let place = map.place(ofByte: error.offset, in: source)
      report("card.expression", at: place, error.message)
      return .fixed(.string(text))
    }
  }

  private mutating func node(
    of pieces: [CardNode.Piece],
    as field: CardField,
    _ map: JSONMap
  ) -> CardNode {
    if pieces.count == 1, case .literal(let literal) = pieces[0] { return .fixed(.string(literal)) }
    if field.isStructure {
      report(
        "card.structure",
        at: map.place,
        "elements cannot come from the data",
        hint: "repeat an element with $data, or choose with $when"
      )
      return .fixed(.null)
    }
    if pieces.count == 1, case .expression(let expression) = pieces[0] {
      return .value(expression, field, written: map)
    }
    for (literal, next) in zip(pieces, pieces.dropFirst()) {
      if case .literal(let words) = literal, case .expression = next, words.hasSuffix("](") {
        report(
          "card.link",
          at: map.place,
          "the address of a link in a text cannot come from the data",
          hint: "use Action.OpenUrl, whose url is checked"
        )
      }
    }
    return .text(pieces, field, written: map)
  }

  private mutating func report(
    _ code: String,
    at place: JSONMap.Place,
    _ message: String,
    hint: String = ""
  ) {
    faults.append(
      Diagnostic(
        .error,
        code,
        file: file,
        line: place.line,
        column: place.column,
        message,
        hint: hint
      )
    )
  }
}
