/// The words of a set of pairs, for cutting compounds that no pair has into words that some have.
///
/// Norwegian makes compounds at will: somebody asks for `ferieregistrering` where the pairs say `ferie` and
/// `registrere`. A word is cut in two where both halves are words of the set, with an `s` or `e` between them or
/// nothing; where there is a choice, at the cut nearest to the middle. Compounds that a pair has stay whole, since
/// they tell more than their halves, and those of the pairs are not cut: in long texts that finds more wrong words
/// than right ones, and character n-grams already find the half of a compound.
struct CompoundWords: Sendable, Equatable {
  /// A shorter half is more often an ending than a word.
  private static let shortestHalf = 4
  /// Nobody writes a longer compound.
  private static let longestWord = 64
  private static let links = [UInt8(ascii: "s"), UInt8(ascii: "e")]

  /// The hashes of the letters of the known words, and the term of each.
  let letters: KeyTable
  let terms: [UInt64]

  /// Knows these words, in whatever order they come.
  init(_ forms: some Sequence<AnswerText.Form>) {
    var known: [UInt64: UInt64] = [:]
    for form in forms where form.folded.count >= CompoundWords.shortestHalf {
      // Of two words with the same letters always the same one.
      let hash = CompoundWords.hash(form.folded[...])
      known[hash] = min(known[hash] ?? .max, form.term)
    }
    // Whatever order they came in, the same content gives the same bytes.
    let words = known.sorted { $0.key < $1.key }
    self.init(letters: KeyTable(NumberRun(words.map(\.key))), terms: words.map(\.value))
  }

  /// What was known before; there are as many of both.
  init(letters: KeyTable, terms: [UInt64]) {
    self.letters = letters
    self.terms = terms
  }

  private func term(of letters: ArraySlice<UInt8>) -> UInt64? {
    self.letters.number(of: CompoundWords.hash(letters)).map { terms[Int($0)] }
  }

  /// The terms of both halves; none where the word cannot be cut, or only its ending off.
  func halves(of form: AnswerText.Form) -> [UInt64] {
    let (letters, least) = (form.folded, CompoundWords.shortestHalf)
    guard (2 * least...CompoundWords.longestWord).contains(letters.count) else { return [] }
    var (halves, evenness): ([UInt64], Int) = ([], 0)
    for cut in least...(letters.count - least) {
      guard let tail = term(of: letters[cut...]) else { continue }
      for end in [cut, cut - 1] {
        let isCut = end == cut || CompoundWords.links.contains(letters[end])
        guard isCut, min(end, letters.count - cut) > max(evenness, least - 1),
          let head = term(of: letters[..<end]), head != form.term
        else { continue }
        (halves, evenness) = ([head, tail], min(end, letters.count - cut))
      }
    }
    return halves
  }

  /// FNV-1a.
  private static func hash(_ letters: ArraySlice<UInt8>) -> UInt64 {
    letters.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
