internal import Ground

extension Collator {
  /// An intent as the settings make it: with its parent's name, or merged into it.
  struct ReadIntent {
    var name: String
    var items: [WrittenItem]
    var place: Place
    var start: Place
    /// Whether it has children, and so may be empty.
    var isParent = false
  }

  /// The intents in the order in which the reference looks at them: nested ones last.
  func intents(of document: Document) -> [ReadIntent] {
    var simple: [ReadIntent] = []
    var nested: [ReadIntent] = []
    var parent: ReadIntent?
    var merged: Int?
    var previous: ReadIntent?
    for section in document.sections {
      guard case .intent(let intent) = section.content else {
        previous = nil
        if !section.content.isEntity { parent = nil }
        continue
      }
      var own = ReadIntent(
        name: intent.name,
        items: intent.items,
        place: section.place,
        start: section.start
      )
      if intent.level == 1 {
        parent = nil
        simple.append(own)
        previous = intent.items.isEmpty ? own : nil
        continue
      }
      if let opener = previous {
        parent = opener
        merged = nil
        if settings.hasSections {
          simple.removeLast()
        } else {
          simple[simple.count - 1].isParent = true
        }
        previous = nil
      }
      guard settings.hasSections, let parent else {
        simple.append(own)
        continue
      }
      if !settings.mergesSections {
        own.name = parent.name + "." + own.name
        nested.append(own)
      } else if let merged {
        nested[merged].items += own.items
      } else {
        merged = nested.count
        own.name = parent.name
        own.place = parent.place
        own.start = parent.start
        nested.append(own)
      }
    }
    return simple + nested
  }

  mutating func intent(_ intent: ReadIntent) {
    if intent.name.contains(where: ItemText.invalidInNames.contains) {
      invalidName("an intent", intent.name, intent.start)
    }
    let position = intentPosition(intent.name, place: intent.place)
    if intent.items.isEmpty && !intent.isParent {
      faults.warning(
        "lu.empty-intent",
        intent.place,
        "the intent '\(intent.name)' has no examples",
        hint: "add lines that start with '-'"
      )
    }
    for item in intent.items { example(item, of: position) }
  }

  private mutating func example(_ item: WrittenItem, of intent: Int) {
    let read = ItemText(item.text)
    guard report(read.faults, of: item) else { return }
    if read.labels.count + read.slots.count > Self.maximumLabels {
      return faults.error(
        "lu.too-many-labels",
        item.start,
        "an example with more than \(Self.maximumLabels) labels"
      )
    }
    if !read.slots.isEmpty {
      guard read.labels.isEmpty else { return mixed(item) }
      pattern(read, item, of: intent)
    } else if !read.labels.isEmpty {
      labelled(read, item, of: intent)
    } else if LinkTarget.isLink(read.text[...]) {
      reference(read.text, item, of: intent)
    } else if PatternExpression.isPattern(read.text[...]) {
      add(pattern: read.text.text, key: read.text, item, of: intent)
    } else {
      plain(read.text, item, of: intent)
    }
  }

  /// More than this many labels in one line are no example of anything.
  static let maximumLabels = 100

  private mutating func mixed(_ item: WrittenItem) {
    faults.error(
      "lu.mixed-labels",
      item.start,
      "'\(item.text)' holds entities with and without a value",
      hint: "give all of them a value, or none"
    )
  }

  /// Reports what is wrong with the text; false where it cannot be used.
  private mutating func report(_ found: [ItemText.Fault], of item: WrittenItem) -> Bool {
    for fault in found {
      switch fault {
      case .unbalanced:
        faults.error(
          "lu.unbalanced-braces",
          item.start,
          "the braces of '\(item.text)' do not match",
          hint: "write \\{ and \\} for braces that label nothing"
        )
      case .unclosed:
        faults.warning(
          "lu.unclosed-label",
          item.start,
          "a label in '\(item.text)' is not closed; it is read up to the end of those around it",
          hint: "add the missing }"
        )
      case .invalidName(let name): invalidLabel(name, item)
      case .emptyValue(let name):
        faults.error(
          "lu.empty-label",
          item.start,
          "the label '\(name)' has no value in '\(item.text)'",
          hint: "write {@\(name)=value}"
        )
      case .secondValue(let name):
        faults.warning(
          "lu.second-value",
          item.start,
          "the label '\(name)' has a second '=', which drops what stands before it"
        )
      case .emptyName:
        faults.warning("lu.empty-name", item.start, "'\(item.text)' holds a label without a name")
      }
    }
    return found.allSatisfy {
      switch $0 {
      case .secondValue, .emptyName, .unclosed: true
      case .unbalanced, .invalidName, .emptyValue: false
      }
    }
  }

  private mutating func invalidLabel(_ name: String, _ item: WrittenItem) {
    faults.error(
      "lu.invalid-name",
      item.start,
      "the name of an entity, '\(name)', holds one of < > * % & : \\ $",
      hint: "leave these characters out"
    )
  }

  private mutating func plain(_ text: CodeUnits, _ item: WrittenItem, of intent: Int) {
    guard isNew(text, item, of: intent) else { return }
    if text.isEmpty {
      faults.warning("lu.empty-example", item.start, "an example without any text")
    }
    seen[text] = .utterance(intent: intent, position: file.intents[intent].utterances.count)
    file.intents[intent].utterances.append(
      Utterance(text: PatternExpression.unescaped(text[...]).text, place: item.place)
    )
  }

  private mutating func reference(_ text: CodeUnits, _ item: WrittenItem, of intent: Int) {
    guard let target = linkTarget(text, item.start), isNew(text, item, of: intent) else { return }
    seen[text] = .reference(intent: intent)
    let close = text.firstIndex(of: Unit.closeBracket) ?? 0
    file.intents[intent].references.append(
      Reference(text: text[1..<max(1, close)].text, target: target, place: item.place)
    )
  }

  /// The target of a link; nil, and a fault, where it names nothing to pull.
  mutating func linkTarget(_ text: CodeUnits, _ start: Place) -> String? {
    var target = LinkTarget.inParentheses(text[...])
    if text.last == Unit.closeBracket, let open = text.lastIndex(of: Unit.openBracket) {
      let name = text[(open + 1)..<(text.count - 1)].text
      guard let path = linkDefinitions[name] else {
        faults.error(
          "lu.missing-definition",
          start,
          "nothing says what [\(name)] is",
          hint: "add a line [\(name)]: path"
        )
        return nil
      }
      target = path
    }
    if LinkTarget.isURL(target) {
      faults.warning("lu.url", start, "'\(target)' is on the network and cannot be pulled from")
    }
    guard LinkTarget(target) != nil else {
      faults.error(
        "lu.link-target",
        start,
        "'\(text.text)' does not say what it pulls",
        hint: "write [text](file.lu#Intent), …#*utterances*, …#? or the like"
      )
      return nil
    }
    return target
  }

  /// Whether the text is no example yet; a warning where it is.
  mutating func isNew(_ text: CodeUnits, _ item: WrittenItem, of intent: Int) -> Bool {
    guard let prior = seen[text] else { return true }
    let owner: Int
    switch prior {
    case .utterance(let intent, _), .pattern(let intent), .reference(let intent): owner = intent
    }
    if owner == intent {
      faults.warning("lu.duplicate-example", item.start, "'\(item.text)' is written twice")
    } else {
      faults.warning(
        "lu.example-in-two-intents",
        item.start,
        "'\(item.text)' is dropped: it is an example of '\(file.intents[owner].name)' already",
        hint: "keep it in one intent"
      )
    }
    return false
  }

  mutating func add(
    pattern text: String,
    key: CodeUnits,
    _ item: WrittenItem,
    of intent: Int
  ) {
    guard isNew(key, item, of: intent) else { return }
    seen[key] = .pattern(intent: intent)
    file.intents[intent].patterns.append(Pattern(text: text, place: item.place))
  }
}

extension Document.Content {
  /// Whether it defines an entity.
  var isEntity: Bool {
    switch self {
    case .entity, .legacyEntity: true
    default: false
    }
  }
}
