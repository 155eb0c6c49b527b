internal import Norwegian

/// A few words that tell what somebody wants with a campaign: `sett … i gang`.
///
/// `…` stands for up to five words, or none; a word with `*` at its end for all that begin so. The others stand for
/// their inflected forms, however æ, ø and å are written; of five letters or more they also stand for themselves with
/// one letter missing, too many or swapped with its neighbour. One letter for another is another word (`svart` is not
/// `start`).
struct CampaignPhrase: Sendable {
  /// Where a phrase was found.
  struct Match {
    /// The tokens of its words, in order.
    var tokens: [Int]
    /// Whether every word was spelled as it is.
    var isExact: Bool
  }

  private let words: [Word]

  private static let widestGap = 5

  private struct Word: Sendable {
    var token: CampaignToken
    var isPrefix: Bool
    /// Whether other words may stand before it.
    var follows: Bool

    func fits(_ other: CampaignToken) -> Bool { isExactly(other) || token.isSlip(other) }

    func isExactly(_ other: CampaignToken) -> Bool {
      if isPrefix { return other.folded.hasPrefix(token.folded) }
      return other.folded == token.folded || other.stem == token.stem
    }
  }

  /// Nil where there is no word in it.
  init?(_ text: String, stemmer: Stemmer) {
    var (words, isAfterGap): ([Word], Bool) = ([], false)
    for part in text.split(separator: " ") {
      if part == "…" {
        isAfterGap = true
        continue
      }
      let isPrefix = part.hasSuffix("*")
      for token in CampaignToken.all(in: String(isPrefix ? part.dropLast() : part), stemmer) {
        words.append(Word(token: token, isPrefix: isPrefix, follows: isAfterGap))
        isAfterGap = false
      }
    }
    guard !words.isEmpty else { return nil }
    self.words = words
  }

  var count: Int { words.count }

  /// Everywhere that it begins in a text, with each word as near the one before as it is.
  func matches(in tokens: [CampaignToken]) -> [Match] {
    tokens.indices.compactMap { match(from: $0, in: tokens) }
  }

  private func match(from start: Int, in tokens: [CampaignToken]) -> Match? {
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
