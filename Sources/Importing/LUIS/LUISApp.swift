internal import Authoring
internal import Ground

/// A Language Understanding app: JSON of any `luis_schema_version` from 1.3 to 7.0, also as the API gives it.
struct LUISApp {
  let root: Field
  var losses = Losses()
  var table = EntityTable()
  var examples = Examples()
  var info: [ModelInfo] = []
  /// What is read and waits for names to be settled.
  var utterances: [RawUtterance] = []
  private var patterns: [(text: PatternText, intent: String, place: String)] = []

  struct RawUtterance {
    var text: String
    var marks: [Mark]
    var intent: String
    /// Its member `entities`.
    var entities: Field
    var place: String
  }

  init(_ root: Field) { self.root = root }

  static func imported(_ root: Field) throws(ImportError) -> Imported {
    var app = LUISApp(root)
    return try app.read()
  }

  private mutating func read() throws(ImportError) -> Imported {
    try readInfo()
    try readEntities()
    try readPhraseLists()
    try readIntents()
    // What examples name must be known before it is settled which names roles and features have.
    try readUtterances()
    try readPatterns()
    table.settleRoles(&losses)
    settleFeatures()
    try addUtterances()
    addPatterns()
    try reportRest()
    let file = LUFile(
      info: info,
      intents: examples.intents,
      entities: table.entities,
      phraseLists: table.phraseLists
    )
    return Imported(lu: file, warnings: losses.lines)
  }

  // MARK: The app itself

  private mutating func readInfo() throws(ImportError) {
    for (member, key) in [
      ("name", "app.name"), ("desc", "app.desc"), ("versionId", "app.versionId"),
      ("culture", "app.culture"), ("luis_schema_version", "app.luis_schema_version"),
      ("tokenizerVersion", "app.tokenizerVersion"),
    ] {
      let value = try root.member(member).text()?.oneLine ?? ""
      if !value.isEmpty { info.append(ModelInfo(key: key, value: value)) }
    }
    for setting in try root.member("settings").items() {
      let name = try setting.member("name").requiredText().oneLine
      let value = try setting.member("value").anyText() ?? ""
      info.append(ModelInfo(key: "app.settings.\(name)", value: value.oneLine))
    }
  }

  /// Keeps what a thing inherits from a prebuilt domain, the way `.lu` says it.
  mutating func keepInheritance(of field: Field, as key: String, name: String) throws(ImportError) {
    let inherits = try field.member("inherits")
    guard !inherits.isNull else { return }
    var parts = ["name : \(name)"]
    for member in ["domain_name", "model_name"] {
      if let value = try inherits.member(member).text() {
        parts.append("\(member) : \(value.oneLine)")
      }
    }
    info.append(ModelInfo(key: key, value: parts.joined(separator: "; ")))
  }

  /// The names of what helps to recognise a thing; which of them are required is lost, but for a part's type.
  mutating func features(of field: Field) throws(ImportError) -> [(name: String, isRequired: Bool)]
  {
    var features: [(name: String, isRequired: Bool)] = []
    for feature in try field.member("features").items() {
      let model = try feature.member("modelName").text()
      let phraseList = try feature.member("featureName").text()
      guard let name = model ?? phraseList else {
        throw feature.error("names neither a model nor a phrase list")
      }
      let isRequired = try feature.member("isRequired").flag() ?? false
      let clean =
        model == nil ? Names.phraseList(name, &losses) : Names.entity(name, &losses)
      if !features.contains(where: { $0.name == clean }) { features.append((clean, isRequired)) }
    }
    return features
  }

  /// The names of features of which none can be required here.
  mutating func optional(
    _ features: [(name: String, isRequired: Bool)],
    of name: String
  ) -> [String] {
    for feature in features where feature.isRequired {
      losses.report("'\(feature.name)' helps to recognise '\(name)', but is no longer required")
    }
    return features.map(\.name)
  }

  // MARK: Intents

  private mutating func readIntents() throws(ImportError) {
    for intent in try root.member("intents").items() {
      let name = Names.intent(try intent.member("name").requiredText(), &losses)
      examples.declare(name)
      try keepInheritance(of: intent, as: "intent.inherits", name: name)
      let features = optional(try features(of: intent), of: name)
      table.declare(intent: name)
      if !features.isEmpty { examples.setFeatures(features, of: name) }
    }
  }

  private mutating func settleFeatures() {
    for intent in examples.intents { table.declare(intent: intent.name) }
    for intent in examples.intents where !intent.features.isEmpty {
      let features = table.settled(intent.features, of: intent.name, &losses)
      examples.setFeatures(features, of: intent.name)
    }
    table.settleFeatures(&losses)
  }

  // MARK: Patterns

  /// Reads the patterns and makes known what they name.
  private mutating func readPatterns() throws(ImportError) {
    for field in try root.member("patterns").items() {
      let intent = Names.intent(try field.member("intent").requiredText(), &losses)
      let text = PatternText(try field.member("pattern").requiredText().oneLine, &losses)
      if text.isEmpty { continue }
      examples.declare(intent)
      for slot in text.slots where !table.isKnown(slot.entity) {
        let kind: Entity.Kind = Prebuilts.name(slot.entity) == nil ? .patternAny : .prebuilt
        losses.report("'\(slot.entity)' is in a pattern and nowhere defined; now it is")
        table.add(Entity(name: Prebuilts.name(slot.entity) ?? slot.entity, kind: kind), &losses)
      }
      patterns.append((text, intent, field.name))
    }
  }

  private mutating func addPatterns() {
    for (text, intent, place) in patterns {
      if let part = text.slots.first(where: { table.isPart($0.entity) }) {
        losses.count(
          "a pattern is left out: '\(part.entity)' is a part of another entity",
          at: place
        )
        continue
      }
      add(Pattern(text: text.text { table.role($0, of: $1, &losses) }), to: intent, at: place)
    }
  }

  private mutating func add(_ pattern: Pattern, to intent: String, at place: String) {
    let prebuilts = table.entities.filter { $0.kind == .prebuilt }
    switch Readback.pattern(pattern, prebuilts: prebuilts) {
    case .pattern(let pattern): examples.add(pattern, to: intent, at: place, &losses)
    case .utterance(let utterance):
      losses.count("a pattern without optional or variable parts becomes an utterance", at: place)
      examples.add(utterance, to: intent, table, at: place, &losses)
    case nil: losses.count("a pattern is left out: .lu cannot hold it", at: place)
    }
  }

  // MARK: What .lu has no place for

  private mutating func reportRest() throws(ImportError) {
    for (member, what) in [
      ("actions", "actions"), ("regex_features", "regular expressions as features"),
      ("regexFeatures", "regular expressions as features"),
    ] {
      let count = try root.member(member).items().count
      if count > 0 { losses.report("\(member): \(what) are left out (\(count))") }
    }
    let known: Set<String> = [
      "name", "desc", "culture", "versionid", "luis_schema_version", "tokenizerversion", "settings",
      "intents", "entities", "composites", "closedlists", "patternanyentities", "regex_entities",
      "regexentities", "prebuiltentities", "bing_entities", "hierarchicals", "model_features",
      "phraselists", "patterns", "utterances", "actions", "regex_features", "regexfeatures",
    ]
    for key in root.keys where !known.contains(key.lowercased()) {
      losses.report("\(key.oneLine): unknown, and left out")
    }
  }
}
