/// Groups of words that mean the same in one house, such as `pc`, `laptop` and `bærbar maskin`.
///
/// Every member is replaced by the first of its group, in wordings, answers and utterances alike. A word in several
/// groups belongs to the first; where a phrase and a word begin alike, the longer one is taken.
struct Alterations: Sendable {
  private struct Rule: Sendable {
    var terms: [UInt64]
    var replacement: [AnswerText.Form]
  }

  /// The rules by the first term of the member, longest member first.
  private var rules: [UInt64: [Rule]] = [:]

  /// Adds a group, given as the words of each of its members.
  mutating func add(_ members: [[AnswerText.Word]]) {
    guard let replacement = members.first?.map(\.form), !replacement.isEmpty else { return }
    for member in members {
      let terms = member.map(\.form.term)
      guard let first = terms.first else { continue }
      var known = rules[first, default: []]
      if known.contains(where: { $0.terms == terms }) { continue }
      // A stable place: equally long members cannot both match, so their order is of no matter.
      let place = known.firstIndex { $0.terms.count < terms.count } ?? known.endIndex
      known.insert(Rule(terms: terms, replacement: replacement), at: place)
      rules[first] = known
    }
  }

  /// The text with every member of a group replaced by the first of that group.
  func applied(to text: AnswerText) -> AnswerText {
    guard !rules.isEmpty else { return text }
    var result = text
    result.words = []
    var index = 0
    while index < text.words.count {
      let rest = text.words[index...]
      let rule = rules[text.words[index].form.term]?.first { rule in
        rest.count >= rule.terms.count && zip(rest, rule.terms).allSatisfy { $0.form.term == $1 }
      }
      if let rule {
        result.words += rule.replacement.map { .init(form: $0, token: text.words[index].token) }
        index += rule.terms.count
      } else {
        result.words.append(text.words[index])
        index += 1
      }
    }
    return result
  }
}
