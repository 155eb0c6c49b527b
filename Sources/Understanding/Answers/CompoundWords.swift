/// The words of a set of pairs, for cutting compounds that no pair has into words that some have.
///
/// Norwegian makes compounds at will: somebody asks for `ferieregistrering` where the pairs say `ferie` and
/// `registrere`. A word is cut in two where both halves are words of the set, with an `s` or `e` between them or
/// nothing; where there is a choice, at the cut nearest to the middle. Compounds that a pair has stay whole, since
/// they tell more than their halves, and those of the pairs are not cut: in long texts that finds more wrong words
/// than right ones, and character n-grams already find the half of a compound.
struct CompoundWords: Sendable {
  /// A shorter half is more often an ending than a word.
  private static let shortestHalf = 4
  /// Nobody writes a longer compound.
  private static let longestWord = 64
  private static let links = [UInt8(ascii: "s"), UInt8(ascii: "e")]

  /// The terms of the known words, by the hash of their letters.
  private var terms: [UInt64: UInt64] = [:]

  /// Knows these words, in whatever order they come.
  init(_ forms: some Sequence<AnswerText.Form>) {
    for form in forms where form.folded.count >= CompoundWords.shortestHalf {
      // Of two words with the same letters always the same one.
      let letters = CompoundWords.hash(form.folded[...])
      terms[letters] = min(terms[letters] ?? form.term, form.term)
    }
  }

  /// The terms of both halves; none where the word cannot be cut, or only its ending off.
  func halves(of form: AnswerText.Form) -> [UInt64] {
    let (letters, least) = (form.folded, CompoundWords.shortestHalf)
    guard (2 * least...CompoundWords.longestWord).contains(letters.count) else { return [] }
    var (halves, evenness): ([UInt64], Int) = ([], 0)
    for cut in least...(letters.count - least) {
      guard let tail = terms[CompoundWords.hash(letters[cut...])] else { continue }
      for end in [cut, cut - 1] {
        let isCut = end == cut || CompoundWords.links.contains(letters[end])
        guard isCut, min(end, letters.count - cut) > max(evenness, least - 1),
          let head = terms[CompoundWords.hash(letters[..<end])], head != form.term
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
