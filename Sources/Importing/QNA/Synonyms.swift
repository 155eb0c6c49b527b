internal import Authoring

/// Groups of words that mean the same, as `.qna` can hold them.
struct Synonyms {
  private(set) var groups: [Alterations] = []

  /// Adds a group; its name is the first of its words that can be one.
  mutating func add(_ raw: [String], at place: String, _ losses: inout Losses) {
    var words: [String] = []
    for word in raw {
      let clean = String(word.oneLine.filter { !"{}\\".contains($0) }).oneLine
      if clean != word.oneLine {
        losses.count("a synonym loses signs that .qna cannot hold there: { } \\", at: place)
      }
      if !clean.isEmpty && !words.contains(clean) { words.append(clean) }
    }
    guard words.count > 1 else {
      return losses.count("a group of fewer than two synonyms is left out", at: place)
    }
    guard let name = words.firstIndex(where: Self.canBeName) else {
      return losses.count("synonyms are left out: none of them can name the group", at: place)
    }
    words.insert(words.remove(at: name), at: 0)
    groups.append(Alterations(words: words))
  }

  private static func canBeName(_ word: String) -> Bool {
    !word.contains { "<>*%&:\\$=[]/{}@,;'\"".contains($0) }
  }
}
