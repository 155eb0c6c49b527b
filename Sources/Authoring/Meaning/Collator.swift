internal import Ground

/// Gives a document its meaning, in the reference's order: settings, links, `@` entities, `$` entities, intents,
/// pairs, features.
struct Collator {
  let culture: String
  var faults: Faults
  var file = LUFile()
  var qna = QNAFile()
  var table = EntityTable()
  var names = DeclaredNames()
  var intentIndex: [String: Int] = [:]
  var phraseListIndex: [String: Int] = [:]
  /// The phrases of each list, to tell which are new.
  var knownPhrases: [Set<String>] = []
  /// The parts of learned entities, by their place in the table.
  var trees: [Int: ChildTree] = [:]
  /// The features of each intent, to tell which are new.
  var knownFeatures: [Int: Set<String>] = [:]
  /// `@` lines that name features, looked at when everything is known.
  var featureLines: [(entity: WrittenEntity, type: String?, start: Place)] = []
  var settings = Settings()
  /// Paths by the name in `[name]: path`.
  var linkDefinitions: [String: String] = [:]
  /// Where each text of the file was first an example.
  var seen: [CodeUnits: Seen] = [:]

  /// What an example became.
  enum Seen {
    case utterance(intent: Int, position: Int)
    case pattern(intent: Int)
    case reference(intent: Int)
  }

  /// What model information says about reading the rest.
  struct Settings {
    enum Ambiguity { case longest, first, last, error }
    var hasSections = false
    var mergesSections = true
    var ambiguity = Ambiguity.longest
  }

  init(culture: String, faults: Faults) {
    self.culture = culture
    self.faults = faults
  }

  mutating func collate(_ document: Document) {
    for section in document.sections {
      if case .linkDefinition(let name, let path) = section.content, linkDefinitions[name] == nil {
        linkDefinitions[name] = path
      }
    }
    for section in document.sections {
      switch section.content {
      case .info(let info): setting(info)
      case .link(let link): importing(link, start: section.start)
      default: break
      }
    }
    entities(document)
    for section in document.sections {
      if case .legacyEntity(let entity) = section.content { legacyEntity(entity, section) }
    }
    for intent in intents(of: document) { self.intent(intent) }
    for section in document.sections {
      if case .pair(let written) = section.content { pair(written, section) }
    }
    for (position, tree) in trees { table.records[position].children = tree.children }
    features()
    children()
    labelledChildren()
    file.entities = table.entities
    inOrderOfText()
    if !faults.hasErrors { faults.append(Limits.check(file)) }
  }

  /// Puts declared entities and phrase lists in the order of their lines, then undeclared entities in that of
  /// their names, and labels in that of their ends: an order that does not depend on the order of sections.
  private mutating func inOrderOfText() {
    let isDeclared = file.entities.filter(\.isDeclared)
    let isUsed = file.entities.filter { !$0.isDeclared }
    file.entities =
      isDeclared.sorted { $0.place.isBefore($1.place) }
      + isUsed.sorted {
        ($0.name, $0.kind.category.rawValue) < ($1.name, $1.kind.category.rawValue)
      }
    file.phraseLists.sort { $0.place.isBefore($1.place) }
    for intent in file.intents.indices {
      for utterance in file.intents[intent].utterances.indices {
        file.intents[intent].utterances[utterance].labels.sort {
          ($0.range.upperBound, -$0.range.lowerBound) < ($1.range.upperBound, -$1.range.lowerBound)
        }
      }
    }
  }

  /// The intent with that name, added where there was none.
  mutating func intentPosition(_ name: String, place: Place) -> Int {
    if let position = intentIndex[name] { return position }
    intentIndex[name] = file.intents.count
    file.intents.append(Intent(name: name, place: place))
    return file.intents.count - 1
  }

  // MARK: Settings and links

  private mutating func setting(_ info: ModelInfo) {
    let key = info.key
    let scope = key.prefix { $0 != "." }.lowercased()
    switch (scope, info.value.isEmpty) {
    case ("enablesections", _) where key == "enableSections":
      if info.value == "true" { settings.hasSections = true }
    case ("enablemergeintents", _) where key == "enableMergeIntents":
      settings.mergesSections = info.value != "false"
    case (_, true):
      return faults.warning("lu.model-info", info.place, "'\(key)' has no value")
    case ("kb", _) where key == "kb.name":
      qna.name = info.value
      return
    case ("parser", _): ambiguity(info)
    case ("intent", _), ("entity", _), ("patternanyentity", _): inheritance(info, of: scope)
    case ("app", _): break
    default:
      faults.warning(
        "lu.model-info",
        info.place,
        "the setting '\(key)' is not known and has no effect",
        hint:
          "known are app.…, kb.name, enableSections, enableMergeIntents, parser.OnAmbiguousLabels"
      )
    }
    file.info.append(info)
  }

  private mutating func ambiguity(_ info: ModelInfo) {
    switch info.value.lowercased() {
    case "takefirst": settings.ambiguity = .first
    case "takelast": settings.ambiguity = .last
    case "throwanerror": settings.ambiguity = .error
    default: settings.ambiguity = .longest
    }
  }

  /// `name : x; domain_name : y; model_name : z` makes the intent or entity known.
  private mutating func inheritance(_ info: ModelInfo, of scope: String) {
    let parts = info.value.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == ";" }
    guard info.key.lowercased().hasSuffix(".inherits"), parts.count == 6 else {
      return faults.warning("lu.model-info", info.place, "'\(info.value)' names nothing to inherit")
    }
    let name = String(parts[1]).trimmed
    switch scope {
    case "intent": _ = intentPosition(name, place: info.place)
    case "entity": table.add(.learned, name, isDeclared: false, place: info.place)
    default: table.add(.patternAny, name, isDeclared: false, place: info.place)
    }
  }

  private mutating func importing(_ link: Import, start: Place) {
    var link = link
    if LinkTarget.isURL(link.path) {
      return faults.error(
        "lu.url",
        start,
        "'\(link.path)' is on the network, and imports are local files",
        hint: "save it beside this file and import that"
      )
    }
    if let number = Int(link.path), String(number) == link.path {
      guard let path = linkDefinitions[link.path] else {
        return faults.error(
          "lu.missing-definition",
          start,
          "nothing says what [\(link.path)] is",
          hint: "add a line [\(link.path)]: path"
        )
      }
      link.path = path
    }
    file.imports.append(link)
  }
}
