internal import Authoring

extension EntityTable {
  /// Leaves out features that `.lu` refuses: missing ones, those of pattern.any and those that lead back.
  mutating func settleFeatures(_ losses: inout Losses) {
    for index in entities.indices {
      let name = entities[index].name
      let features = entities[index].features.filter {
        let isUsable = isFeature($0) && !reaches(name, from: $0)
        if !isUsable { Self.report($0, of: name, &losses) }
        return isUsable
      }
      var kind = entities[index].kind
      if case .machineLearned(let children) = kind {
        kind = .machineLearned(children: children.map { settled($0, of: name, &losses) })
      }
      replace(at: index, kind: kind, features: features)
    }
    for index in entities.indices {
      guard case .list(let values) = entities[index].kind, isUsed(entities[index].name) else {
        continue
      }
      let modern = ListValues.modern(values)
      if modern == values { continue }
      losses.report(
        "values of the list '\(entities[index].name)' lose commas, semicolons and colons:"
          + " no list that others use holds them"
      )
      replace(at: index, kind: .list(modern), features: [])
    }
  }

  /// Whether anything has an entity as a feature, or as the type of a part.
  private func isUsed(_ name: String) -> Bool {
    featureUses.values.contains { $0.contains(name) }
      || entities.contains { entity in
        guard case .machineLearned(let children) = entity.kind else { return false }
        return Self.uses(name, in: children)
      }
  }

  private static func uses(_ name: String, in children: [EntityChild]) -> Bool {
    children.contains {
      $0.type == name || $0.features.contains(name) || uses(name, in: $0.children)
    }
  }

  /// The features of an intent that `.lu` takes.
  mutating func settled(
    _ features: [String],
    of intent: String,
    _ losses: inout Losses
  ) -> [String] {
    // The line that names them knows no signs that part names.
    if intent.contains(where: { "\"',;\t".contains($0) }) {
      losses.report("the features of '\(intent)' are left out: its name cannot stand in their line")
      return []
    }
    let usable = features.filter {
      let isUsable = isFeature($0) && !reaches(intent, from: $0)
      if !isUsable { Self.report($0, of: intent, &losses) }
      return isUsable
    }
    use(usable, in: intent)
    return usable
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
  private func reaches(_ goal: String, from start: String) -> Bool {
    var pending = [start]
    var seen: Set<String> = []
    while let name = pending.popLast() {
      if name == goal { return true }
      if seen.insert(name).inserted { pending += featureUses[name] ?? [] }
    }
    return false
  }
}
