package import Ground

/// A card with places for data: Adaptive Cards Templating
/// (https://learn.microsoft.com/adaptive-cards/templating/language), read once and filled in often.
///
/// - `"${path}"` alone keeps the type of its value; inside a text, and wherever the schema wants a text, it becomes
///   words. `\${` is a literal `${`.
/// - `$data` says what names are looked up in; where it is a list, the object is there once for each item, with
///   `$index` counting from 0. `$root` is all the data. `$when` leaves an object out.
/// - The data are data. What they say is escaped where Markdown is read (``CardMarkdown``), is never read as a
///   template, and can never become an element: a list or an object fits nowhere but in the data of an action.
/// - A path that leads to nothing is empty: the text has a gap, a field is left out, a text that is empty altogether
///   is left out. ``faults(with:)`` finds such paths with sample data, before anybody sees the card.
package struct CardTemplate: Sendable {
  /// The path of its file, as faults name it.
  package let file: String
  /// The template as it was written.
  package let map: JSONMap
  /// The expressions that are none.
  package let faults: [Diagnostic]
  private let root: CardNode
  /// The bytes that were read.
  private let source: [UInt8]

  /// Whether there is an expression in it.
  package var readsData: Bool { root.json == nil }

  /// Reads a template from the text of its file; nothing but JSON is refused, see ``faults``.
  package init(parsing text: String, file: String = "") throws(JSONError) {
    let map = try JSONMap(parsing: text, maximumDepth: 100)
    source = Array(text.utf8)
    var reader = CardTemplateReader(source, file: file)
    root = reader.node(map, as: .one(.card))
    self.map = map
    self.file = file
    faults = reader.faults
  }

  /// The card for `data`, a pure function of both.
  ///
  /// - Throws: `tooMuch` over 5,000 values or 200 KB of text; `nothing` where the card leaves itself out.
  package func expanded(
    with data: JSON,
    in language: CardLanguage
  ) throws(CardExpansionError) -> Card {
    var expander = CardExpander(data: data, language: language)
    guard let json = try expander.value(of: root, in: .init(data: data)) else { throw .nothing }
    return Card(json: json)
  }

  /// The paths that lead to nothing in sample data, where something was to be shown.
  ///
  /// Not said are those in conditions, in `exists`, `empty` and before `??`, and those in what the sample leaves out.
  package func faults(with sample: JSON) -> [Diagnostic] {
    var expander = CardExpander(data: sample, language: .nb)
    do throws(CardExpansionError) {
      _ = try expander.value(of: root, in: .init(data: sample))
    } catch {
      return [fault("card.expansion", at: map.place, "\(error)")]
    }
    var seen: Set<JSONMap.Place> = []
    return expander.misses.compactMap { written, miss in
      let spot = written.place(ofByte: miss.offset, in: source)
      guard seen.insert(spot).inserted else { return nil }
      return fault("card.no-such-data", at: spot, "the sample data have no '\(miss.name)' here")
    }
  }

  private func fault(_ code: String, at place: JSONMap.Place, _ message: String) -> Diagnostic {
    Diagnostic(.error, code, file: file, line: place.line, column: place.column, message)
  }
}
