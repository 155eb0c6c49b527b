internal import Norwegian

/// The stems of the words that some pairs say, so that nobody stems them again: it takes longer than all else that is
/// done to a word.
struct KnownWords: Sendable, Equatable {
  /// The hashes of the words as tokens have them, and the term of each.
  let words: KeyTable
  let terms: [UInt64]

  /// Knows none.
  init() { self.init(words: KeyTable(), terms: []) }

  /// Knows the words of one form.
  init(_ memory: AnswerAnalysis.Memory) {
    // In the order of the words, not of the dictionary: the same bytes for the same content.
    let known = memory.compactMap { word, forms -> (key: UInt64, term: UInt64)? in
      guard forms.count == 1, forms[0].folded.elementsEqual(Folding.key(of: word).utf8) else {
        return nil
      }
      return (Self.hash(word), forms[0].term)
    }
    var (words, terms): (KeyNumbers, [UInt64]) = (KeyNumbers(), [])
    for word in known.sorted(by: { $0.key < $1.key })
    where words.number(of: word.key) == terms.count { terms.append(word.term) }
    self.init(words: words.table, terms: terms)
  }

  /// What was known before; there are as many of both.
  init(words: KeyTable, terms: [UInt64]) {
    self.words = words
    self.terms = terms
  }

  /// The term of a word; nil where it is not known.
  func term(of word: String) -> UInt64? {
    words.number(of: Self.hash(word)).map { terms[Int($0)] }
  }

  /// FNV-1a.
  private static func hash(_ word: String) -> UInt64 {
    word.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
