/// What a user may want, with examples of saying so.
package struct Intent: Sendable, Hashable {
  package var name: String
  /// The examples, duplicates dropped, in the order of the text.
  package var utterances: [Utterance]
  package var patterns: [Pattern]
  /// The links that pull more of both from elsewhere; empty once they are resolved.
  package var references: [Reference]
  /// The entities and phrase lists that help to tell it (`@ intent x usesFeature y`).
  package var features: [String]
  /// Where it is named first.
  package var place: Place

  package init(
    name: String,
    utterances: [Utterance] = [],
    patterns: [Pattern] = [],
    references: [Reference] = [],
    features: [String] = [],
    place: Place = Place()
  ) {
    self.name = name
    self.utterances = utterances
    self.patterns = patterns
    self.references = references
    self.features = features
    self.place = place
  }
}
