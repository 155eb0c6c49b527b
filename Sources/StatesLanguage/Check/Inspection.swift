internal import Ground

/// One walk through a definition, gathering faults; each topic is an extension in a file of its own.
struct Inspection {
  private(set) var faults: [Diagnostic] = []

  let file: String
  /// The definition as it was read.
  let bytes: [UInt8]
  /// What a resource may name; nil where any URI will do.
  let catalogue: ResourceCatalogue?
  /// The cards there are; nil where any will do.
  let cards: Set<String>?
  /// Where each state's name was first used; a name counts for the whole file.
  var names: [String: Trail] = [:]

  init(_ text: String, file: String, catalogue: ResourceCatalogue?, cards: Set<String>?) {
    bytes = Array(text.utf8)
    self.file = file
    self.catalogue = catalogue
    self.cards = cards
  }

  /// Notes a fault of the value at `node`, at its own place unless another is given.
  mutating func report(
    _ code: String,
    _ node: Node,
    at place: JSONMap.Place? = nil,
    _ message: String,
    hint: String = ""
  ) {
    let place = place ?? node.place
    faults.append(
      Diagnostic(
        .error,
        "asl." + code,
        file: file,
        line: place.line,
        column: place.column,
        "\(node.path): \(message)",
        hint: hint
      )
    )
  }

  /// Looks for repeated keys everywhere, also in literals: of two the plain reader drops one without a word.
  mutating func checkKeys(of node: Node) {
    var seen = Set<String>()
    for member in node.map.members {
      let child = node.member(member)
      if !seen.insert(member.key).inserted {
        report(
          "duplicate-key",
          child,
          at: child.heading,
          "the key \(member.key.quoted) stands twice in one object",
          hint: "keep one of them"
        )
      }
      checkKeys(of: child)
    }
    for item in node.items { checkKeys(of: item) }
  }

  mutating func checkDefinition(_ root: Node) {
    guard root.isObject else {
      report("wrong-type", root, "a state machine is an object, not \(root.value.kind)")
      return
    }
    if let language = root["QueryLanguage"], language.value == "JSONata" {
      reportJSONata(language)
      return
    }
    collectNames(in: root)
    checkMachine(root, as: .machine, outer: [])
  }
}

extension JSON {
  /// What kind of value this is, with its article.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer, .double: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
