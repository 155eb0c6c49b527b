/// The words of a text in the forms the matcher compares.
struct AnswerText: Sendable {
  /// What is compared of one word.
  struct Form: Sendable, Hashable {
    /// The word as folded letters, for character n-grams.
    var folded: [UInt8]
    /// The hash of its stem, folded too.
    ///
    /// The stem is taken first as Norwegian and then as English: one form for Bokmål, Nynorsk and English, so that
    /// nobody has to guess the language of three words. Measured on English and Norwegian sets, stemming by both is
    /// as good as stemming by the right one, while stemming by the wrong one costs up to five points.
    var term: UInt64

    init(folded: [UInt8], stem: String) { self.init(folded: folded, term: Form.hash(stem)) }

    init(folded: [UInt8], term: UInt64) {
      self.folded = folded
      self.term = term
    }

    /// FNV-1a: the same for the same bytes in every process.
    private static func hash(_ text: String) -> UInt64 {
      text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
  }

  struct Word: Sendable, Hashable {
    var form: Form
    /// The index of the token it came from.
    var token: Int
  }

  /// In their order.
  var words: [Word] = []
  /// The tokens in comparable form, for showing evidence.
  var tokens: [String] = []

  /// The hashes of the stems, in their order.
  var terms: [UInt64] { words.map(\.form.term) }

  /// The folded words with one mark before, between and after them; empty where there are none.
  var letters: [UInt8] {
    guard !words.isEmpty else { return [] }
    return words.reduce(into: [AnswerText.joint]) { letters, word in
      letters += word.form.folded
      letters.append(AnswerText.joint)
    }
  }

  /// The character n-grams of ``letters``; repeated ones are repeated.
  ///
  /// They run across the joints, so that compounds written apart, and words written together, still meet.
  var grams: [UInt64] {
    let letters = letters
    var grams: [UInt64] = []
    grams.reserveCapacity(letters.count * AnswerText.gramLengths.count)
    for length in AnswerText.gramLengths {
      let mask: UInt64 = 1 << UInt64(8 * length) - 1
      var gram: UInt64 = 0
      for (index, letter) in letters.enumerated() {
        gram = (gram << 8 | UInt64(letter)) & mask
        if index + 1 >= length { grams.append(gram) }
      }
    }
    return grams
  }

  /// Three to five letters: with fewer, long words drown the rest; with more, a typo leaves nothing in common.
  private static let gramLengths = 3...5
  private static let joint = UInt8(ascii: "_")
}
