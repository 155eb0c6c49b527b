internal import Authoring
internal import Norwegian

/// An example with its labels as spans of tokens.
struct LabelledText {
  struct Span {
    var entity: String
    var role: String?
    var tokens: Range<Int>
  }

  /// The tokens as keys of ``Folding``.
  let words: [String]
  let spans: [Span]

  init(_ utterance: Utterance) {
    let tokens = Tokeniser.tokens(in: utterance.text)
    let offsets = UTF16Offsets(utterance.text)
    let places = tokens.map { offsets.range(utf8: $0.range) }
    words = tokens.map(\.folded)
    spans = utterance.labels.compactMap { label in
      guard let first = places.firstIndex(where: { $0.upperBound > label.range.lowerBound }),
        let last = places.lastIndex(where: { $0.lowerBound < label.range.upperBound }),
        first <= last
      else { return nil }
      return Span(entity: label.entity, role: label.role, tokens: first..<last + 1)
    }
  }
}
