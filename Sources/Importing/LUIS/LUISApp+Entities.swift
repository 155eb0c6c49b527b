internal import Authoring

extension LUISApp {
  mutating func readEntities() throws(ImportError) {
    for field in try root.member("entities").items() { try readLearned(field) }
    for field in try root.member("hierarchicals").items() { try readHierarchical(field) }
    for field in try root.member("prebuiltEntities").items() {
      try readPrebuilt(field, named: field.member("name").requiredText())
    }
    for field in try root.member("bing_entities").items() {
      try readPrebuilt(field, named: field.requiredText())
    }
    for field in try root.member("closedLists").items() { try readList(field) }
    for member in ["regex_entities", "regexEntities"] {
      for field in try root.member(member).items() { try readRegex(field) }
    }
    for field in try root.member("composites").items() { try readComposite(field) }
    for field in try root.member("patternAnyEntities").items() { try readPatternAny(field) }
  }

  // MARK: Learned

  private mutating func readLearned(_ field: Field) throws(ImportError) {
    // Before schema 4 children are names only, and mean what roles mean.
    let first = try field.member("children").items().first
    if first?.isText == true { return try readHierarchical(field) }
    let name = try name(of: field)
    try keepInheritance(of: field, as: "entity.inherits", name: name)
    let children = try children(of: field)
    let features = try features(of: field)
    // `instanceOf` at the top says what a required feature says.
    let kind = Entity.Kind.machineLearned(children: children)
    var entity = Entity(name: name, kind: kind, roles: try roles(of: field, named: name))
    entity.features = optional(features, of: name)
    table.add(entity, &losses)
  }

  private mutating func children(of field: Field) throws(ImportError) -> [EntityChild] {
    var children: [EntityChild] = []
    for child in try field.member("children").items() {
      let name = try name(of: child)
      var features = try features(of: child)
      let instance = try child.member("instanceOf").text().flatMap { $0.isEmpty ? nil : $0 }
      // From schema 6 a required model is what earlier ones call the instance.
      var type = instance.map { Names.entity($0, &losses) }
      if let required = features.firstIndex(where: \.isRequired) {
        if type == nil { type = features[required].name }
        if type == features[required].name { features.remove(at: required) }
      }
      let nested = try self.children(of: child)
      let rest = optional(features, of: name)
      guard !children.contains(where: { $0.name == name }) else {
        losses.report("'\(name)' is a part twice of one entity; the second is left out")
        continue
      }
      children.append(
        EntityChild(name: name, type: type ?? "ml", features: rest, children: nested)
      )
    }
    return children
  }

  /// What the older schemas call children of a hierarchical entity are roles by another name.
  private mutating func readHierarchical(_ field: Field) throws(ImportError) {
    let name = try name(of: field)
    var roles = try roles(of: field, named: name)
    for child in try field.member("children").items() {
      let raw = child.isText ? child : try child.member("name")
      roles.append(Names.entity(try raw.requiredText(), &losses))
    }
    losses.report("'\(name)' is hierarchical; its children become roles")
    let features = optional(try features(of: field), of: name)
    table.add(
      Entity(name: name, kind: .machineLearned(children: []), roles: roles, features: features),
      &losses
    )
  }

  // MARK: Recognised by themselves

  private mutating func readPrebuilt(_ field: Field, named raw: String) throws(ImportError) {
    // An array of names has no members to ask for.
    let hasMembers = field.isObject
    if let name = Prebuilts.name(raw) {
      let roles = hasMembers ? try roles(of: field, named: name) : []
      return table.add(Entity(name: name, kind: .prebuilt, roles: roles), &losses)
    }
    let name = Names.entity(raw, &losses)
    losses.report("'\(name)' is no built-in type of .lu; it becomes a learned entity")
    let roles = hasMembers ? try roles(of: field, named: name) : []
    table.add(Entity(name: name, kind: .machineLearned(children: []), roles: roles), &losses)
  }

  private mutating func readList(_ field: Field) throws(ImportError) {
    let name = try name(of: field)
    try keepInheritance(of: field, as: "entity.inherits", name: name)
    var values = ListValues()
    for sublist in try field.member("subLists").items() {
      values.add(try sublist.member("canonicalForm").text() ?? "", &losses, of: name)
      for synonym in try sublist.member("list").items() {
        values.addSynonym(try synonym.requiredText())
      }
    }
    let roles = try roles(of: field, named: name)
    let list = Entity(name: name, kind: .list([]), roles: roles)
    table.add(values.written(for: list, &losses), &losses)
  }

  private mutating func readRegex(_ field: Field) throws(ImportError) {
    let name = try name(of: field)
    let roles = try roles(of: field, named: name)
    let pattern = try field.member("regexPattern").text()?.oneLine ?? ""
    if pattern.isEmpty { losses.report("'\(name)' has no regular expression and finds nothing") }
    table.add(Entity(name: name, kind: .regex(pattern), roles: roles), &losses)
  }

  // MARK: Others

  private mutating func readComposite(_ field: Field) throws(ImportError) {
    let name = try name(of: field)
    var children: [String] = []
    for child in try field.member("children").items() {
      let raw = child.isText ? child : try child.member("name")
      let text = try raw.requiredText()
      children.append(Prebuilts.name(text) ?? Names.entity(text, &losses))
    }
    var entity = Entity(
      name: name,
      kind: .composite(children: children),
      roles: try roles(of: field, named: name)
    )
    entity.features = optional(try features(of: field), of: name)
    table.add(entity, &losses)
  }

  private mutating func readPatternAny(_ field: Field) throws(ImportError) {
    let name = try name(of: field)
    try keepInheritance(of: field, as: "patternAnyEntity.inherits", name: name)
    let explicit = try field.member("explicitList").items().count
    if explicit > 0 {
      losses.report("the explicit list of '\(name)' is left out (\(explicit))")
    }
    table.add(
      Entity(name: name, kind: .patternAny, roles: try roles(of: field, named: name)),
      &losses
    )
  }

  mutating func readPhraseLists() throws(ImportError) {
    for member in ["model_features", "phraselists"] {
      for field in try root.member(member).items() {
        let name = Names.phraseList(try field.member("name").requiredText(), &losses)
        let words = try field.member("words").text()?.oneLine ?? ""
        let phrases = Self.phrases(words)
        guard !phrases.isEmpty else {
          losses.report("the phrase list '\(name)' is left out: it is empty")
          continue
        }
        let list = PhraseList(
          name: name,
          isInterchangeable: try field.member("mode").flag() ?? false,
          phrases: phrases,
          isEnabled: try field.member("activated").flag() ?? true,
          isEnabledForAllModels: try field.member("enabledForAllModels").flag()
        )
        table.add(list, &losses)
      }
    }
  }

  /// The phrases between commas, without what would make one a heading.
  private static func phrases(_ words: String) -> [String] {
    words.split { $0 == "," || $0 == ";" }.compactMap { part in
      var phrase = String(part).oneLine
      while phrase.hasSuffix(":") { phrase = String(phrase.dropLast()).oneLine }
      while phrase.hasPrefix("@") { phrase = String(phrase.dropFirst()).oneLine }
      return phrase.isEmpty ? nil : phrase
    }
  }

  private mutating func name(of field: Field) throws(ImportError) -> String {
    Names.entity(try field.member("name").requiredText(), &losses)
  }

  private mutating func roles(of field: Field, named name: String) throws(ImportError) -> [String] {
    var roles: [String] = []
    for role in try field.member("roles").items() {
      let clean = Names.entity(try role.requiredText(), &losses)
      if !roles.contains(clean) { roles.append(clean) }
    }
    return roles
  }
}
