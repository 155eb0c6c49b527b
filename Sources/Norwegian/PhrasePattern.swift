/// A few words to look for in a text: `sett … i gang`.
///
/// `…` stands for up to five words, or none; a word with `*` at its end for all that begin so. The others stand for
/// their inflected forms, however æ, ø and å are written; of five letters or more they also stand for themselves with
/// one letter missing, too many or swapped with its neighbour. One letter for another is another word (`svart` is not
/// `start`).
package struct PhrasePattern: Sendable {
  /// Where a phrase was found.
  package struct Match: Sendable {
    /// The numbers of the text's words that are its words, in order.
    package var tokens: [Int]
    /// Whether every word was spelled as it is.
    package var isExact: Bool
  }

  private let words: [Word]

  private static let widestGap = 5

  private struct Word: Sendable {
    var token: StemmedWord
    var isPrefix: Bool
    /// Whether other words may stand before it.
    var follows: Bool

    func fits(_ other: StemmedWord) -> Bool { isExactly(other) || token.isSlip(other) }

    func isExactly(_ other: StemmedWord) -> Bool {
      if isPrefix { return other.folded.hasPrefix(token.folded) }
      return other.folded == token.folded || other.stem == token.stem
    }
  }

  /// Nil where there is no word in it.
  package init?(_ text: String, stemmer: Stemmer) {
    var (words, isAfterGap): ([Word], Bool) = ([], false)
    for part in text.split(separator: " ") {
      if part == "…" {
        isAfterGap = true
        continue
      }
      let isPrefix = part.hasSuffix("*")
      for token in StemmedWord.all(in: String(isPrefix ? part.dropLast() : part), stemmer) {
        words.append(Word(token: token, isPrefix: isPrefix, follows: isAfterGap))
        isAfterGap = false
      }
    }
    guard !words.isEmpty else { return nil }
    self.words = words
  }

  /// How many words it has, from 1.
  package var count: Int { words.count }

  /// Everywhere that it begins in a text, with each word as near the one before as it is.
  package func matches(in tokens: [StemmedWord]) -> [Match] {
    tokens.indices.compactMap { match(from: $0, in: tokens) }
  }

  private func match(from start: Int, in tokens: [StemmedWord]) -> Match? {
    var match = Match(tokens: [], isExact: true)
    var next = start
    for word in words {
      let reach = word.follows && !match.tokens.isEmpty ? Self.widestGap : 0
      let last = min(next + reach, tokens.count - 1)
      guard next <= last, let found = (next...last).first(where: { word.fits(tokens[$0]) })
      else { return nil }
      match.tokens.append(found)
      match.isExact = match.isExact && word.isExactly(tokens[found])
      next = found + 1
    }
    return match
  }
}
