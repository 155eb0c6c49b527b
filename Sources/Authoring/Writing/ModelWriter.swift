package import Ground

/// Writes a model as text in the modern form: settings, imports, intents, entities, phrase lists, then pairs.
package struct ModelWriter {
  /// The text; reading it gives the model again, but for what the faults name.
  package private(set) var text = ""
  /// What the formats cannot say and is left out.
  package var diagnostics: [Diagnostic] { faults.all }

  private var document = Document()
  private var faults = Faults()
  /// Names that mean a role after an `@`.
  private let roles: Set<String>
  /// Roles that only examples name: declaring them would clash with another name.
  private let clashing: Set<String>

  package init(lu: LUFile = LUFile(), qna: QNAFile = QNAFile()) {
    (roles, clashing) = Self.roles(of: lu.entities)
    for info in lu.info { document.sections.append(.init(.info(info))) }
    if !qna.name.isEmpty {
      document.sections.append(.init(.info(ModelInfo(key: "kb.name", value: qna.name))))
    }
    for link in lu.imports + qna.imports { document.sections.append(.init(.link(link))) }
    for intent in lu.intents { add(intent) }
    for entity in lu.entities { add(entity) }
    for list in lu.phraseLists { add(list) }
    for intent in lu.intents where !intent.features.isEmpty {
      add(features: intent.features, of: intent.name)
    }
    for pair in qna.pairs { add(pair) }
    for group in qna.alterations { add(group) }
    text = DocumentWriter.text(of: document)
  }

  private mutating func unwritable(_ what: String, _ place: Place) {
    faults.warning("lu.unwritable", place, "\(what) cannot be written and is left out")
  }

  private static func roles(of entities: [Entity]) -> (all: Set<String>, clashing: Set<String>) {
    var all: Set<String> = []
    var clashing: Set<String> = []
    let names = Set(entities.map(\.name))
    for role in entities.flatMap(\.roles) where !all.insert(role).inserted || names.contains(role) {
      clashing.insert(role)
    }
    return (all, clashing)
  }

  // MARK: Intents

  private mutating func add(_ intent: Intent) {
    var written = WrittenIntent(name: intent.name)
    let isName =
      !intent.name.isEmpty && intent.name.trimmed == intent.name
      && !intent.name.contains { $0.isNewline } && !"#?".contains(intent.name.first ?? "#")
    guard isName else { return unwritable("the intent '\(intent.name)'", intent.place) }
    for utterance in intent.utterances { written.items += lines(utterance) }
    for pattern in intent.patterns {
      let item = ItemText(pattern.text)
      if let line = item.slots.isEmpty ? pattern.text : ItemRenderer.pattern(marked(item)) {
        written.items.append(WrittenItem(line))
      } else {
        unwritable("the pattern '\(pattern.text)'", pattern.place)
      }
    }
    for reference in intent.references {
      written.items.append(WrittenItem("[\(reference.text)](\(reference.target))"))
    }
    document.sections.append(.init(.intent(written)))
  }

  private func marked(_ item: ItemText) -> ItemText {
    var item = item
    for index in item.slots.indices {
      item.slots[index].hasMark = !roles.contains(item.slots[index].name)
    }
    return item
  }

  /// One line, or several with the same text where labels cross.
  private mutating func lines(_ utterance: Utterance) -> [WrittenItem] {
    let text = CodeUnits(utterance.text)
    let labels = utterance.labels.map { label in
      ItemText.Label(
        name: label.entity,
        hasMark: !roles.contains(label.entity),
        role: label.role ?? "",
        range: label.range
      )
    }
    let layers = labels.isEmpty ? [[]] : Self.layers(labels)
    return layers.compactMap { layer in
      let isInside = layer.allSatisfy { !$0.range.isEmpty && $0.range.upperBound <= text.count }
      if isInside, !text.contains(Unit.newline), let line = ItemRenderer.line(text, layer) {
        return WrittenItem(line)
      }
      unwritable("the example '\(utterance.text)'", utterance.place)
      return nil
    }
  }

  /// The labels in groups within which none crosses another.
  private static func layers(_ labels: [ItemText.Label]) -> [[ItemText.Label]] {
    var layers: [[ItemText.Label]] = []
    for label in labels {
      let index = layers.firstIndex { layer in
        !layer.contains { other in
          let overlaps = other.range.overlaps(label.range)
          let isNested =
            (other.range.lowerBound >= label.range.lowerBound
              && other.range.upperBound <= label.range.upperBound)
          return overlaps && !isNested
        }
      }
      if let index { layers[index].append(label) } else { layers.append([label]) }
    }
    return layers
  }

  private mutating func add(features: [String], of intent: String) {
    var entity = WrittenEntity(type: "intent", name: intent)
    entity.features = features
    add(entity, Place())
  }

  // MARK: Entities

  private mutating func add(_ entity: WrittenEntity, _ place: Place) {
    let isWritable =
      EntityNames.written(entity.name) != nil && EntityNames.list(entity.roles) != nil
      && EntityNames.list(entity.features) != nil
    guard isWritable else { return unwritable("the entity '\(entity.name)'", place) }
    document.sections.append(.init(.entity(entity)))
  }

  private mutating func add(_ entity: Entity) {
    guard entity.isDeclared else { return }
    var written = WrittenEntity(type: "ml", name: entity.name)
    written.roles = entity.roles.filter { !clashing.contains($0) }
    written.features = entity.features
    switch entity.kind {
    case .machineLearned(let children): written.items = Self.items(children)
    case .list(let values):
      written.type = "list"
      guard values.allSatisfy(\.isModern) else { return addLegacy(values, entity) }
      written.items = values.flatMap { value in
        [WrittenItem("\(value.canonical) :")] + value.synonyms.map { WrittenItem($0) }
      }
    case .regex(let expression):
      written.type = "regex"
      written.expression = expression.isEmpty ? nil : "/\(expression)/"
    case .prebuilt: written.type = "prebuilt"
    case .composite(let children):
      written.type = "composite"
      written.parts = children.isEmpty ? nil : children
    case .patternAny: written.type = "patternany"
    }
    add(written, entity.place)
  }

  /// Synonyms with commas have no modern form.
  private mutating func addLegacy(_ values: [ListValue], _ entity: Entity) {
    let roles = entity.roles.isEmpty ? "" : " roles=[\(entity.roles.joined(separator: ", "))]"
    for value in values {
      var written = WrittenLegacyEntity(name: entity.name, type: "\(value.canonical)=\(roles)")
      written.items = value.synonyms.map { WrittenItem($0) }
      document.sections.append(.init(.legacyEntity(written)))
    }
  }

  private static func items(_ children: [EntityChild], level: Int = 1) -> [WrittenItem] {
    children.flatMap { child -> [WrittenItem] in
      let features =
        child.features.isEmpty ? "" : " usesFeatures \(child.features.joined(separator: ", "))"
      var item = WrittenItem(
        "@ \(EntityNames.child(child.type)) \(EntityNames.child(child.name))\(features)"
      )
      item.indentation = .spaces(4 * level)
      return [item] + (level < 64 ? items(child.children, level: level + 1) : [])
    }
  }

  private mutating func add(_ list: PhraseList) {
    var written = WrittenEntity(type: "phraselist", name: list.name)
    written.isInterchangeable = list.isInterchangeable
    if !list.isEnabled { written.roles.append("disabled") }
    if let isForAll = list.isEnabledForAllModels {
      written.roles.append(isForAll ? "enabledForAllModels" : "disabledForAllModels")
    }
    for phrase in list.phrases {
      if phrase.listed == [phrase], !phrase.contains(where: \.isNewline) {
        written.items.append(WrittenItem(phrase))
      } else {
        unwritable("the phrase '\(phrase)'", list.place)
      }
    }
    add(written, list.place)
  }

  // MARK: Pairs

  private mutating func add(_ pair: QNAPair) {
    guard !pair.answer.text.contains("```") else {
      return unwritable(
        "the answer to '\(pair.questions.first?.text ?? "")', which holds ```,",
        pair.place
      )
    }
    // The first question stands behind the mark; a link cannot, and an alternate holds no braces.
    var questions = pair.questions.map { Self.oneLine($0.text) }
    let first = questions.isEmpty ? "" : questions.removeFirst()
    var written = WrittenPair(question: first, answer: pair.answer.text.trimmed)
    if pair.source != QNAPair.editorial { written.source = pair.source }
    written.id = pair.id
    for question in questions {
      if LineScanner.firstSpecial(CodeUnits(question)) == nil {
        written.alternates.append(WrittenItem(question))
      } else {
        unwritable("the question '\(question)', which holds braces or a backslash,", pair.place)
      }
    }
    written.alternates += pair.references.map { WrittenItem("[\($0.text)](\($0.target))") }
    written.filters = pair.filters.map { WrittenItem("\($0.key) = \($0.value)".trimmed) }
    written.prompts = pair.prompts.map { prompt in
      let mark = prompt.isContextOnly ? " `context-only`" : ""
      return WrittenItem("[\(prompt.display)](#\(prompt.target))\(mark)")
    }
    document.sections.append(.init(.pair(written)))
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ").trimmed
  }

  private mutating func add(_ group: Alterations) {
    guard let name = group.words.first else { return }
    var written = WrittenLegacyEntity(name: name, type: "qna-alterations=")
    written.items = group.words.dropFirst().map { WrittenItem($0) }
    document.sections.append(.init(.legacyEntity(written)))
  }
}

extension ListValue {
  /// Whether the lines of an `@` list say it.
  fileprivate var isModern: Bool {
    synonyms.allSatisfy {
      $0.listed == [$0] && !$0.hasSuffix(":") && !$0.hasPrefix("@")
    } && !canonical.hasPrefix("@")
  }
}
