internal import Ground

/// What stands in the place of roles in the line of a phrase list.
enum PhraseListFlag: String {
  case disabled
  case enabledForAllModels = "enabledforallmodels"
  case disabledForAllModels = "disabledforallmodels"
  case interchangeable = "(interchangeable)"

  static func contains(_ word: String) -> Bool {
    PhraseListFlag(rawValue: word.lowercased()) != nil
  }
}

extension Collator {
  mutating func phraseList(
    _ entity: WrittenEntity,
    hasType: Bool,
    _ section: Document.Section
  ) {
    phraseList(
      entity.name,
      isInterchangeable: entity.isInterchangeable,
      hasType: hasType,
      flags: entity.roles,
      phrases: entity.items.flatMap(\.text.listed),
      section
    )
  }

  /// - Parameter hasType: whether the line says that this is a phrase list, and so whether it is interchangeable.
  mutating func phraseList(
    _ name: String,
    isInterchangeable: Bool,
    hasType: Bool,
    flags: [String],
    phrases: [String],
    _ section: Document.Section
  ) {
    guard isValidPhraseListName(name, section.start) else { return }
    var isInterchangeable = isInterchangeable
    var isEnabled: Bool?
    var isForAll: Bool?
    for word in flags {
      switch PhraseListFlag(rawValue: word.lowercased()) {
      case .disabled: isEnabled = false
      case .enabledForAllModels: isForAll = true
      case .disabledForAllModels: isForAll = false
      case .interchangeable: isInterchangeable = true
      case nil:
        return faults.error(
          "lu.phrase-list-role",
          section.start,
          "the phrase list '\(name)' cannot have the role '\(word)'",
          hint: "only disabled, enabledForAllModels and disabledForAllModels stand there"
        )
      }
    }
    let position: Int
    if let known = phraseListIndex[name] {
      position = known
      if hasType && file.phraseLists[known].isInterchangeable != isInterchangeable {
        return faults.error(
          "lu.phrase-list-conflict",
          section.start,
          "'\(name)' is defined as interchangeable once and once not"
        )
      }
      for phrase in phrases where knownPhrases[known].insert(phrase).inserted {
        file.phraseLists[known].phrases.append(phrase)
      }
    } else {
      position = file.phraseLists.count
      phraseListIndex[name] = position
      knownPhrases.append(Set(phrases))
      file.phraseLists.append(
        PhraseList(
          name: name,
          isInterchangeable: isInterchangeable && hasType,
          phrases: phrases,
          place: section.place
        )
      )
    }
    if let isEnabled { file.phraseLists[position].isEnabled = isEnabled }
    if let isForAll { file.phraseLists[position].isEnabledForAllModels = isForAll }
  }

  /// Only the last character counts in the reference.
  private mutating func isValidPhraseListName(_ name: String, _ start: Place) -> Bool {
    if let last = name.unicodeScalars.last, last.isASCII,
      last.properties.isAlphabetic || ("0"..."9").contains(last)
        || "@#_,.^\\[]".unicodeScalars.contains(last)
    {
      return true
    }
    faults.error(
      "lu.phrase-list-name",
      Place(file: start.file, line: start.line),
      "the name of a phrase list, '\(name)', cannot end so",
      hint: "end it with a letter a–z, a digit or one of @ # _ . , ^ \\ [ ]"
    )
    return false
  }

  /// The `$` lines.
  mutating func legacyEntity(_ entity: WrittenLegacyEntity, _ section: Document.Section) {
    let isPhraseList = entity.type == "phraselist"
    if !isPhraseList, entity.name.contains(where: ItemText.invalidInNames.contains) {
      return invalidName("an entity", entity.name, section.start)
    }
    let type = LegacyType(entity.type)
    let isPrebuilt = entity.name.lowercased() == "prebuilt"
    let own = isPrebuilt ? type.text : entity.name
    let roles = type.roles + table.remove(.patternAny, own)
    if BuiltInTypes.contains(type.text) { return prebuilt(type.text, roles, section) }
    switch type.kind {
    case .simple:
      let position = table.add(
        .learned,
        entity.name,
        roles: roles,
        isDeclared: true,
        place: section.place
      )
      table.records[position].isDeclared = true
    case .alterations: alterations(entity, section)
    case .value(let canonical): legacyValue(entity, canonical, roles, section)
    case .phraseList(let isInterchangeable):
      phraseList(
        entity.name,
        isInterchangeable: isInterchangeable,
        hasType: true,
        flags: type.roles,
        phrases: entity.items.flatMap(\.text.listed),
        section
      )
    case .composite(let parts):
      guard let parts else {
        return faults.error(
          "lu.empty-composite",
          section.start,
          "the composite '\(entity.name)' names no parts",
          hint: "write @ composite \(entity.name) = [one, two]"
        )
      }
      composite(entity.name, parts, roles, isDefinition: true, section)
    case .regex where type.text.hasSuffix("/") && type.text.count > 1:
      regex(entity.name, type.text, roles, section)
    case .regex:
      faults.error(
        "lu.open-regex",
        section.start,
        "the expression of '\(entity.name)' does not end with a slash",
        hint: "write @ regex \(entity.name) = \(type.text)/"
      )
    case .unknown:
      faults.warning(
        "lu.unknown-entity-type",
        section.start,
        "'\(type.text)' is no type of entity; the line has no effect",
        hint: "write @ TYPE \(entity.name)"
      )
    }
  }

  private mutating func alterations(_ entity: WrittenLegacyEntity, _ section: Document.Section) {
    guard !entity.items.isEmpty else {
      return faults.error(
        "qna.empty-alterations",
        section.start,
        "'\(entity.name)' has no alterations",
        hint: "list them on lines that start with '-'"
      )
    }
    qna.alterations.append(
      Alterations(words: [entity.name] + entity.items.map(\.text), place: section.place)
    )
  }

  private mutating func legacyValue(
    _ entity: WrittenLegacyEntity,
    _ canonical: String,
    _ roles: [String],
    _ section: Document.Section
  ) {
    if entity.items.isEmpty {
      faults.warning(
        "lu.no-synonyms",
        section.start,
        "the value '\(canonical)' of '\(entity.name)' has no synonyms"
      )
    }
    let position = listPosition(entity.name, roles, section)
    let value = table.records[position].value(canonical, place: section.place)
    table.records[position].values[value].synonyms += entity.items.map(\.text)
  }
}

/// The type of a `$` line, taken apart.
struct LegacyType {
  enum Kind {
    case simple, alterations, regex, unknown
    case value(String)
    case phraseList(isInterchangeable: Bool)
    /// nil where no part is named.
    case composite([String]?)
  }

  /// What stands before the roles.
  let text: String
  let roles: [String]

  init(_ type: String) {
    guard let (before, after) = Self.rolesMark(in: CodeUnits(type)) else {
      text = type.trimmed
      roles = []
      return
    }
    text = before
    roles = after.replacing("[", with: "", maxReplacements: 1)
      .replacing("]", with: "", maxReplacements: 1)
      .split(omittingEmptySubsequences: false) { $0 == "," || $0 == ";" }
      .map { String($0).trimmed }
  }

  var kind: Kind {
    let lower = text.lowercased()
    if lower == "simple" { return .simple }
    if text.hasSuffix("=") {
      return text.contains("qna-alterations")
        ? .alterations : .value(String(text.dropLast()).trimmed)
    }
    if lower.hasPrefix("phraselist") {
      return .phraseList(isInterchangeable: lower.contains("interchangeable"))
    }
    if text.hasPrefix("[") {
      let parts = text.replacing("[", with: "", maxReplacements: 1)
        .replacing("]", with: "", maxReplacements: 1).trimmed
      guard !parts.isEmpty else { return .composite(nil) }
      return .composite(
        parts.split(omittingEmptySubsequences: false) { $0 == "," || $0 == ";" }
          .map { String($0).trimmed }
      )
    }
    return text.hasPrefix("/") ? .regex : .unknown
  }

  /// What stands before and after the first `role =`, `roles=` or the like.
  private static func rolesMark(in units: CodeUnits) -> (String, String)? {
    let word = CodeUnits("ole")
    for index in units.indices.dropLast(3)
    where (units[index] == 0x52 || units[index] == 0x72)
      && units[(index + 1)...].starts(with: word)
    {
      var end = index + 4
      while end < units.count, units[end] == 0x73 { end += 1 }
      while end < units.count, units[end].isTrimmed || units[end] == Unit.question { end += 1 }
      guard end < units.count, units[end] == Unit.equals else { continue }
      return (units[..<index].trimmed.text, units[(end + 1)...].trimmed.text)
    }
    return nil
  }
}
