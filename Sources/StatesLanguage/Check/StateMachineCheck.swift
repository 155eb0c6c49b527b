package import Ground

/// Everything that is wrong with a definition in the States Language, found without running it.
///
/// The rules are the specification's (states-language.net), with AWS's own behaviour where they differ; only the
/// JSONPath query language is accepted. Every fault is an error: what has none can be run.
package struct StateMachineCheck: Sendable {
  /// What was found, in the order of the text.
  package let faults: [Diagnostic]

  /// Checks a definition.
  ///
  /// - Parameters:
  ///   - text: The definition, JSON.
  ///   - file: What the faults call it.
  ///   - connectors: What a `Resource` may name; nil where any URI will do.
  ///   - cards: The cards that `rakel:card.…` may name; nil where any will do.
  package init(
    text: String,
    file: String,
    connectors: ResourceCatalogue? = nil,
    cards: Set<String>? = nil
  ) {
    do throws(JSONError) {
      let root = Node(root: try JSONMap(parsing: text))
      var inspection = Inspection(text, file: file, catalogue: connectors, cards: cards)
      inspection.checkKeys(of: root)
      inspection.checkDefinition(root)
      faults = inspection.faults.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    } catch {
      let place = error.place(in: text)
      faults = [
        Diagnostic(
          .error,
          "asl.json",
          file: file,
          line: place.line,
          column: place.column,
          "not JSON: \(error.message)"
        )
      ]
    }
  }
}
