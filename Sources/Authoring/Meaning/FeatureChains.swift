/// Chains of features, grown in the reference's way.
///
/// It is no search for cycles: it finds those through the first feature of each model, and others by luck. What
/// the reference accepts has to be accepted, so its steps are followed.
struct FeatureChains {
  private struct Chain {
    /// Where the chain is said to end; not always its last name.
    var end: String
    var names: [String]
    var endsInPhraseList: Bool
  }

  private var chains: [Chain] = []

  /// More features than this are not looked at: chains grow with their square.
  static let limit = 500

  /// Adds what a model uses; gives a chain that ends where it starts.
  mutating func add(
    _ name: String,
    _ features: [(name: String, isPhraseList: Bool)]
  ) -> [String]? {
    // Kept from one feature to the next, as there.
    var copied: Chain?
    for feature in features {
      for index in chains.indices where chains[index].names.last == name {
        extend(index, feature)
      }
      if let other = chains.first(where: { $0.names[0] == feature.name }) { copied = other }
      if let known = chains.firstIndex(where: { $0.names[0] == name && $0.end == feature.name }) {
        extend(known, feature)
      } else {
        chains.append(
          Chain(
            end: copied?.end ?? feature.name,
            names: [name, feature.name] + (copied?.names.dropFirst() ?? []),
            endsInPhraseList: copied?.endsInPhraseList ?? feature.isPhraseList
          )
        )
      }
      let cycle = chains.first { $0.names.first == $0.names.last && !$0.endsInPhraseList }
      if let cycle { return cycle.names }
    }
    return nil
  }

  private mutating func extend(_ index: Int, _ feature: (name: String, isPhraseList: Bool)) {
    chains[index].end = feature.name
    chains[index].names.append(feature.name)
    chains[index].endsInPhraseList = feature.isPhraseList
  }
}
