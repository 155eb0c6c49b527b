internal import Norwegian

/// The spelling of a few words, which is learnt when a word comes up that might be one of them.
///
/// To learn even a few takes longer than all else that is done with them.
struct LikelySpelling {
  private let words: [String]
  private let letters: [UInt32]
  private lazy var spelling = Spelling(
    vocabulary: Dictionary(words.map { ($0, 1) }, uniquingKeysWith: { first, _ in first })
  )

  init(words: [String]) {
    self.words = words
    letters = words.map(Self.letters)
  }

  /// The word that `word` is spelled like; nil for none.
  mutating func nearest(to word: String) -> String? {
    // A short word is looked up with one letter left out; in a long one, half a slip is the least that changes a letter.
    let (mostOwn, mostOther) = word.utf8.count < 8 ? (1, 2) : (4, 4)
    let own = Self.letters(of: word)
    let mayBeNear = letters.contains { other in
      (own & ~other).nonzeroBitCount <= mostOwn && (other & ~own).nonzeroBitCount <= mostOther
    }
    return mayBeNear ? spelling.nearest(to: word)?.word : nil
  }

  /// Which letters are in a word: a bit for each.
  private static func letters(of word: String) -> UInt32 {
    Folding.key(of: word).utf8.reduce(0) { $0 | 1 << UInt32($1 & 31) }
  }
}
