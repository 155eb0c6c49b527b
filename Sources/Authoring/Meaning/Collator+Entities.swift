internal import Ground

extension Collator {
  /// The `@` lines.
  mutating func entities(_ document: Document) {
    var types: [String: String?] = [:]
    var firstTypes: [String: String] = [:]
    for section in document.sections {
      guard case .entity(let entity) = section.content, entity.type != "intent" else { continue }
      if types[entity.name] == nil { types[entity.name] = .some(entity.type) }
      if let type = types[entity.name] ?? nil { firstTypes[entity.name] = type }
    }
    for section in document.sections {
      guard case .entity(let entity) = section.content else { continue }
      guard entity.type != "intent" else {
        featureLines.append((entity, "intent", section.start))
        continue
      }
      let known = entity.type ?? firstTypes[entity.name]
      guard let type = known ?? (BuiltInTypes.contains(entity.name) ? "prebuilt" : nil) else {
        faults.error(
          "lu.unknown-entity-type",
          section.start,
          "nothing says of what type the entity '\(entity.name)' is",
          hint:
            "write its type first: @ ml, list, regex, prebuilt, composite, patternany, phraselist"
        )
        continue
      }
      declare(entity, type: type, section)
    }
  }

  private mutating func declare(
    _ entity: WrittenEntity,
    type: String,
    _ section: Document.Section
  ) {
    guard isValid(entity.name, of: type, section.start) else { return }
    let isUnique = registerNames(of: entity, type: type, section.start)
    var roles = isUnique ? entity.roles.uniqued : []
    if type != "patternany" { roles += table.remove(.patternAny, entity.name) }
    switch type {
    case "ml", "simple": learned(entity, roles, hasChildren: type == "ml", section)
    case "composite": composite(entity, roles, section)
    case "list": list(entity.name, entity.items, roles, section)
    case "patternany":
      roles += table.remove(.learned, entity.name)
      table.add(.patternAny, entity.name, roles: roles, isDeclared: true, place: section.place)
    case "prebuilt": prebuilt(entity.name, roles, section)
    case "regex":
      let text = entity.items.first?.text ?? entity.expression
      regex(entity.name, text, roles, section)
    case "phraselist": phraseList(entity, hasType: entity.type != nil, section)
    default: break
    }
    if !entity.features.isEmpty { featureLines.append((entity, type, section.start)) }
  }

  private mutating func isValid(_ name: String, of type: String, _ start: Place) -> Bool {
    if type != "phraselist", name.contains(where: ItemText.invalidInNames.contains) {
      invalidName("an entity", name, start)
      return false
    }
    if name == type {
      faults.error("lu.entity-name", start, "an entity cannot be named as its type, '\(name)'")
      return false
    }
    return true
  }

  mutating func invalidName(_ what: String, _ name: String, _ start: Place) {
    faults.error(
      "lu.invalid-name",
      Place(file: start.file, line: start.line),
      "the name of \(what), '\(name)', holds one of < > * % & : \\ $",
      hint: "leave these characters out"
    )
  }

  /// Makes the name and its roles known; false where they are taken.
  private mutating func registerNames(
    of entity: WrittenEntity,
    type: String,
    _ start: Place
  ) -> Bool {
    let name = entity.isInterchangeable ? entity.name + "(interchangeable)" : entity.name
    let isOther = { (other: String) in
      other != type && other != "phraselist" && type != "phraselist"
    }
    if let prior = names.first(name, where: isOther) {
      faults.error(
        "lu.duplicate-name",
        start,
        "'\(name)' is an entity of type \(prior.type) already",
        hint: "give one of them another name"
      )
      return false
    }
    if let player = names.player(of: name) {
      faults.error(
        "lu.duplicate-name",
        start,
        "'\(name)' is a role of '\(player.name)' already",
        hint: "give the entity another name"
      )
      return false
    }
    let roles = entity.roles.uniqued
    for role in roles {
      guard let prior = names.player(of: role) ?? names.first(role),
        prior.roles.contains(where: { !PhraseListFlag.contains($0) })
      else { continue }
      faults.error(
        "lu.duplicate-role",
        start,
        "the role '\(role)' of '\(entity.name)' is taken by '\(prior.name)'",
        hint: "roles are unique in a file and differ from entities' names"
      )
      return false
    }
    names.add(name, type: type, roles: roles)
    return true
  }

  private mutating func learned(
    _ entity: WrittenEntity,
    _ roles: [String],
    hasChildren: Bool,
    _ section: Document.Section
  ) {
    let position = table.add(
      .learned,
      entity.name,
      roles: roles,
      isDeclared: true,
      place: section.place
    )
    table.records[position].isDeclared = true
    guard hasChildren else { return }
    trees[position, default: ChildTree()].startSection()
    for item in entity.items { trees[position]?.add(item, &faults) }
  }

  private mutating func composite(
    _ entity: WrittenEntity,
    _ roles: [String],
    _ section: Document.Section
  ) {
    let listed = entity.items.flatMap {
      $0.text.filter { $0 != "[" && $0 != "]" }.listed
    }
    composite(
      entity.name,
      (entity.parts ?? []) + listed,
      roles,
      isDefinition: entity.type != nil,
      section
    )
  }

  mutating func composite(
    _ name: String,
    _ parts: [String],
    _ roles: [String],
    isDefinition: Bool,
    _ section: Document.Section
  ) {
    let roles = roles + table.remove(.learned, name)
    let isKnown = table.has(.composite, name)
    let position = table.add(
      .composite,
      name,
      roles: roles,
      isDeclared: true,
      place: section.place
    )
    let known = table.records[position].parts
    if isKnown, isDefinition, !known.isEmpty,
      known.count != parts.count || known.sorted() != parts.sorted()
    {
      return faults.error(
        "lu.duplicate-composite",
        section.start,
        "the composite '\(name)' is defined twice, with different parts",
        hint: "define it once"
      )
    }
    table.records[position].parts += parts
  }

  private mutating func list(
    _ name: String,
    _ items: [WrittenItem],
    _ roles: [String],
    _ section: Document.Section
  ) {
    let position = listPosition(name, roles, section)
    var current: Int?
    for item in items {
      if item.text.hasSuffix(":") {
        let canonical = String(item.text.dropLast()).trimmed
        current = table.records[position].value(canonical, place: item.place)
      } else if let current {
        table.records[position].values[current].synonyms += item.text.listed
      } else if !item.text.listed.isEmpty {
        faults.error(
          "lu.synonym-without-value",
          section.start,
          "the list '\(name)' has synonyms ('\(item.text)') before any value",
          hint: "write '- value :' above them"
        )
        break
      }
    }
  }

  mutating func listPosition(_ name: String, _ roles: [String], _ section: Document.Section) -> Int
  {
    let roles = roles + table.remove(.learned, name)
    return table.add(.list, name, roles: roles, isDeclared: true, place: section.place)
  }

  mutating func prebuilt(_ name: String, _ roles: [String], _ section: Document.Section) {
    var name = name
    let roles = roles + table.remove(.learned, name)
    guard BuiltInTypes.contains(name) else {
      return faults.error(
        "lu.unknown-prebuilt",
        section.start,
        "there is no built-in entity '\(name)'",
        hint: "there are \(BuiltInTypes.all.joined(separator: ", "))"
      )
    }
    switch BuiltInTypes.availability(of: name, in: culture) {
    case .available: break
    case .replaced(let other): name = other
    case .missing:
      return faults.error(
        "lu.missing-prebuilt",
        section.start,
        "the built-in entity '\(name)' does not exist for \(culture)"
      )
    }
    table.add(.prebuilt, name, roles: roles, isDeclared: true, place: section.place)
  }

  mutating func regex(
    _ name: String,
    _ text: String?,
    _ roles: [String],
    _ section: Document.Section
  ) {
    let roles = roles + table.remove(.learned, name)
    let expression = text.map { String($0.dropFirst().dropLast()) } ?? ""
    if let text, expression.isEmpty {
      return faults.error(
        "lu.empty-regex",
        section.start,
        "the expression of '\(name)' is empty: \(text)",
        hint: "write = /expression/"
      )
    }
    if let text, !text.hasPrefix("/") || !text.hasSuffix("/") {
      faults.warning(
        "lu.cut-regex",
        section.start,
        "the expression of '\(name)' does not stand between slashes; it is read as \(expression)",
        hint: "write = /\(text.hasPrefix("/") ? String(text.dropFirst()) : text)/"
      )
    }
    let position = table.add(.regex, name, roles: roles, isDeclared: true, place: section.place)
    let known = table.records[position].expression
    if !known.isEmpty && !expression.isEmpty && known != expression {
      return faults.error(
        "lu.duplicate-regex",
        section.start,
        "'\(name)' has two expressions: /\(known)/ and /\(expression)/",
        hint: "keep one"
      )
    }
    if known.isEmpty { table.records[position].expression = expression }
  }
}

extension [String] {
  /// Each once, where it comes first.
  var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
