internal import Ground

extension Collator {
  // MARK: Patterns

  mutating func pattern(_ read: ItemText, _ item: WrittenItem, of intent: Int) {
    var text = read.text.text.replacing("{@", with: "{")
    for slot in read.slots {
      let (name, role, isRole) = resolve(slot.name, slot.role, hasMark: slot.hasMark)
      if isRole {
        text = text.replacing("{\(role)}", with: "{\(name):\(role)}", maxReplacements: 1)
      }
      if BuiltInTypes.contains(name) && !table.has(.prebuilt, name) {
        return faults.error(
          "lu.undeclared-prebuilt",
          item.start,
          "the pattern '\(item.text)' uses the built-in entity '\(name)', which is not declared",
          hint: "add a line @ prebuilt \(name)"
        )
      }
      if name.contains(where: ItemText.invalidInNames.contains) { continue }
      slotEntity(name, role, item.place)
    }
    add(pattern: text, key: CodeUnits(text), item, of: intent)
  }

  private mutating func slotEntity(_ name: String, _ role: String, _ place: Place) {
    let roles = role.isEmpty ? [] : [role]
    var isKnown = false
    for category in EntityTable.Category.allCases where category != .patternAny {
      guard let position = table.find(category, name) else { continue }
      isKnown = true
      table.addRoles(roles, at: position)
    }
    if !isKnown { table.add(.patternAny, name, roles: roles, isDeclared: false, place: place) }
  }

  /// The entity and role that a name in braces means; one with `@` may be a role's own name.
  private func resolve(
    _ name: String,
    _ role: String,
    hasMark: Bool
  ) -> (name: String, role: String, isRole: Bool) {
    guard hasMark, let player = names.player(of: name), player.type != "phraselist" else {
      return (name, role, false)
    }
    return (player.name, name, true)
  }

  // MARK: Labels

  mutating func labelled(_ read: ItemText, _ item: WrittenItem, of intent: Int) {
    let labels = read.labels.map { label in
      let (name, role, _) = resolve(label.name, label.role, hasMark: label.hasMark)
      return Label(entity: name, role: role.isEmpty ? nil : role, range: label.range)
    }
    for label in labels {
      guard labelEntity(label, among: labels, item) else { return }
    }
    let position: Int
    let owner: Int
    switch seen[read.text] {
    case .utterance(let known, let place):
      (owner, position) = (known, place)
      let isRepeated = labels.allSatisfy(file.intents[known].utterances[place].labels.contains)
      if known != intent || isRepeated { _ = isNew(read.text, item, of: intent) }
    case .pattern, .reference:
      _ = isNew(read.text, item, of: intent)
      return
    case nil:
      (owner, position) = (intent, file.intents[intent].utterances.count)
      seen[read.text] = .utterance(intent: owner, position: position)
      file.intents[intent].utterances.append(
        Utterance(text: read.text.text, place: item.place)
      )
    }
    for label in labels { unite(label, owner, position, item) }
  }

  /// Makes sure that the entity may be labelled; adds it, or the role, where it is new.
  private mutating func labelEntity(
    _ label: Label,
    among labels: [Label],
    _ item: WrittenItem
  ) -> Bool {
    let name = label.entity
    let roles = label.role.map { [$0] } ?? []
    for category in [EntityTable.Category.composite, .list, .prebuilt, .regex] {
      guard let position = table.find(category, name) else { continue }
      guard label.role == nil, category != .composite else {
        table.addRoles(roles, at: position)
        return true
      }
      if labels.contains(where: { $0.entity != name && $0.holds(label) }) { return true }
      faults.error(
        "lu.labelled-entity",
        item.start,
        "'\(name)' is found without examples and cannot be labelled in '\(item.text)'",
        hint: "take the braces away, name a role ({@\(name):role=…}) or label its parent as well"
      )
      return false
    }
    let isPhraseList = phraseListIndex[name] != nil
    if isPhraseList && !table.has(.learned, name) {
      faults.warning(
        "lu.labelled-phrase-list",
        item.start,
        "the label '\(name)' is that of a phrase list; it becomes a learned entity too"
      )
    }
    let slotRoles = table.remove(.patternAny, name)
    table.add(.learned, name, roles: roles + slotRoles, isDeclared: false, place: item.place)
    return true
  }

  /// Adds a label to an utterance that may have some; of two that overlap the settings choose one.
  private mutating func unite(_ label: Label, _ intent: Int, _ position: Int, _ item: WrittenItem) {
    let known = file.intents[intent].utterances[position].labels
    guard !known.contains(label) else { return }
    guard known.count < Self.maximumLabels else {
      return faults.error(
        "lu.too-many-labels",
        item.start,
        "an example with more than \(Self.maximumLabels) labels"
      )
    }
    let prior = known.firstIndex {
      $0.entity == label.entity && label.role == nil && $0.role == nil
        && ($0.holds(label) || label.holds($0))
    }
    guard let prior else {
      file.intents[intent].utterances[position].labels.append(label)
      return
    }
    let other = known[prior]
    switch settings.ambiguity {
    case .first: break
    case .last: file.intents[intent].utterances[position].labels[prior].range = label.range
    case .error:
      faults.error(
        "lu.ambiguous-labels",
        item.start,
        "'\(label.entity)' is labelled differently in another line with this text",
        hint: "label it alike in both"
      )
    case .longest:
      let isLonger =
        label.range.lowerBound >= other.range.lowerBound
        && label.range.upperBound >= other.range.upperBound
      if isLonger {
        file.intents[intent].utterances[position].labels[prior].range = label.range
      }
    }
  }
}

extension Label {
  /// Whether the other label lies within this one.
  func holds(_ other: Label) -> Bool {
    range.lowerBound <= other.range.lowerBound && other.range.upperBound <= range.upperBound
  }
}
