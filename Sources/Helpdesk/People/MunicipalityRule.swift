/// Where somebody belongs: by what an account says, or by what it is like.
package enum MunicipalityRule: Sendable, Hashable {
  /// What a word says, in lower case, or what a map has for it; nothing where the map has nothing.
  case said(AccountWord, map: [String: String]?)
  /// One and the same for all who are so.
  case named(String, AccountConditions)

  /// Nil where it says nothing of them.
  func municipality(of account: Account, _ groups: PersonRules.Memberships) -> String? {
    switch self {
    case .said(let word, let map):
      guard let text = account.words[word]?.municipalityKey else { return nil }
      guard let map else { return text }
      return map[text]
    case .named(let name, let conditions):
      return conditions.holds(for: account, groups) ? name : nil
    }
  }

  var words: [AccountWord] {
    switch self {
    case .said(let word, _): [word]
    case .named(_, let conditions): conditions.patterns.map(\.word)
    }
  }
}
