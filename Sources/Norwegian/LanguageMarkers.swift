/// What a word says about the language it is in.
enum LanguageMarkers {
  /// The evidence of a word in the form of ``Token/text``.
  static func evidence(of word: String) -> LanguageEvidence {
    if let listed = words[word] { return listed }
    return LanguagePatterns.evidence(of: word)
  }

  /// Every listed word; loan words and names are listed with no evidence at all.
  private static let words: WordTable<LanguageEvidence> = {
    var table: [String: LanguageEvidence] = [:]
    func enter(_ list: String, _ evidence: LanguageEvidence) {
      for word in list.split(whereSeparator: \.isWhitespace) {
        let before = table.updateValue(evidence, forKey: String(word))
        precondition(before == nil, "a word stands in one list only: \(word)")
      }
    }
    enter(shared, LanguageEvidence())
    enter(norwegian, LanguageEvidence(en: -3))
    enter(bokmål, LanguageEvidence(nn: -2.5, en: -3.5))
    enter(bokmålMostly, LanguageEvidence(nn: -1, en: -3))
    enter(nynorsk, LanguageEvidence(nb: -3, en: -3.5))
    enter(nynorskMostly, LanguageEvidence(nb: -1.2, en: -3))
    enter(english, LanguageEvidence(nb: -3, nn: -3))
    enter(englishMostly, LanguageEvidence(nb: -1, nn: -1))
    return WordTable(table)
  }()
}
