package import Ground

/// The sizes that the reference's service accepts; more is a warning here.
package enum Limits {
  /// What of a file is larger than the service takes.
  package static func check(_ file: LUFile) -> [Diagnostic] {
    var faults = Faults()
    counts(file, &faults)
    lengths(file, &faults)
    entities(file.entities, &faults)
    phraseLists(file.phraseLists, &faults)
    return faults.all
  }

  private static func counts(_ file: LUFile, _ faults: inout Faults) {
    let utterances = file.intents.reduce(0) { $0 + $1.utterances.count }
    let patterns = file.intents.reduce(0) { $0 + $1.patterns.count }
    let counts: [(String, Int, Int)] = [
      ("intents", file.intents.count, 500),
      ("utterances", utterances, 15_000),
      ("patterns", patterns, 500),
      (
        "pattern.any entities", count(file) { if case .patternAny = $0 { true } else { false } },
        100
      ),
      ("regex entities", count(file) { if case .regex = $0 { true } else { false } }, 20),
      ("list entities", count(file) { if case .list = $0 { true } else { false } }, 50),
      ("phrase lists", file.phraseLists.count, 500),
      ("entities with parts", count(file, where: hasParts), 100),
      ("roles", file.entities.reduce(0) { $0 + $1.roles.count }, 300),
      (
        "entities and roles", file.entities.reduce(file.entities.count) { $0 + $1.roles.count }, 330
      ),
    ]
    let place = file.intents.first?.place ?? file.entities.first?.place ?? Place(line: 1)
    for (what, count, limit) in counts where count > limit {
      exceeded(what, count, limit, Place(file: place.file, line: 1), &faults)
    }
  }

  private static func count(_ file: LUFile, where matches: (Entity.Kind) -> Bool) -> Int {
    file.entities.count { matches($0.kind) }
  }

  private static func hasParts(_ kind: Entity.Kind) -> Bool {
    if case .machineLearned(let children) = kind { !children.isEmpty } else { false }
  }

  private static func lengths(_ file: LUFile, _ faults: inout Faults) {
    for intent in file.intents {
      for utterance in intent.utterances where utterance.text.utf16.count > 500 {
        exceeded(
          "characters in an example",
          utterance.text.utf16.count,
          500,
          utterance.place,
          &faults
        )
      }
      for pattern in intent.patterns where pattern.text.utf16.count > 400 {
        exceeded("characters in a pattern", pattern.text.utf16.count, 400, pattern.place, &faults)
      }
      features(intent.name, intent.features, intent.place, &faults)
    }
  }

  private static func entities(_ entities: [Entity], _ faults: inout Faults) {
    for entity in entities {
      if entity.roles.count > 10 {
        exceeded("roles of '\(entity.name)'", entity.roles.count, 10, entity.place, &faults)
      }
      features(entity.name, entity.features, entity.place, &faults)
      switch entity.kind {
      case .regex(let expression) where expression.utf16.count > 500:
        exceeded(
          "characters in the expression of '\(entity.name)'",
          expression.utf16.count,
          500,
          entity.place,
          &faults
        )
      case .list(let values):
        for value in values where value.synonyms.count > 20_000 {
          let what = "synonyms of '\(value.canonical)'"
          exceeded(what, value.synonyms.count, 20_000, value.place, &faults)
        }
      default: break
      }
    }
  }

  private static func features(
    _ name: String,
    _ features: [String],
    _ place: Place,
    _ faults: inout Faults
  ) {
    if features.count > 10 { exceeded("features of '\(name)'", features.count, 10, place, &faults) }
  }

  private static func phraseLists(_ lists: [PhraseList], _ faults: inout Faults) {
    var total = 0
    for list in lists {
      total += list.phrases.count
      let limit = list.isInterchangeable ? 50_000 : 5_000
      if list.phrases.count > limit {
        exceeded("phrases in '\(list.name)'", list.phrases.count, limit, list.place, &faults)
      }
      if list.phrases.isEmpty {
        faults.warning(
          "lu.empty-phrase-list",
          list.place,
          "the phrase list '\(list.name)' is empty",
          hint: "add lines that start with '-'"
        )
      }
    }
    if total > 500_000 {
      exceeded("phrases in all lists", total, 500_000, lists[0].place, &faults)
    }
  }

  private static func exceeded(
    _ what: String,
    _ count: Int,
    _ limit: Int,
    _ place: Place,
    _ faults: inout Faults
  ) {
    faults.warning("lu.limit", place, "\(count) \(what); LUIS takes at most \(limit)")
  }
}
