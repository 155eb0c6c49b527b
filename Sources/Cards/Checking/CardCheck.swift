package import Ground

/// Finds what Teams would refuse or show wrongly in a card, and what would shut somebody out of it.
///
/// The rules are the schema of Adaptive Cards 1.5 for the elements that a helpdesk uses (``CardRule``), Teams' own
/// (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format), and those of
/// accessibility: a label for each input, words for each picture, a text instead of the card.
package enum CardCheck {
  /// What is wrong with a template, its expressions included, in the order of the text.
  package static func faults(in template: CardTemplate) -> [Diagnostic] {
    var walk = CardWalk(file: template.file, isTemplate: true)
    walk.check(card: template.map)
    return (template.faults + walk.faults).sorted {
      ($0.line, $0.column, $0.message) < ($1.line, $1.column, $1.message)
    }
  }

  /// What is wrong with a whole card; columns count in its text, which is one line.
  ///
  /// What only makes a card worse to read, and was a fault of its template, is a warning here.
  package static func faults(in card: Card) -> [Diagnostic] {
    // Nearly every card is fine, and then nobody asks where in its text something stands.
    if let map = JSONMap(card.json, maximumDepth: 100), faults(in: map).isEmpty { return [] }
    do throws(JSONError) {
      return faults(in: try JSONMap(parsing: card.json.text, maximumDepth: 100))
    } catch {
      return [Diagnostic(.error, "card.too-deep", line: 1, "nested deeper than 100 levels")]
    }
  }

  private static func faults(in map: JSONMap) -> [Diagnostic] {
    var walk = CardWalk(file: "", isTemplate: false)
    walk.check(card: map)
    return walk.faults
  }
}
