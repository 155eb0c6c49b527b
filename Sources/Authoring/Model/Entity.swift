/// Something an utterance may speak of.
package struct Entity: Sendable, Hashable {
  /// How it is recognised.
  package enum Kind: Sendable, Hashable {
    /// Learned from labelled examples (`@ ml`, `@ simple`), with parts of its own.
    case machineLearned(children: [EntityChild])
    /// One of a list of values, each with its synonyms.
    case list([ListValue])
    /// What matches a regular expression; the text between the slashes, empty where none was given.
    case regex(String)
    /// One of the reference's built-in types, which is then its name: `number`, `datetimeV2`, ….
    case prebuilt
    /// Named parts that occur together (the older spelling of children).
    case composite(children: [String])
    /// Whatever stands in that place of a pattern.
    case patternAny
  }

  package var name: String
  package var kind: Kind
  /// The parts it may play, such as `from` and `to`.
  package var roles: [String]
  /// The entities and phrase lists that help to recognise it.
  package var features: [String]
  /// Whether a definition names it; false where it is only used in an utterance or pattern.
  package var isDeclared: Bool
  /// Where it is defined or used first.
  package var place: Place

  package init(
    name: String,
    kind: Kind,
    roles: [String] = [],
    features: [String] = [],
    isDeclared: Bool = true,
    place: Place = Place()
  ) {
    self.name = name
    self.kind = kind
    self.roles = roles
    self.features = features
    self.isDeclared = isDeclared
    self.place = place
  }
}

/// A part of a learned entity.
package struct EntityChild: Sendable, Hashable {
  package var name: String
  /// `ml` (or `simple`), or the name of the entity that it must also be.
  package var type: String
  package var features: [String]
  package var children: [EntityChild]
  package var place: Place

  package init(
    name: String,
    type: String = "ml",
    features: [String] = [],
    children: [EntityChild] = [],
    place: Place = Place()
  ) {
    self.name = name
    self.type = type
    self.features = features
    self.children = children
    self.place = place
  }
}

/// A value of a list entity and the words that mean it.
package struct ListValue: Sendable, Hashable {
  /// The value itself.
  package var canonical: String
  package var synonyms: [String]
  package var place: Place

  package init(canonical: String, synonyms: [String] = [], place: Place = Place()) {
    self.canonical = canonical
    self.synonyms = synonyms
    self.place = place
  }
}

/// Words that belong together and help to recognise intents and entities.
package struct PhraseList: Sendable, Hashable {
  package var name: String
  /// Whether any of the words may stand for any other.
  package var isInterchangeable: Bool
  package var phrases: [String]
  /// Whether it is used at all.
  package var isEnabled: Bool
  /// Whether every intent and learned entity uses it; nil where the text does not say: then it is so unless
  /// one of them names it as a feature.
  package var isEnabledForAllModels: Bool?
  package var place: Place

  package init(
    name: String,
    isInterchangeable: Bool = false,
    phrases: [String] = [],
    isEnabled: Bool = true,
    isEnabledForAllModels: Bool? = nil,
    place: Place = Place()
  ) {
    self.name = name
    self.isInterchangeable = isInterchangeable
    self.phrases = phrases
    self.isEnabled = isEnabled
    self.isEnabledForAllModels = isEnabledForAllModels
    self.place = place
  }
}
