internal import Ground

extension Inspection {
  /// The first field by which a state turns out to be written in JSONata.
  ///
  /// Inside templates `{% … %}` is a text like any other, as at AWS.
  func jsonata(in state: Node) -> Node? {
    if let language = state["QueryLanguage"], language.value == "JSONata" { return language }
    for (key, value) in state.members {
      switch key {
      case "Arguments", "Output", "Items": return value
      case "Comment", "Next", "Default": continue
      case "Choices", "Catch":
        for rule in value.items {
          if let field = rule["Condition"] ?? rule["Output"] { return field }
        }
      default:
        if let text = value.value.string, text.hasPrefix("{%"), text.hasSuffix("%}") {
          return value
        }
      }
    }
    return nil
  }

  mutating func reportJSONata(_ node: Node) {
    report(
      "jsonata",
      node,
      at: node.heading,
      "JSONata is not supported",
      hint: "write it in JSONPath, with Parameters, ResultSelector, Assign and intrinsic functions"
    )
  }
}
