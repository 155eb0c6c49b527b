internal import Authoring
internal import Norwegian

/// Tells the role of an entity by the word before it.
///
/// Learned from labels and patterns that name a role; for roles that are called from and to, also the words that
/// every Norwegian or English speaker puts before them. A role is never guessed: without a word that speaks for one
/// role more than for others, the mention has none.
struct EntityRoles {
  private struct Key: Hashable {
    var entity: String
    var word: String
  }

  /// How often a word stood before an entity, by role.
  private var counts: [Key: [String: Int]] = [:]
  private var names: Set<String> = []

  init(_ entities: [Entity], _ examples: [LabelledText], _ patterns: [PatternExpression]) {
    for entity in entities where !entity.roles.isEmpty {
      names.insert(entity.name)
      for role in entity.roles {
        for word in Self.usual[role.lowercased()] ?? [] { add(entity.name, role, after: word) }
      }
    }
    for example in examples {
      for span in example.spans where span.tokens.lowerBound > 0 {
        guard let role = span.role else { continue }
        add(span.entity, role, after: example.words[span.tokens.lowerBound - 1])
      }
    }
    for pattern in patterns { learn(pattern, before: nil) }
  }

  private mutating func learn(_ pattern: PatternExpression, before: String?) {
    var last = before
    for part in pattern.parts {
      switch part {
      case .text(let text): last = Tokeniser.tokens(in: text).last?.folded ?? last
      case .entity(let name, let role):
        if let role, let last { add(name, role, after: last) }
        last = nil
      case .optional(let inner): learn(inner, before: last)
      case .choice(let branches):
        for branch in branches { learn(branch, before: last) }
        last = nil
      }
    }
  }

  private mutating func add(_ entity: String, _ role: String, after word: String) {
    counts[Key(entity: entity, word: word), default: [:]][role, default: 0] += 1
  }

  /// The candidates with their roles; a span whose two ends play different roles becomes two.
  func assign(_ candidates: [EntityCandidate], in text: EntityText) -> [EntityCandidate] {
    guard !names.isEmpty else { return candidates }
    return candidates.flatMap { candidate -> [EntityCandidate] in
      guard names.contains(candidate.entity) else { return [candidate] }
      if case .moment(let moment) = candidate.value, moment.ends.count == 2 {
        let ends = moment.ends.map { end in
          var part = candidate
          part.range = end.range
          part.value = .moment(end)
          part.role = role(of: part, in: text)
          return part
        }
        if let one = ends[0].role, let other = ends[1].role, one != other { return ends }
      }
      var result = candidate
      result.role = role(of: candidate, in: text)
      return [result]
    }
  }

  private func role(of candidate: EntityCandidate, in text: EntityText) -> String? {
    let token = text.token(from: candidate.range.lowerBound)
    guard token > 0, text.isJoined(token - 1) else { return nil }
    let word = text.words[token - 1]
    guard let roles = counts[Key(entity: candidate.entity, word: word)],
      let most = roles.values.max()
    else { return nil }
    let best = roles.filter { $0.value == most }
    return best.count == 1 ? best.keys.first : nil
  }

  private static let usual: [String: [String]] = {
    let from = ["fra", "from", "mellom", "between", "fom"]
    let to = ["til", "to", "te", "og", "and", "tom", "until"]
    var words: [String: [String]] = [:]
    for role in ["from", "fra", "frå", "start", "startdato"] { words[role] = from }
    for role in ["to", "til", "end", "slutt", "sluttdato"] { words[role] = to }
    return words
  }()
}
