/// An example of what users say for an intent.
package struct Utterance: Sendable, Hashable {
  /// The text with the labels' braces and names taken out.
  package var text: String
  /// What is marked in the text, in the order in which the labels close: a child before its parent.
  package var labels: [Label]
  package var place: Place

  package init(text: String, labels: [Label] = [], place: Place = Place()) {
    self.text = text
    self.labels = labels
    self.place = place
  }
}

/// A stretch of an utterance that names an entity.
package struct Label: Sendable, Hashable {
  /// The entity's name.
  package var entity: String
  /// The role it plays here; nil where none is named.
  package var role: String?
  /// Where it stands in the text, in UTF-16 code units; one label may lie within another.
  package var range: Range<Int>

  package init(entity: String, role: String? = nil, range: Range<Int>) {
    self.entity = entity
    self.role = role
    self.range = range
  }
}

/// A template for what users say, such as `book [a] flight to {city}`.
package struct Pattern: Sendable, Hashable {
  /// The template: `[x]` may be missing, `(a|b)` is one of several, `{name}` or `{name:role}` is an entity.
  package var text: String
  package var place: Place

  package init(text: String, place: Place = Place()) {
    self.text = text
    self.place = place
  }
}

/// A line that pulls utterances, patterns, questions or answers from elsewhere: `[text](file#Intent)`.
package struct Reference: Sendable, Hashable {
  /// What stands in the brackets.
  package var text: String
  /// What stands in the parentheses: a path, `#` and what is wanted of it.
  package var target: String
  package var place: Place

  package init(text: String, target: String, place: Place = Place()) {
    self.text = text
    self.target = target
    self.place = place
  }
}
