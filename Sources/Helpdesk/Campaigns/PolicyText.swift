package import Ground

/// A text of a policy that users read: one for all languages, or one for each.
package struct PolicyText: Sendable, Hashable {
  /// By language; `nb` is always there.
  private let texts: [String: String]

  package init(_ text: String) { texts = ["nb": text] }

  /// - Parameter texts: By language, at least `nb`; nil where that is missing.
  package init?(_ texts: [String: String]) {
    guard texts["nb"] != nil else { return nil }
    self.texts = texts
  }

  /// The text in `nb`, `nn` or `en`; in Bokmål where there is none in that.
  package subscript(language: String) -> String { texts[language] ?? texts["nb"] ?? "" }

  /// What a card or a flow takes as a text: a string, or an object of them by language.
  package var json: JSON {
    guard texts.count > 1 else { return .string(self["nb"]) }
    var object = JSONObject()
    for language in ["nb", "nn", "en"] { object[language] = texts[language].map(JSON.string) }
    return .object(object)
  }
}
