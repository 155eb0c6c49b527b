extension Document {
  /// The same in the modern form: `{@name=value}` for `{name=value}`, `@` lines for `$` lines.
  ///
  /// What has no modern form stays as it is.
  ///
  /// - Parameters:
  ///   - roles: the names that mean a role after an `@`; labels of the same name get none.
  ///   - convertsEntities: whether `$` lines are rewritten too.
  func modernised(roles: Set<String>, convertsEntities: Bool) -> Document {
    var modern = self
    var given: [String: Set<String>] = [:]
    for index in sections.indices {
      switch sections[index].content {
      case .intent(var intent):
        for item in intent.items.indices {
          intent.items[item].text = Self.modern(intent.items[item].text, roles)
        }
        modern.sections[index].content = .intent(intent)
      case .legacyEntity(let legacy) where convertsEntities:
        guard var entity = WrittenEntity(legacy) else { continue }
        entity.roles.removeAll { !given[entity.name, default: []].insert($0).inserted }
        modern.sections[index].content = .entity(entity)
      case .pair(var pair):
        for item in pair.filters.indices {
          pair.filters[item].text = Self.modern(filter: pair.filters[item].text)
        }
        modern.sections[index].content = .pair(pair)
      default: break
      }
    }
    modern.joinLists()
    return modern
  }

  private static func modern(_ line: String, _ roles: Set<String>) -> String {
    var item = ItemText(line)
    for index in item.labels.indices where !roles.contains(item.labels[index].name) {
      item.labels[index].hasMark = true
    }
    for index in item.slots.indices where !roles.contains(item.slots[index].name) {
      item.slots[index].hasMark = true
    }
    guard item.faults.isEmpty else { return line }
    switch (item.labels.isEmpty, item.slots.isEmpty) {
    case (true, true): return line
    case (false, true): return ItemRenderer.line(item.text, item.labels) ?? line
    case (true, false): return ItemRenderer.pattern(item) ?? line
    case (false, false): return line
    }
  }

  private static func modern(filter: String) -> String {
    let parts = filter.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return filter }
    return "\(String(parts[0]).trimmed) = \(String(parts[1]).trimmed)".trimmed
  }

  /// Makes one section of consecutive ones for the same list; the older spelling has one for each value.
  private mutating func joinLists() {
    var joined: [Section] = []
    for section in sections {
      guard case .entity(let next) = section.content, next.isValueOfList,
        let last = joined.indices.last, case .entity(var entity) = joined[last].content,
        entity.isValueOfList, entity.name == next.name, next.roles.isEmpty
      else {
        joined.append(section)
        continue
      }
      var items = next.items
      items[0].comments = section.comments + items[0].comments
      entity.items += items
      joined[last].content = .entity(entity)
    }
    sections = joined
  }
}

extension WrittenEntity {
  /// Whether it came from a `$` line for a value of a list.
  fileprivate var isValueOfList: Bool { type == "list" && wasLegacy && !items.isEmpty }

  /// The `@` line that says what a `$` line does; nil where there is none.
  init?(_ legacy: WrittenLegacyEntity) {
    let type = LegacyType(legacy.type)
    guard EntityNames.written(legacy.name) != nil, EntityNames.list(type.roles) != nil else {
      return nil
    }
    self.init(type: nil, name: legacy.name)
    wasLegacy = true
    roles = type.roles
    if BuiltInTypes.contains(type.text) {
      guard legacy.items.isEmpty else { return nil }
      self.type = "prebuilt"
      name = type.text
      return
    }
    switch type.kind {
    case .simple where legacy.items.isEmpty: self.type = "ml"
    case .value(let canonical):
      let isPlain = legacy.items.allSatisfy { item in
        item.text.listed == [item.text] && !item.text.hasSuffix(":") && !item.text.hasPrefix("@")
      }
      guard isPlain, !canonical.hasPrefix("@") else { return nil }
      self.type = "list"
      items = [WrittenItem("\(canonical) :")] + legacy.items
    case .phraseList(let isInterchangeable):
      self.type = "phraselist"
      self.isInterchangeable = isInterchangeable
      items = legacy.items
    case .composite(let parts?) where legacy.items.isEmpty:
      self.type = "composite"
      self.parts = parts
    case .regex where legacy.items.isEmpty:
      self.type = "regex"
      expression = type.text
    default: return nil
    }
  }
}
