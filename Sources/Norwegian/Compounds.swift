/// Takes compounds apart and puts wrongly split ones together, by the words of a vocabulary.
///
/// `passordbytte` is `passord` and `bytte`, `nettverksskriver` is `nettverk` and `skriver`;
/// `passord bytte` is `passordbytte` where that word is known. A part is a known word of at least
/// three letters, or an abbreviation of two (`pc`); the last one may be inflected. Function words
/// and suffixes are no parts, so that `forandring`, `brukbar` and `innlogging` stay whole.
package struct Compounds: Sendable {
  private let known: Set<String>
  private let parts: Set<[UInt8]>
  private let stems: Set<String>
  private let stemmer: Stemmer

  /// Learns the words that may stand alone or be parts, in the form of ``Token/text``.
  package init(words: some Sequence<String>, stemmer: Stemmer = Stemmer()) {
    known = Set(words)
    let parts = known.filter(Self.mayBePart)
    self.parts = Set(parts.map { [UInt8]($0.utf8) })
    stems = Set(parts.filter { $0.utf8.count > 3 }.map { stemmer.stem($0) })
    self.stemmer = stemmer
  }

  /// The parts of a compound that is not itself a known word, without binding letters; nil where
  /// there are none.
  ///
  /// The fewest parts win, then those of which the shortest is longest. At most four; words over 60
  /// bytes are left alone.
  package func parts(of word: String) -> [String]? {
    let bytes = [UInt8](word.utf8)
    guard (Self.shortestCompound...60).contains(bytes.count), !known.contains(word) else {
      return nil
    }
    let parts = split(bytes)
    // Short words are too easily made of shorter ones by chance, unless one is an abbreviation.
    guard bytes.count >= 7 || parts?.contains(where: Self.isAbbreviation) ?? false else {
      return nil
    }
    return parts?.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The known compound that two words in a row should have been, with a binding s or e where it
  /// has one.
  package func joined(_ first: String, _ second: String) -> String? {
    guard Self.mayBePart(first), Self.mayBePart(second) else { return nil }
    return ["", "s", "e"].lazy.map { first + $0 + second }.first(where: known.contains)
  }

  private static let shortestCompound = 5
  private static let mostParts = 4

  /// A way to split the bytes up to some place.
  private struct Split {
    var parts: [Range<Int>]
    /// The length of the shortest part.
    var shortest: Int

    func isBetter(than other: Split?) -> Bool {
      guard let other else { return true }
      return (parts.count, -shortest) < (other.parts.count, -other.shortest)
    }
  }

  /// Dynamic programming over the places where a part may end.
  private func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>]? {
    var best = [Split?](repeating: nil, count: bytes.count + 1)
    best[0] = Split(parts: [], shortest: .max)
    for start in bytes.indices {
      guard let before = best[start], before.parts.count < Self.mostParts else { continue }
      for end in stride(from: start + 2, through: bytes.count, by: 1) {
        guard start > 0 || end < bytes.count, isPart(bytes[start..<end], isLast: end == bytes.count)
        else { continue }
        let split = Split(
          parts: before.parts + [start..<end],
          shortest: min(before.shortest, end - start)
        )
        for place in [end] + bindingEnds(bytes, start..<end) where split.isBetter(than: best[place])
        {
          best[place] = split
        }
      }
    }
    guard let parts = best[bytes.count]?.parts, parts.count > 1 else { return nil }
    return parts.map { bytes[$0] }
  }

  /// The place after a binding s or e, where another part follows: rarely after a short first part.
  private func bindingEnds(_ bytes: [UInt8], _ part: Range<Int>) -> [Int] {
    let end = part.upperBound
    guard part.count >= (part.lowerBound > 0 ? 3 : 4), end + 2 < bytes.count else { return [] }
    return bytes[end] == UInt8(ascii: "s") || bytes[end] == UInt8(ascii: "e") ? [end + 1] : []
  }

  private func isPart(_ bytes: ArraySlice<UInt8>, isLast: Bool) -> Bool {
    let part = Array(bytes)
    if parts.contains(part) { return true }
    guard isLast, part.count > 4 else { return false }
    let word = String(decoding: part, as: UTF8.self)
    return Self.mayBePart(word) && stems.contains(stemmer.stem(word))
  }

  /// Words of three letters or more with a vowel, or abbreviations, that are no function words or
  /// suffixes.
  private static func mayBePart(_ word: String) -> Bool {
    let bytes = word.utf8
    guard (2...30).contains(bytes.count), !StopWords.isFunctionWord(word),
      !suffixes.contains(word), bytes.allSatisfy({ $0 > UInt8(ascii: "9") })
    else { return false }
    return bytes.count > 2 || isAbbreviation(Array(bytes)[...])
  }

  private static func isAbbreviation(_ part: ArraySlice<UInt8>) -> Bool {
    part.allSatisfy { !"aeiouy".utf8.contains($0) && $0 < 0x80 }
  }

  /// What ends many words without being a part of them, though a word is written like it.
  private static let suffixes = Set(
    """
    aktig ande ane ans ant ar bar dom else ende ene ens ere ering eri ert est full heit het heten
    iker ing inga ingar ingen inger ion isk ist itet laus leg lege lig lige ling løs ning ring sam
    sel sen sjon skap som st ste ten ter tet ting tor vis
    """.split(whereSeparator: \.isWhitespace).map { String($0) }
  )
}
