internal import Norwegian
internal import Understanding

/// Finds the words for what was decided, for one user in one language.
struct Wording: Sendable {
  let content: Content
  let language: Language
  let municipality: String?

  /// One of Rakel's own phrases; its id where the content lacks it, which `rakel check` reports.
  func phrase(_ id: Phrase) -> String {
    content.phrases[id.rawValue]?.variants.fitting(language, in: municipality)?.text ?? id.rawValue
  }

  /// One of Rakel's own phrases with the words for `{hva}` and, where it has that, for `{heller}`.
  func phrase(_ id: Phrase, _ what: String, _ instead: String = "") -> String {
    Self.fill(phrase(id), ["{hva}": what, "{heller}": instead])
  }

  /// A phrase with words in its places; what stands in the words is no place to fill in.
  private static func fill(_ phrase: String, _ words: KeyValuePairs<String, String>) -> String {
    var (filled, rest) = ("", Substring(phrase))
    while let start = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
      filled += rest[..<start]
      rest = rest[start...]
      if let (place, words) = words.first(where: { rest.utf8.starts(with: $0.key.utf8) }) {
        filled += words
        rest = rest[rest.utf8.index(start, offsetBy: place.utf8.count)...]
      } else {
        filled.append("{")
        rest = rest[rest.utf8.index(after: start)...]
      }
    }
    return filled + rest
  }

  /// What is said for a candidate, with what it leads to; nil where the content has no words for it.
  func answer(to candidate: Candidate) -> Variant? {
    let variants =
      switch candidate.kind {
      case .answer: content.pair(candidate.name)?.variants
      case .intent, .outside: content.replies[candidate.name]?.variants
      }
    return variants?.fitting(language, in: municipality)
  }

  /// The words for a candidate on a button.
  func title(of candidate: Candidate) -> String {
    let pair =
      candidate.kind == .answer ? content.pair(candidate.name) : content.replies[candidate.name]
    // The title of another municipality's variant would name what holds there only.
    return pair?.variants.fitting(language, in: municipality)?.title ?? candidate.name
  }
}
