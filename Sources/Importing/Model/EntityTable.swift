internal import Authoring

/// The entities and phrase lists of one import, each name once, and what may be labelled with them.
struct EntityTable {
  private(set) var entities: [Entity] = []
  private(set) var phraseLists: [PhraseList] = []
  private var indices: [String: Int] = [:]
  /// For the name of a part: the ways down to it, each from its entity to its parent.
  private var paths: [String: [[String]]] = [:]
  private var intents: Set<String> = []
  /// For an entity or intent, what helps to recognise it.
  private(set) var featureUses: [String: [String]] = [:]
  private var roleOwners: [String: String] = [:]
  /// For an entity and a role of the export, the role's name here.
  private var roleNames: [[String]: String] = [:]

  /// Adds an entity, with `name` already fit for `.lu`; one whose name is taken is left out and reported.
  mutating func add(_ entity: Entity, _ losses: inout Losses) {
    guard indices[entity.name] == nil else {
      losses.report(
        "the entity '\(entity.name)' is defined twice; the second definition is left out"
      )
      return
    }
    indices[entity.name] = entities.count
    entities.append(entity)
    if case .machineLearned(let children) = entity.kind { addPaths(to: children, [entity.name]) }
  }

  mutating func add(_ list: PhraseList, _ losses: inout Losses) {
    guard !phraseLists.contains(where: { $0.name == list.name }) else {
      losses.report("the phrase list '\(list.name)' is defined twice; the second is left out")
      return
    }
    phraseLists.append(list)
  }

  private mutating func addPaths(to children: [EntityChild], _ path: [String]) {
    for child in children {
      paths[child.name, default: []].append(path)
      addPaths(to: child.children, path + [child.name])
    }
  }

  mutating func replace(at index: Int, kind: Entity.Kind, features: [String]) {
    entities[index].kind = kind
    entities[index].features = features
    use(features, in: entities[index].name)
  }

  /// Notes what helps to recognise `name`; a phrase list that is named so is no feature of everything else.
  mutating func use(_ features: [String], in name: String) {
    featureUses[name, default: []] += features
    for index in phraseLists.indices
    where phraseLists[index].isEnabledForAllModels == nil
      && features.contains(phraseLists[index].name)
    {
      phraseLists[index].isEnabledForAllModels = false
    }
  }

  subscript(name: String) -> Entity? { indices[name].map { entities[$0] } }

  /// Whether a name means anything: an entity, or a part of one.
  func isKnown(_ name: String) -> Bool { indices[name] != nil || paths[name] != nil }

  /// `name`, or one like it that nothing has yet.
  func freeName(_ name: String) -> String {
    var free = name
    while isKnown(free) || roleOwners[free] != nil { free += "_" }
    return free
  }

  func isPart(_ name: String) -> Bool { indices[name] == nil && paths[name] != nil }

  /// Whether it can help to recognise something: entities but for pattern.any, phrase lists, intents.
  func isFeature(_ name: String) -> Bool {
    if let kind = self[name]?.kind { return kind != .patternAny }
    return intents.contains(name) || phraseLists.contains { $0.name == name }
  }

  /// Makes an intent known, which may be a feature.
  mutating func declare(intent name: String) { intents.insert(name) }

  // MARK: Roles

  /// Gives every role that is declared a name that nothing else has; to be called when all entities are there.
  ///
  /// A phrase list may have the name of an entity, but not of one of patterns.
  mutating func settleRoles(_ losses: inout Losses) {
    for entity in entities where entity.kind == .patternAny {
      guard let index = phraseLists.firstIndex(where: { $0.name == entity.name }) else { continue }
      losses.report(
        "the phrase list '\(entity.name)' is left out: an entity of patterns has its name"
      )
      phraseLists.remove(at: index)
    }
    for index in entities.indices {
      let roles = entities[index].roles
      entities[index].roles = []
      for role in roles { _ = self.role(role, of: entities[index].name, &losses) }
    }
  }

  /// The name of a role of `entity`, added to it where it is new.
  ///
  /// A role's name is one in the whole of a `.lu` file; where another thing has it, the role gets a longer one.
  mutating func role(_ role: String, of entity: String, _ losses: inout Losses) -> String {
    let key = [entity, role]
    if let known = roleNames[key] { return known }
    var name = role
    while isKnown(name) || roleOwners[name] != nil
      || phraseLists.contains(where: { $0.name == name })
    {
      name = "\(entity)_\(name)"
    }
    if name != role {
      losses.report(
        "the role '\(role)' of '\(entity)' becomes '\(name)': another thing has its name"
      )
    }
    roleNames[key] = name
    roleOwners[name] = entity
    if let index = indices[entity] { entities[index].roles.append(name) }
    return name
  }

  // MARK: Labels

  /// Why an entity may not be labelled here; nil where it may.
  func objection(to label: Label, among labels: [Label]) -> String? {
    switch self[label.entity]?.kind {
    case .machineLearned?, .composite?: return nil
    case .patternAny?: return "'\(label.entity)' is for patterns"
    case .list?, .regex?, .prebuilt?:
      let hasParent = labels.contains {
        $0.entity != label.entity && $0.range.contains(label.range)
      }
      return label.role != nil || hasParent ? nil : "'\(label.entity)' is found without examples"
    case nil:
      let labelled = Set(labels.map(\.entity))
      let paths = paths[label.entity] ?? []
      if paths.contains(where: { $0.allSatisfy(labelled.contains) }) { return nil }
      return "'\(label.entity)' is a part of an entity that is not labelled there"
    }
  }

  /// Whether labels of `inner` belong inside those of `outer` where both have the same stretch.
  func isWithin(_ inner: String, _ outer: String) -> Bool {
    if paths[inner]?.contains(where: { $0.contains(outer) }) == true { return true }
    if case .composite(let children)? = self[outer]?.kind { return children.contains(inner) }
    return false
  }
}

extension Range<Int> {
  /// Whether `other` lies within it.
  func contains(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }

  /// Whether the two overlap and neither lies within the other.
  func crosses(_ other: Range<Int>) -> Bool {
    overlaps(other) && !contains(other) && !other.contains(self)
  }
}
