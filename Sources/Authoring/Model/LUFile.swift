/// What the `.lu` half of one authored text says, or of several merged ones.
///
/// This is the meaning, each thing once; the order of lines and the comments are in ``Document``.
package struct LUFile: Sendable, Hashable {
  /// Settings of the model: `> !# @app.culture = nb-no`.
  package var info: [ModelInfo]
  /// Other texts that belong to this one; empty once they are resolved.
  package var imports: [Import]
  package var intents: [Intent]
  /// Those that are declared, in the order of the text, then those that are only used, by name.
  package var entities: [Entity]
  package var phraseLists: [PhraseList]

  package init(
    info: [ModelInfo] = [],
    imports: [Import] = [],
    intents: [Intent] = [],
    entities: [Entity] = [],
    phraseLists: [PhraseList] = []
  ) {
    self.info = info
    self.imports = imports
    self.intents = intents
    self.entities = entities
    self.phraseLists = phraseLists
  }
}

/// A setting: `> !# @key = value`.
package struct ModelInfo: Sendable, Hashable {
  /// The key without its `@`, such as `app.culture`.
  package var key: String
  package var value: String
  package var place: Place

  package init(key: String, value: String, place: Place = Place()) {
    self.key = key
    self.value = value
    self.place = place
  }
}

/// A line of its own that makes another text part of this one: `[text](path)`.
package struct Import: Sendable, Hashable {
  package var text: String
  /// As written; relative to the file it stands in.
  package var path: String
  package var place: Place

  package init(text: String, path: String, place: Place = Place()) {
    self.text = text
    self.path = path
    self.place = place
  }
}
