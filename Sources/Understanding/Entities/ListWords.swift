internal import Norwegian

/// The words that lists are made of, and how a typed word may be one of them.
///
/// In order, and the first that applies decides: the same word (1), the same but for æøå (0.97), an inflected
/// form (0.9), a slip of the fingers (0.85 or 0.8), a part of a compound (0.75).
struct ListWords {
  /// A list's word that a typed word may be.
  struct Match {
    var word: Int
    var quality: Double
    /// The bytes of the message that are the word, where it is only a part of a compound.
    var part: Range<Int>?
  }

  private var numbers: [String: Int] = [:]
  private var texts: [String] = []
  /// Words that are a value or synonym by themselves; only they may stand in compounds.
  private var alone: Set<Int> = []
  private var folded: [String: [Int]] = [:]
  private var stems: [String: [Int]] = [:]
  private var spelling = Spelling(vocabulary: [:])
  private var ordinary: Set<String> = []
  private let stemmer = Stemmer()

  mutating func number(of word: String, isAlone: Bool) -> Int {
    let number = numbers[word] ?? texts.count
    if number == texts.count {
      numbers[word] = number
      texts.append(word)
    }
    if isAlone { alone.insert(number) }
    return number
  }

  /// Makes the indices once all words are known.
  mutating func finish(ordinary: Set<String>) {
    for (number, text) in texts.enumerated() {
      folded[Folding.key(of: text), default: []].append(number)
      stems[stemmer.stem(text), default: []].append(number)
    }
    spelling = Spelling(vocabulary: numbers.mapValues { _ in 1 })
    self.ordinary = ordinary
  }

  /// The words of lists that a token may be.
  ///
  /// - Parameter folded: the token as a key of ``Folding``.
  func matches(_ token: Token, folded: String) -> [Match] {
    guard token.kind == .word else {
      return numbers[token.text].map { [Match(word: $0, quality: 1)] } ?? []
    }
    if let same = numbers(of: token.text, folded: folded) {
      return same.words.map { Match(word: $0, quality: same.isExact ? 1 : 0.97) }
    }
    let inflected = inflected(token.text)
    if !inflected.isEmpty { return inflected.map { Match(word: $0, quality: 0.9) } }
    guard !ordinary.contains(folded) else { return [] }
    return misspelt(token.text) ?? compound(token)
  }

  /// The word itself, or else those that are the same but for æøå; nil where there is none.
  private func numbers(
    of word: String,
    folded key: String
  ) -> (words: [Int], isExact: Bool)? {
    // Every word is among the folded ones, so that most are looked up but once.
    guard let same = folded[key] else { return nil }
    return numbers[word].map { ([$0], true) } ?? (same, false)
  }

  private func inflected(_ word: String) -> [Int] {
    for base in Self.bases(of: word) {
      if let same = numbers(of: base, folded: Folding.key(of: base)) { return same.words }
    }
    return (stems[stemmer.stem(word)] ?? []).filter { Self.isForm(word, of: texts[$0]) }
  }

  /// Whether a word with the same stem begins as the list's does: «team» is no «Teams», «skriv» no «skriver».
  private static func isForm(_ word: String, of known: String) -> Bool {
    let isDefinite = known.utf8.count > 5 && (known.hasSuffix("en") || known.hasSuffix("et"))
    let base = known.hasSuffix("s") ? known[...] : known.dropLast(isDefinite ? 2 : 1)
    let added = word.utf8.count - base.utf8.count
    return word.hasPrefix(base) && (1...5).contains(added)
      && (isDefinite || word.count >= known.count)
  }

  private func misspelt(_ word: String) -> [Match]? {
    if let number = near(word, slips: word.unicodeScalars.count >= 11 ? 2 : 1) {
      return [Match(word: number, quality: 0.85)]
    }
    // «Skrivren», but not «skjema»: a short word without an ending of one letter is near to too much.
    for base in Self.bases(of: word)
    where base.utf8.count >= 6 && word.utf8.count >= base.utf8.count + 2 {
      if let number = near(base, slips: 1) { return [Match(word: number, quality: 0.8)] }
    }
    return nil
  }

  /// Short words are left alone, and so is another first letter: too many words are one slip away.
  private func near(_ word: String, slips: Double) -> Int? {
    guard word.unicodeScalars.count >= 5, let near = spelling.nearest(to: word),
      near.distance <= slips, near.word.unicodeScalars.count >= 5 || near.distance <= 0.5,
      near.word.unicodeScalars.first == word.unicodeScalars.first
    else { return nil }
    return numbers[near.word]
  }

  /// «Vismatilgang», «kontorskriveren»: the longest word of a list at the beginning, else at the end.
  private func compound(_ token: Token) -> [Match] {
    let bytes = Array(token.text.utf8)
    guard (9...60).contains(bytes.count) else { return [] }
    for length in stride(from: bytes.count - Self.shortestRest, through: Self.shortestPart, by: -1)
    {
      if let number = known(bytes[..<length]) {
        return [match(number, token, part: 0..<length, of: bytes.count)]
      }
    }
    for start in Self.shortestHead...(bytes.count - Self.shortestPart) {
      let tail = String(decoding: bytes[start...], as: UTF8.self)
      for base in [tail] + Self.bases(of: tail) where base.utf8.count >= Self.shortestPart {
        if let number = known(Array(base.utf8)[...]) {
          return [match(number, token, part: start..<bytes.count, of: bytes.count)]
        }
      }
    }
    return []
  }

  private static let shortestPart = 5
  private static let shortestRest = 4
  private static let shortestHead = 3

  private func known(_ bytes: ArraySlice<UInt8>) -> Int? {
    let number = numbers[String(decoding: bytes, as: UTF8.self)]
    return number.flatMap { alone.contains($0) ? $0 : nil }
  }

  /// The part in the message's bytes, or the whole word where the tokeniser left letters out of it.
  private func match(_ number: Int, _ token: Token, part: Range<Int>, of count: Int) -> Match {
    guard token.range.count == count else {
      return Match(word: number, quality: 0.75, part: token.range)
    }
    let start = token.range.lowerBound
    return Match(
      word: number,
      quality: 0.75,
      part: start + part.lowerBound..<start + part.upperBound
    )
  }

  /// A word without the endings that names and foreign words take, longest ending first.
  private static func bases(of word: String) -> [String] {
    let letters = Array(word.utf8)
    guard let last = letters.last, lastLetters.contains(last) else { return [] }
    return endings.compactMap { ending in
      guard ending.last == last, letters.count >= ending.count + 2,
        letters.suffix(ending.count).elementsEqual(ending)
      else { return nil }
      let base = String(decoding: letters.dropLast(ending.count), as: UTF8.self)
      // «Pcen» is a form of «pc», «noen» none of «no»: two letters are a name where none is a vowel.
      return base.utf8.count >= 3 || !base.contains(where: isVowel) ? base : nil
    }
  }

  private static func isVowel(_ letter: Character) -> Bool { "aeiouyæøå".contains(letter) }

  private static let endings = [
    "enes", "anes", "ene", "ane", "ens", "ets", "ne", "en", "et", "er", "ar", "as", "a", "n", "s",
  ].map { Array($0.utf8) }
  private static let lastLetters = Set(endings.compactMap(\.last))
}
