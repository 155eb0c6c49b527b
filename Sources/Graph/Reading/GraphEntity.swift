internal import Foundation
package import Ground
internal import WorkingTime

/// Something of which Graph has a list.
package protocol GraphEntity: Sendable {
  /// Nil where what makes it one is missing.
  init?(_ json: JSON)
}

extension GraphPage {
  /// What stands on the page; what is none of them is left out.
  package func entities<Entity: GraphEntity>(_ type: Entity.Type = Entity.self) -> [Entity] {
    items.compactMap(Entity.init)
  }
}

extension JSON {
  /// A text that says something.
  var words: String? {
    guard let text = string?.trimmingCharacters(in: .whitespaces), !text.isEmpty else { return nil }
    return text
  }

  /// A moment; nil for the first and the last year there is, which stand for none.
  var moment: Date? {
    guard let text = string, !text.hasPrefix("0001-"), !text.hasPrefix("9999-") else { return nil }
    return RFC3339.moment(text)
  }
}
