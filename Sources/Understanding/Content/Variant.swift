package import Authoring
package import Norwegian

/// One wording of an answer, with where it holds.
package struct Variant: Sendable, Hashable {
  /// The municipality it holds in, in lower case; nil where it holds everywhere.
  package var municipality: String?
  /// The language it is written in; Bokmål where the filters don't say.
  package var language: Language
  /// Its question, which names it on a button.
  package var title: String
  /// The answer, in Markdown.
  package var text: String
  /// What may be asked next.
  package var prompts: [Prompt]
  package var place: Place

  /// The filter keys that content may use; `rakel check` reports any other.
  package enum FilterKey: String, Sendable, CaseIterable {
    case municipality = "kommune"
    case language = "sprak"
  }

  init(_ pair: QNAPair) {
    func value(_ key: FilterKey) -> String? {
      pair.filters.first { $0.key.lowercased() == key.rawValue }?.value.lowercased()
    }
    municipality = value(.municipality)
    language = value(.language).flatMap(Language.init) ?? .nb
    title = pair.questions.first { !$0.text.isEmpty }?.text ?? pair.id ?? ""
    text = pair.answer.text
    prompts = pair.prompts
    place = pair.answer.place
  }
}

extension [Variant] {
  /// The variant for somebody there who writes so.
  ///
  /// What holds in another municipality is never taken. The own municipality comes before the language, since a
  /// wrong place misleads and a wrong language only reads oddly; a missing language falls back to Bokmål.
  package func fitting(_ language: Language, in municipality: String?) -> Variant? {
    func rank(_ variant: Variant) -> Int {
      (variant.municipality != nil ? 4 : 0) + (variant.language == language ? 2 : 0)
        + (variant.language == .nb ? 1 : 0)
    }
    return filter { $0.municipality == nil || $0.municipality == municipality }
      .max { rank($0) < rank($1) }
  }
}
