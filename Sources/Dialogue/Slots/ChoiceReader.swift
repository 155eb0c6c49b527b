internal import Norwegian

/// Finds which of a few titles a message names: the whole title, or a word that only one of them has.
struct ChoiceReader {
  /// The message, and the places of the words that already mean something else.
  let tokens: [Token]
  private static let stemmer = Stemmer()
  private static let negations: Set<String> = ["ikke", "ikkje", "itj", "ingen", "not", "no"]

  /// The titles named, by their place, with the places of the words that name them: whole titles, and where other
  /// words tell of another title, that too.
  func named(_ titles: [String], except used: Set<Int>) -> [(title: Int, tokens: Set<Int>)] {
    let keys = titles.map(Words.key)
    let whole = self.whole(keys, except: used)
    let rest = byWord(keys, except: whole.reduce(into: used) { $0.formUnion($1.tokens) })
    return whole + rest.filter { other in !whole.contains { $0.title == other.title } }
  }

  private func whole(
    _ keys: [[String]],
    except used: Set<Int>
  ) -> [(title: Int, tokens: Set<Int>)] {
    let words = tokens.map(\.folded)
    var taken = used
    var found: [(title: Int, tokens: Set<Int>)] = []
    // The longer first: «Bærbar PC» is not «PC».
    for (index, key) in keys.enumerated().sorted(by: { $0.element.count > $1.element.count }) {
      guard !key.isEmpty, key.count <= words.count else { continue }
      let start = (0...(words.count - key.count)).first { start in
        let range = start..<(start + key.count)
        return Array(words[range]) == key && taken.isDisjoint(with: range) && !isNegated(start)
      }
      guard let start else { continue }
      let places = Set(start..<(start + key.count))
      taken.formUnion(places)
      found.append((index, places))
    }
    return found.sorted { $0.title < $1.title }
  }

  /// By the words that tell one title from the others, whatever their ending, and with a slip of the keyboard.
  private func byWord(
    _ keys: [[String]],
    except used: Set<Int>
  ) -> [(title: Int, tokens: Set<Int>)] {
    var owners: [String: Set<Int>] = [:]
    for (index, key) in keys.enumerated() {
      for word in key where word.utf8.count > 2 && !StopWords.isFunctionWord(word) {
        owners[word, default: []].insert(index)
      }
    }
    let telling = owners.compactMapValues { $0.count == 1 ? $0.first : nil }
    guard !telling.isEmpty else { return [] }
    var spelling = LikelySpelling(words: Array(telling.keys))
    let stems = Dictionary(
      telling.map { (Self.stemmer.stem($0.key), $0.value) },
      uniquingKeysWith: { first, _ in first }
    )
    var found: [Int: Set<Int>] = [:]
    for (place, token) in tokens.enumerated()
    where token.kind == .word && !used.contains(place) && !isNegated(place) {
      let word = token.folded
      let title =
        telling[word] ?? stems[Self.stemmer.stem(word)]
        ?? spelling.nearest(to: word).flatMap { telling[$0] }
      if let title { found[title, default: []].insert(place) }
    }
    return found.sorted { $0.key < $1.key }.map { (title: $0.key, tokens: $0.value) }
  }

  private func isNegated(_ place: Int) -> Bool {
    place > 0 && Self.negations.contains(tokens[place - 1].folded)
  }
}
