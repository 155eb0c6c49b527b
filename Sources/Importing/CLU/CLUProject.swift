internal import Authoring

/// A project of Conversational Language Understanding: JSON of `projectFileVersion` 2022-05-01 to 2023-04-01.
struct CLUProject {
  private let root: Field
  private let assets: Field
  private var losses = Losses()
  private var table = EntityTable()
  private var examples = Examples()
  private var evaluation: [EvaluationRow] = []
  private var indexing = StringIndexing.utf16
  private var language = ""

  static func imported(_ root: Field) throws(ImportError) -> Imported {
    var project = try CLUProject(root)
    return try project.read()
  }

  private init(_ root: Field) throws(ImportError) {
    self.root = root
    assets = try root.member("assets")
  }

  private mutating func read() throws(ImportError) -> Imported {
    let info = try readMetadata()
    let utterances = try assets.member("utterances").items()
    for intent in try assets.member("intents").items() {
      examples.declare(Names.intent(try intent.member("category").requiredText(), &losses))
      if try !intent.member("orchestration").isNull {
        losses.count("where an orchestration sends an intent is left out", at: intent.name)
      }
    }
    try readEntities(labelled: try labelledNames(utterances))
    table.settleRoles(&losses)
    table.settleFeatures(&losses)
    for utterance in utterances { try read(utterance) }
    let file = LUFile(info: info, intents: examples.intents, entities: table.entities)
    return Imported(lu: file, evaluation: evaluation, warnings: losses.lines)
  }

  // MARK: The project itself

  private mutating func readMetadata() throws(ImportError) -> [ModelInfo] {
    let metadata = try root.member("metadata")
    let name = try root.member("stringIndexType").text() ?? "Utf16CodeUnit"
    guard let indexing = StringIndexing(name) else {
      throw ImportError(file: root.fileName, "stringIndexType: '\(name.oneLine)' is unknown")
    }
    self.indexing = indexing
    language = (try metadata.member("language").text() ?? "").oneLine
    if try metadata.member("multilingual").flag() == true {
      losses.report("metadata.multilingual is left out: .lu has no languages of utterances")
    }
    let settings = try metadata.member("settings")
    for key in settings.keys {
      let value = try settings.member(key).anyText() ?? ""
      if !["", "0", "0.0", "false"].contains(value) {
        losses.report("metadata.settings.\(key.oneLine) = \(value.oneLine) is left out")
      }
    }
    return [
      ("app.name", try metadata.member("projectName").text()),
      ("app.desc", try metadata.member("description").text()),
      ("app.culture", language),
    ].compactMap { key, value in
      let text = (value ?? "").oneLine
      return text.isEmpty ? nil : ModelInfo(key: key, value: text)
    }
  }

  // MARK: Entities

  private mutating func labelledNames(_ utterances: [Field]) throws(ImportError) -> Set<String> {
    var names: Set<String> = []
    for utterance in utterances where try !isTest(utterance) {
      for entity in try utterance.member("entities").items() {
        names.insert(Names.entity(try entity.member("category").requiredText(), &losses))
      }
    }
    return names
  }

  private func isTest(_ utterance: Field) throws(ImportError) -> Bool {
    try utterance.member("dataset").text()?.lowercased() == "test"
  }

  private mutating func readEntities(labelled: Set<String>) throws(ImportError) {
    for field in try assets.member("entities").items() {
      let name = Names.entity(try field.member("category").requiredText(), &losses)
      var entity = ComponentEntity(name: name, isLabelled: labelled.contains(name))
      try readList(field, into: &entity)
      for expression in try field.member("regex").member("expressions").items() {
        let text = try expression.member("regexPattern").requiredText().oneLine
        if !text.isEmpty { entity.expressions.append(text) }
      }
      for prebuilt in try field.member("prebuilts").items() {
        let category = try prebuilt.member("category").requiredText()
        if let known = Prebuilts.name(ofCLU: category) {
          if !entity.prebuilts.contains(known) { entity.prebuilts.append(known) }
        } else {
          losses.report(
            "the built-in '\(category.oneLine)' of '\(name)' is left out: .lu has none such"
          )
        }
      }
      if let setting = try field.member("compositionSetting").text(), setting != "combineComponents"
      {
        losses.report("compositionSetting '\(setting.oneLine)' of '\(name)' is left out")
      }
      if try !field.member("requiredComponents").items().isEmpty {
        losses.report("the required components of '\(name)' are no longer required")
      }
      entity.add(to: &table, &losses)
    }
    for name in labelled.sorted() where !table.isKnown(name) {
      losses.report("'\(name)' is labelled and nowhere defined; it becomes a learned entity")
      table.add(Entity(name: name, kind: .machineLearned(children: [])), &losses)
    }
  }

  private mutating func readList(
    _ field: Field,
    into entity: inout ComponentEntity
  ) throws(ImportError) {
    for sublist in try field.member("list").member("sublists").items() {
      entity.values.add(try sublist.member("listKey").text() ?? "", &losses, of: entity.name)
      for synonyms in try sublist.member("synonyms").items() {
        noteLanguage(try synonyms.member("language").text(), of: "synonyms", at: synonyms.name)
        for value in try synonyms.member("values").items() {
          entity.values.addSynonym(try value.requiredText())
        }
      }
    }
  }

  private mutating func noteLanguage(_ other: String?, of what: String, at place: String) {
    guard let other = other?.oneLine, !other.isEmpty, other.lowercased() != language.lowercased()
    else { return }
    losses.count("that \(what) are in '\(other)' is left out; they are kept", at: place)
  }

  // MARK: Utterances

  private mutating func read(_ field: Field) throws(ImportError) {
    let text = try field.member("text").requiredText()
    let intent = Names.intent(try field.member("intent").requiredText(), &losses)
    noteLanguage(try field.member("language").text(), of: "utterances", at: field.name)
    let entities = try field.member("entities")
    let marks = try marks(entities, in: text)
    let utterance: Utterance?
    do {
      utterance = try Marking.utterance(text, marks, table, at: field.name, &losses)
    } catch {
      throw entities.error("the label '\(marks[error.index].entity)' \(error.message)")
    }
    guard let utterance else { return }
    guard try isTest(field) else {
      return examples.add(utterance, to: intent, table, at: field.name, &losses)
    }
    if !utterance.labels.isEmpty {
      losses.count("labels of test utterances are left out", at: field.name)
    }
    examples.declare(intent)
    evaluation.append(EvaluationRow(intent: intent, text: utterance.text.oneTSVCell))
  }

  private mutating func marks(_ entities: Field, in text: String) throws(ImportError) -> [Mark] {
    let fields = try entities.items()
    guard !fields.isEmpty else { return [] }
    let boundaries = indexing.boundaries(of: text)
    var marks: [Mark] = []
    for field in fields {
      let offset = try field.member("offset").requiredInteger()
      let length = try field.member("length").requiredInteger()
      let (end, overflows) = offset.addingReportingOverflow(length)
      guard offset >= 0, length > 0, !overflows, end < boundaries.count else {
        throw field.error("is no stretch of the text: \(length) from \(offset)")
      }
      marks.append(
        Mark(
          entity: Names.entity(try field.member("category").requiredText(), &losses),
          range: boundaries[offset]..<boundaries[end]
        )
      )
    }
    return marks
  }
}

/// What offsets count.
enum StringIndexing {
  case utf16, codePoints, textElements

  init?(_ name: String) {
    switch name.lowercased() {
    case "utf16codeunit": self = .utf16
    case "unicodecodepoint": self = .codePoints
    case "textelements_v8", "textelement_v8": self = .textElements
    default: return nil
    }
  }

  /// For each offset, from 0 to one past the last, the same place in UTF-16 code units.
  func boundaries(of text: String) -> [Int] {
    let widths: [Int] =
      switch self {
      case .utf16: [Int](repeating: 1, count: text.utf16.count)
      case .codePoints: text.unicodeScalars.map { UTF16.width($0) }
      case .textElements: text.map { $0.utf16.count }
      }
    var boundaries = [0]
    for width in widths { boundaries.append(boundaries[boundaries.count - 1] + width) }
    return boundaries
  }
}
