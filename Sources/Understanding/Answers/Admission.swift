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
  /// The numbers of the others, rising.
  private let open: [Int]

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
    open = pairs.indices.filter { !pairs[$0].isContextOnly }
  }

  /// The numbers of the pairs that have all the metadata of the filter and, where they are context-only, follow
  /// the pair answered last; rising.
  func pairs(filter: [String: String], followUpsOf previous: String?) -> [Int] {
    let following = previous.flatMap { followUps[$0] } ?? []
    var pairs = open
    for (pair, id) in contextOnly where following.contains(id) { pairs.append(pair) }
    if pairs.count > open.count { pairs.sort() }
    guard !filter.isEmpty else { return pairs }
    let wanted = Set(filter.map { Fact($0.key, $0.value) })
    return pairs.filter { wanted.isSubset(of: facts[$0]) }
  }
}
