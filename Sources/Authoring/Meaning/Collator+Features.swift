internal import Ground

extension Collator {
  /// The `usesFeature` parts of `@` lines.
  mutating func features() {
    for (entity, type, start) in featureLines {
      if type == "intent" {
        intentFeatures(entity, start)
      } else {
        entityFeatures(entity, start)
      }
    }
    if !featureLines.isEmpty { cycles() }
  }

  private mutating func intentFeatures(_ line: WrittenEntity, _ start: Place) {
    if line.hasRoles {
      return faults.error(
        "lu.intent-roles",
        start,
        "the intent '\(line.name)' cannot have roles",
        hint: "only usesFeature follows @ intent NAME"
      )
    }
    guard !line.features.isEmpty else { return }
    guard let position = intentIndex[line.name] else {
      return faults.error(
        "lu.unknown-intent",
        start,
        "there is no intent '\(line.name)' to give features to",
        hint: "define it with # \(line.name)"
      )
    }
    for feature in line.features {
      guard let type = featureType(feature) else {
        faults.error(
          "lu.unknown-feature",
          start,
          "the feature '\(feature)' of the intent '\(line.name)' is not defined",
          hint: "define it as an entity or phrase list"
        )
        continue
      }
      guard isAllowed(feature, type, for: "intent", line.name, start) else { continue }
      use(feature, type)
      if knownFeatures[position, default: []].insert(feature).inserted {
        file.intents[position].features.append(feature)
      }
    }
  }

  private mutating func entityFeatures(_ line: WrittenEntity, _ start: Place) {
    let ownType = names.first(line.name)?.type ?? names.first(line.name + "(interchangeable)")?.type
    for feature in line.features {
      let type = featureType(feature)
      if type == nil {
        faults.warning(
          "lu.unknown-feature",
          start,
          "the feature '\(feature)' of '\(line.name)' is not defined",
          hint: "define it as an entity or phrase list"
        )
      } else if !isAllowed(feature, type ?? "", for: ownType ?? "", line.name, start) {
        continue
      }
      use(feature, type ?? "")
      let category: EntityTable.Category = ownType == "composite" ? .composite : .learned
      guard let position = table.find(category, line.name) else { continue }
      table.records[position].add(feature: feature)
    }
  }

  /// The type of what a feature names: `phraselist` before any other, `intent` last; nil where there is none.
  private func featureType(_ feature: String) -> String? {
    if names.first(feature, where: { $0 == "phraselist" }) != nil
      || names.first(feature + "(interchangeable)") != nil
    {
      return "phraselist"
    }
    return names.first(feature)?.type ?? (intentIndex[feature] == nil ? nil : "intent")
  }

  private mutating func isAllowed(
    _ feature: String,
    _ type: String,
    for ownType: String,
    _ name: String,
    _ start: Place
  ) -> Bool {
    guard ["intent", "ml", "simple", "composite"].contains(ownType) else {
      faults.error(
        "lu.feature-user",
        start,
        "'\(name)' (\(ownType)) cannot use the feature '\(feature)'",
        hint: "only intents, ml entities and composites use features"
      )
      return false
    }
    if type == "patternany" {
      faults.error(
        "lu.feature-type",
        start,
        "'\(feature)' is of type patternany and no feature of '\(name)'",
        hint: "use an ml, list, regex or prebuilt entity or a phrase list"
      )
      return false
    }
    if feature == name && type != "phraselist" {
      faults.error("lu.own-feature", start, "'\(name)' cannot be a feature of itself")
      return false
    }
    return true
  }

  /// A phrase list that something uses by name is no feature of all the others.
  private mutating func use(_ feature: String, _ type: String) {
    guard type == "phraselist", let position = phraseListIndex[feature],
      file.phraseLists[position].isEnabledForAllModels == nil
    else { return }
    file.phraseLists[position].isEnabledForAllModels = false
  }

  /// Features that lead back to where they start.
  private mutating func cycles() {
    var chains = FeatureChains()
    var users = file.intents.map { ($0.name, $0.features) }
    for category in [EntityTable.Category.learned, .composite] {
      users += table.all(category).map { ($0.name, $0.features) }
    }
    guard users.reduce(0, { $0 + $1.1.count }) <= FeatureChains.limit else { return }
    for (name, features) in users {
      let typed = features.map { ($0, isPhraseList: featureType($0) == "phraselist") }
      guard let cycle = chains.add(name, typed) else { continue }
      let line = featureLines.first { $0.entity.name == name }
      return faults.error(
        "lu.feature-cycle",
        line?.start ?? Place(line: 1),
        "features lead back to themselves: \(cycle.joined(separator: " -> "))",
        hint: "take one of them away"
      )
    }
  }

  // MARK: Children

  /// The types and features of parts of learned entities.
  mutating func children() {
    var pending = table.all(.learned).flatMap(\.children)
    while let child = pending.popLast() {
      pending += child.children
      let place = Place(file: child.place.file, line: child.place.line)
      if child.type != "ml" && child.type != "simple" { checkType(of: child, place) }
      for feature in child.features { checkFeature(feature, of: child, place) }
    }
  }

  private mutating func checkType(of child: EntityChild, _ place: Place) {
    let type = names.first(child.type)?.type
    guard let type, ["list", "regex", "prebuilt", "ml"].contains(type) else {
      return faults.error(
        "lu.child-type",
        place,
        type == nil
          ? "the part '\(child.name)' is of type '\(child.type)', which is not defined"
          : "the part '\(child.name)' cannot be of type '\(child.type)' (\(type ?? ""))",
        hint: "its type is ml or the name of a list, regex, prebuilt or ml entity"
      )
    }
  }

  private mutating func checkFeature(_ feature: String, of child: EntityChild, _ place: Place) {
    switch featureType(feature) {
    case nil:
      faults.error(
        "lu.unknown-feature",
        place,
        "the feature '\(feature)' of '\(child.name)' is not defined",
        hint: "define it as an entity or phrase list"
      )
    case "patternany":
      faults.error(
        "lu.feature-type",
        place,
        "'\(feature)' is of type patternany and no feature of '\(child.name)'"
      )
    default: break
    }
  }

  /// Labels of parts in utterances that do not label their parents.
  ///
  /// Where entities have parts, what is only labelled is no entity of its own.
  mutating func labelledChildren() {
    var parents: [String: [[String]]] = [:]
    for record in table.all(.learned) {
      var pending = record.children.map { ($0, [record.name]) }
      while let (child, path) = pending.popLast() {
        // A name that is part of more than this is no label worth the time of looking.
        if parents[child.name, default: []].count < 100 {
          parents[child.name, default: []].append(path)
        }
        pending += child.children.map { ($0, path + [child.name]) }
      }
    }
    guard !parents.isEmpty else { return }
    let roots = Set(table.all(.learned).filter(\.isDeclared).map(\.name))
    for record in table.all(.learned) where !record.isDeclared {
      _ = table.remove(.learned, record.name)
      if parents[record.name] == nil {
        faults.warning(
          "lu.undeclared-entity",
          record.place,
          "'\(record.name)' is labelled but not declared, and no entity in a file whose entities have parts",
          hint: "add a line @ ml \(record.name)"
        )
      }
    }
    for intent in file.intents {
      for utterance in intent.utterances where !utterance.labels.isEmpty {
        let labelled = Set(utterance.labels.map(\.entity))
        for label in utterance.labels where !roots.contains(label.entity) {
          guard let paths = parents[label.entity],
            !paths.contains(where: { $0.allSatisfy(labelled.contains) })
          else { continue }
          faults.warning(
            "lu.child-without-parent",
            utterance.place,
            "'\(label.entity)' is part of '\(paths[0].last ?? "")', which is not labelled here",
            hint: "label the parent around it"
          )
        }
      }
    }
  }
}
