internal import Authoring

extension EntityTable {
  /// Leaves out features that `.lu` refuses: missing ones, those of pattern.any and those that lead back.
  mutating func settleFeatures(_ losses: inout Losses) {
    var uses: [String: [String]] = [:]
    for index in entities.indices {
      let name = entities[index].name
      let features = entities[index].features.filter {
        let isUsable = isFeature($0) && !reaches(name, from: $0, uses)
        if !isUsable { Self.report($0, of: name, &losses) }
        return isUsable
      }
      var kind = entities[index].kind
      if case .machineLearned(let children) = kind {
        kind = .machineLearned(children: children.map { settled($0, of: name, &losses) })
      }
      uses[name] = features
      replace(at: index, kind: kind, features: features)
    }
  }

  /// The features of an intent that there are.
  func settled(_ features: [String], of intent: String, _ losses: inout Losses) -> [String] {
    features.filter {
      let isUsable = isFeature($0) && $0 != intent
      if !isUsable { Self.report($0, of: intent, &losses) }
      return isUsable
    }
  }

  private static func report(_ feature: String, of name: String, _ losses: inout Losses) {
    losses.report("the feature '\(feature)' of '\(name)' is left out: it is missing, or no feature")
  }

  private func settled(
    _ child: EntityChild,
    of owner: String,
    _ losses: inout Losses
  ) -> EntityChild {
    var child = child
    if child.type != "ml" && !isType(child.type) {
      losses.report(
        "the part '\(child.name)' of '\(owner)' becomes a learned one: '\(child.type)' cannot be its type"
      )
      child.type = "ml"
    }
    if child.type != "ml" && !child.children.isEmpty {
      losses.report(
        "the part '\(child.name)' of '\(owner)' is no longer of type '\(child.type)': it has parts"
      )
      child.type = "ml"
    }
    child.features = child.features.filter {
      let isUsable = isFeature($0)
      if !isUsable { Self.report($0, of: child.name, &losses) }
      return isUsable
    }
    child.children = child.children.map { settled($0, of: owner, &losses) }
    return child
  }

  /// Whether an entity can be the type of a part.
  private func isType(_ name: String) -> Bool {
    switch self[name]?.kind {
    case .machineLearned?, .list?, .regex?, .prebuilt?: true
    case .composite?, .patternAny?, nil: false
    }
  }

  /// Whether features lead from one name to another.
  private func reaches(_ goal: String, from start: String, _ uses: [String: [String]]) -> Bool {
    var pending = [start]
    var seen: Set<String> = []
    while let name = pending.popLast() {
      if name == goal { return true }
      if seen.insert(name).inserted { pending += uses[name] ?? [] }
    }
    return false
  }
}
