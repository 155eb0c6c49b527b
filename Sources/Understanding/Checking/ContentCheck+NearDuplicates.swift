internal import Ground
internal import Norwegian

extension ContentCheck {
  /// Wordings of two things that differ only in the order of their words, or in one word that says nothing.
  var nearDuplicates: [Diagnostic] {
    var search = NearDuplicates()
    for wording in wordings { search.add(wording) }
    return search.diagnostics
  }
}

/// Finds wordings that are nearly the same, in time linear in their words.
///
/// Two wordings meet in a table under the stems of their words without order, or under those stems without one
/// function word.
private struct NearDuplicates {
  /// Whose wordings meet, the smaller name first.
  private struct Sides: Hashable {
    var one: Candidate
    var other: Candidate
  }

  private struct Entry {
    var wording: AuthoredWording
    /// The function word that was left out; nil where none was.
    var dropped: String?
  }

  private let stemmer = Stemmer()
  private var stems: [String: String] = [:]
  private var table: [[String]: [Entry]] = [:]
  private var counts: [Sides: Int] = [:]
  private var rest: [Sides: AuthoredWording] = [:]
  private var found: [Diagnostic] = []

  /// How many are named of two labels; the others are counted.
  private static let mostNamed = 3
  /// Longer wordings do not differ in one word by accident.
  private static let mostWords = 30
  /// How many labels are remembered for one key.
  private static let mostEntries = 8

  /// Function words that turn a sentence into another one: whoever writes one of them means it.
  private static let telling = Set(
    """
    ikke ikkje not no ingen hva hvem hvor hvordan hvilken hvilke når kva kven kvar korleis kor what who where how when
    why which inn ut opp ned av på inne ute in out off on up down til fra frå to from før etter before after med uten
    utan with without
    """.split(whereSeparator: \.isWhitespace).map(String.init)
  )

  mutating func add(_ wording: AuthoredWording) {
    guard wording.words.count <= Self.mostWords else { return }
    let entries = entries(of: wording)
    for (key, entry) in entries {
      guard let near = nearest(to: entry, under: key) else { continue }
      report(wording, near)
      break
    }
    for (key, entry) in entries {
      let known = table[key] ?? []
      let isNew = !known.contains {
        $0.wording.candidate == wording.candidate && $0.dropped == entry.dropped
      }
      if isNew, known.count < Self.mostEntries { table[key, default: []].append(entry) }
    }
  }

  var diagnostics: [Diagnostic] {
    found
      + rest.map { sides, wording in
        Diagnostic(
          .warning,
          "near-duplicate",
          at: wording.place,
          "\((counts[sides] ?? 0) - Self.mostNamed) more wordings, from this one on, are nearly the same in "
            + "\(sides.one.inWords) and \(sides.other.inWords)",
          hint: "make plain in both what sets them apart"
        )
      }
  }

  /// The keys under which a wording is found, each with the word that it lacks.
  private mutating func entries(of wording: AuthoredWording) -> [([String], Entry)] {
    let keys = wording.words.map { stem($0) }
    guard let all = keys.count > 1 ? keys.sorted() : nil else { return [] }
    var entries = [(all, Entry(wording: wording, dropped: nil))]
    for (place, word) in wording.words.enumerated()
    where keys.count > 2 && StopWords.isFunctionWord(word) && !Self.telling.contains(word) {
      var others = keys
      others.remove(at: place)
      entries.append((others.sorted(), Entry(wording: wording, dropped: word)))
    }
    return entries
  }

  private func nearest(to entry: Entry, under key: [String]) -> AuthoredWording? {
    table[key]?.first { known in
      let (one, other) = (known.wording.candidate, entry.wording.candidate)
      return one != other && !(one.kind == .outside && other.kind == .outside)
        && known.wording.folded != entry.wording.folded
    }?.wording
  }

  private mutating func report(_ one: AuthoredWording, _ other: AuthoredWording) {
    let names = [one.candidate, other.candidate].sorted { $0.inWords < $1.inWords }
    let sides = Sides(one: names[0], other: names[1])
    let count = counts[sides, default: 0] + 1
    counts[sides] = count
    guard count <= Self.mostNamed else {
      if rest[sides] == nil { rest[sides] = one }
      return
    }
    found.append(
      Diagnostic(
        .warning,
        "near-duplicate",
        at: one.place,
        "\(one.text.quoted) of \(one.candidate.inWords) is nearly \(other.text.quoted) of "
          + "\(other.candidate.inWords) at \(other.place)",
        hint: "keep one, or put in what sets them apart"
      )
    )
  }

  private mutating func stem(_ word: String) -> String {
    if let known = stems[word] { return known }
    let stem = Folding.key(of: stemmer.stem(word))
    stems[word] = stem
    return stem
  }
}
