/// Which pairs may compete for an utterance.
struct Admission: Sendable {
  /// A name and a value of metadata, in lower case.
  private struct Fact: Sendable, Hashable {
    var name: String
    var value: String

    init(_ name: String, _ value: String) {
      self.name = name.lowercased()
      self.value = value.lowercased()
    }
  }

  private let facts: [Set<Fact>]
  private let followUps: [String: Set<String>]
  /// The names of the context-only pairs, by number.
  private let contextOnly: [Int: String]

  init(_ pairs: [MatcherPair]) {
    facts = pairs.map { pair in Set(pair.metadata.map { Fact($0.key, $0.value) }) }
    followUps = Dictionary(
      pairs.map { ($0.id, Set($0.followUps)) },
      uniquingKeysWith: { first, _ in first }
    )
    contextOnly = Dictionary(
      uniqueKeysWithValues: pairs.enumerated().filter(\.element.isContextOnly).map {
        ($0.offset, $0.element.id)
      }
    )
  }

  /// The numbers of the pairs that have all the metadata of the filter and, where they are context-only, follow
  /// the pair answered last.
  func pairs(filter: [String: String], followUpsOf previous: String?) -> [Int] {
    let wanted = Set(filter.map { Fact($0.key, $0.value) })
    let following = previous.flatMap { followUps[$0] } ?? []
    return facts.indices.filter { pair in
      if let id = contextOnly[pair], !following.contains(id) { return false }
      return wanted.isEmpty || wanted.isSubset(of: facts[pair])
    }
  }
}
