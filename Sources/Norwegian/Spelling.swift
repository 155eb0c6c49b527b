/// Finds the known word nearest to a misspelt one.
///
/// The vocabulary is given with how often each word occurs. Distance is ``SpellingDistance``:
/// optimal string alignment in which the slips of Norwegian writers cost less than others. A word
/// of two or three letters may only differ as `pa` does from `på`; up to seven letters one slip is
/// allowed, from eight on two. Equal distances are decided by frequency, then by the alphabet, so
/// that the answer never depends on chance.
///
/// Built once and only read afterwards; see ``SpellingIndex`` for how candidates are found.
package struct Spelling: Sendable {
  /// A known word and how far it is from the word asked for.
  package struct Suggestion: Sendable, Hashable {
    /// The known word.
    package var word: String
    /// How far away it is, in slips: 0.25 for `pa` and `på`, 1 for a letter that is wrong, at most
    /// 2.
    package var distance: Double
  }

  private struct Entry {
    var word: String
    var spelled: SpelledWord
    var count: Int
  }

  private let entries: [Entry]
  private let known: Set<String>
  private let index: SpellingIndex

  /// Learns a vocabulary: words in the form of ``Token/text`` and how often each occurs.
  ///
  /// What is no word to a speller (one letter, digits in it, over 40 letters) is known, but never
  /// suggested.
  package init(vocabulary: [String: Int]) {
    known = Set(vocabulary.keys)
    entries = vocabulary.sorted { $0.key < $1.key }.compactMap { word, count in
      SpelledWord(word).map { Entry(word: word, spelled: $0, count: count) }
    }
    index = SpellingIndex(keys: entries.map { Self.key($0.word) })
  }

  /// Whether the word is in the vocabulary.
  package func isKnown(_ word: String) -> Bool { known.contains(word) }

  /// The nearest known word; nil for a known word, a number, a code, or when nothing is near
  /// enough.
  package func nearest(to word: String) -> Suggestion? {
    guard !known.contains(word), let typed = SpelledWord(word) else { return nil }
    let count = typed.letters.count
    var limit = Self.limit(letters: count)
    var best: (number: Int, distance: Int32)?
    for number in index.candidates(for: Self.key(word), deletions: count < 8 ? 1 : 2) {
      let spelled = entries[number].spelled
      guard let distance = SpellingDistance.between(typed, spelled, atMost: limit) else { continue }
      if let best, !isBetter(number, distance, than: best) { continue }
      (best, limit) = ((number, distance), distance)
    }
    guard let best else { return nil }
    return Suggestion(
      word: entries[best.number].word,
      distance: Double(best.distance) / Double(SpellingDistance.slip)
    )
  }

  /// The word itself when it is known or nothing is near, else the nearest known word.
  package func corrected(_ word: String) -> String { nearest(to: word)?.word ?? word }

  private func isBetter(
    _ number: Int,
    _ distance: Int32,
    than best: (number: Int, distance: Int32)
  ) -> Bool {
    // Candidates come in alphabetical order, so the earlier one stays when all else is equal.
    (distance, -entries[number].count) < (best.distance, -entries[best.number].count)
  }

  /// The distance allowed for a word of so many letters.
  private static func limit(letters: Int) -> Int32 {
    switch letters {
    case ..<4: SpellingDistance.accent
    case ..<8: SpellingDistance.slip
    default: SpellingDistance.slip * 2
    }
  }

  /// The folded word with every double letter single: what the index is built on.
  private static func key(_ word: String) -> [UInt8] {
    var key: [UInt8] = []
    for byte in Folding.key(of: word).utf8 where byte != key.last { key.append(byte) }
    return key
  }
}
