internal import Ground

/// Makes one model of several texts.
struct Merger {
  private(set) var lu = LUFile()
  private(set) var qna = QNAFile()
  var faults: Faults

  private struct EntityKey: Hashable {
    var category: EntityTable.Category
    var name: String
  }

  private var intents: [String: Int] = [:]
  private var owners: [String: (intent: Int, position: Int)] = [:]
  private var patterns: [String: Int] = [:]
  private var entities: [EntityKey: Int] = [:]
  private var phraseLists: [String: Int] = [:]
  private var pairs: Set<QNAPair> = []
  private var alterations: Set<Alterations> = []

  init(faults: Faults) { self.faults = faults }

  mutating func add(_ file: LUFile) {
    lu.info += file.info
    for intent in file.intents { add(intent) }
    for entity in file.entities { add(entity) }
    for list in file.phraseLists { add(list) }
    dropUndeclared()
  }

  mutating func add(_ file: QNAFile) {
    if qna.name.isEmpty { qna.name = file.name }
    for pair in file.pairs where pairs.insert(pair).inserted { qna.pairs.append(pair) }
    for group in file.alterations where alterations.insert(group).inserted {
      qna.alterations.append(group)
    }
  }

  private mutating func add(_ intent: Intent) {
    let position = intents[intent.name] ?? lu.intents.count
    if position == lu.intents.count {
      intents[intent.name] = position
      lu.intents.append(
        Intent(name: intent.name, features: intent.features, place: intent.place)
      )
    } else {
      let known = Set(lu.intents[position].features)
      lu.intents[position].features += intent.features.filter { !known.contains($0) }
    }
    for utterance in intent.utterances { add(utterance, to: position) }
    for pattern in intent.patterns {
      guard let owner = patterns[pattern.text] else {
        patterns[pattern.text] = position
        lu.intents[position].patterns.append(pattern)
        continue
      }
      if owner != position { dropped(pattern.text, pattern.place, owner) }
    }
  }

  private mutating func add(_ utterance: Utterance, to position: Int) {
    guard let owner = owners[utterance.text] else {
      owners[utterance.text] = (position, lu.intents[position].utterances.count)
      lu.intents[position].utterances.append(utterance)
      return
    }
    guard owner.intent == position else {
      return dropped(utterance.text, utterance.place, owner.intent)
    }
    let known = lu.intents[position].utterances[owner.position].labels
    lu.intents[position].utterances[owner.position].labels += utterance.labels.filter {
      !known.contains($0)
    }
  }

  private mutating func dropped(_ text: String, _ place: Place, _ owner: Int) {
    faults.warning(
      "lu.example-in-two-intents",
      place,
      "'\(text)' is dropped: it is an example of '\(lu.intents[owner].name)' already",
      hint: "keep it in one intent"
    )
  }

  private mutating func add(_ entity: Entity) {
    let key = EntityKey(category: entity.kind.category, name: entity.name)
    guard let position = entities[key] else {
      entities[key] = lu.entities.count
      lu.entities.append(entity)
      return
    }
    var merged = lu.entities[position]
    if entity.isDeclared && !merged.isDeclared {
      merged.isDeclared = true
      merged.place = entity.place
    }
    merged.roles = (merged.roles + entity.roles).uniqued
    merged.features = (merged.features + entity.features).uniqued
    if let kind = merged.kind.merged(with: entity.kind) {
      merged.kind = kind
    } else {
      faults.error(
        "lu.duplicate-name",
        entity.place,
        "'\(entity.name)' is defined differently at \(merged.place)",
        hint: "define it once"
      )
    }
    lu.entities[position] = merged
  }

  private mutating func add(_ list: PhraseList) {
    guard let position = phraseLists[list.name] else {
      phraseLists[list.name] = lu.phraseLists.count
      lu.phraseLists.append(list)
      return
    }
    let phrases = lu.phraseLists[position].phrases + list.phrases
    lu.phraseLists[position].phrases = phrases.uniqued
    if !list.isEnabled { lu.phraseLists[position].isEnabled = false }
    if let isForAll = list.isEnabledForAllModels {
      lu.phraseLists[position].isEnabledForAllModels = isForAll
    }
  }

  /// Takes away what was only used in one text and is declared, as something else, in another.
  private mutating func dropUndeclared() {
    var declared: [String: Int] = [:]
    for (index, entity) in lu.entities.enumerated() where entity.isDeclared {
      declared[entity.name] = index
    }
    var kept: [Entity] = []
    for entity in lu.entities {
      guard !entity.isDeclared, let index = declared[entity.name] else {
        kept.append(entity)
        continue
      }
      lu.entities[index].roles = (lu.entities[index].roles + entity.roles).uniqued
    }
    guard kept.count < lu.entities.count else { return }
    lu.entities = lu.entities.filter { $0.isDeclared || declared[$0.name] == nil }
    entities = [:]
    for (index, entity) in lu.entities.enumerated() {
      entities[EntityKey(category: entity.kind.category, name: entity.name)] = index
    }
  }
}

extension Entity.Kind {
  var category: EntityTable.Category {
    switch self {
    case .machineLearned: .learned
    case .list: .list
    case .regex: .regex
    case .prebuilt: .prebuilt
    case .composite: .composite
    case .patternAny: .patternAny
    }
  }

  /// What two definitions say together; nil where they contradict each other.
  func merged(with other: Entity.Kind) -> Entity.Kind? {
    switch (self, other) {
    case (.machineLearned(let own), .machineLearned(let others)):
      let names = Set(own.map(\.name))
      return .machineLearned(children: own + others.filter { !names.contains($0.name) })
    case (.list(var own), .list(let others)):
      for value in others {
        if let index = own.firstIndex(where: { $0.canonical == value.canonical }) {
          own[index].synonyms = (own[index].synonyms + value.synonyms).uniqued
        } else {
          own.append(value)
        }
      }
      return .list(own)
    case (.regex(let own), .regex(let others)):
      if own.isEmpty || others.isEmpty { return .regex(own + others) }
      return own == others ? self : nil
    case (.composite(let own), .composite(let others)):
      return .composite(children: (own + others).uniqued)
    default: return self
    }
  }
}
