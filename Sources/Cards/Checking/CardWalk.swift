internal import Ground

/// Walks through a card and notes what is wrong with it, element by element.
struct CardWalk {
  /// Where an element stands, as far as rules depend on it.
  struct Context {
    var isFallback = false
    /// How many `Action.ShowCard` are around it.
    var showCards = 0
    var place: CardPlace
  }

  let file: String
  let isTemplate: Bool
  var faults: [Diagnostic] = []
  /// The ids of elements, with where each was first.
  var ids: [String: JSONMap.Place] = [:]
  /// The ids that `Action.ToggleVisibility` names.
  var targets: [(id: String, place: JSONMap.Place)] = []
  /// The ids of inputs, and the members of actions' data, which come back side by side.
  var inputs: Set<String> = []
  var dataKeys: [(key: String, place: JSONMap.Place)] = []
  /// The data of the actions that submit.
  var submitted: Set<JSON> = []
  var hasText = false
  var usesExecute = false

  init(file: String, isTemplate: Bool) {
    self.file = file
    self.isTemplate = isTemplate
  }

  /// Checks the whole card.
  mutating func check(card map: JSONMap) {
    element(map, Context(place: .card))
    checkWhole(map)
    for target in targets where ids[target.id] == nil {
      report("card.target", at: target.place, "no element has the id '\(target.id)'")
    }
    for (key, place) in dataKeys where inputs.contains(key) {
      report("card.data", at: place, "'\(key)' is the id of an input too; its answer would be lost")
    }
  }

  /// Checks what stands where an element should.
  mutating func element(_ map: JSONMap, _ context: Context, depth: Int = 0) {
    // The reader of templates has said so.
    guard depth <= 60 else { return }
    if let text = map.value.string {
      checkText(text, at: map.place, instead: context)
      return
    }
    guard map.value.object != nil else {
      report("card.shape", at: map.place, "an element must be an object")
      return
    }
    guard let type = type(of: map, context), let rule = CardRule.of(type) else { return }
    checkMembers(of: map, type, rule, context, depth: depth)
    checkRules(of: map, type, context)
  }

  private mutating func type(of map: JSONMap, _ context: Context) -> String? {
    guard let said = map["type"] else {
      if context.place.implied == nil { report("card.no-type", at: map.place, "'type' is missing") }
      return context.place.implied
    }
    guard let type = said.value.string, !type.hasExpression else {
      report("card.structure", at: said.place, "'type' must be the name of an element")
      return nil
    }
    if context.place.types.contains(type) { return type }
    if CardRule.of(type) != nil {
      report("card.misplaced", at: said.place, "'\(type)' cannot stand here")
      return type
    }
    report(
      "card.unknown-element",
      at: said.place,
      "'\(type)' is not an element that Rakel's cards may use",
      hint: "here may stand: \(context.place.types.sorted().joined(separator: ", "))"
    )
    return nil
  }

  private mutating func checkText(
    _ text: String,
    at place: JSONMap.Place,
    instead context: Context
  ) {
    switch context.place {
    case .inline: checkWords(text, at: place, isMarkdown: false)
    case .target: targets.append((text, place))
    case .background: checkPicture(text, at: place)
    case .elementFallback, .columnFallback, .actionFallback:
      if text.lowercased() != "drop" {
        report("card.fallback", at: place, "a fallback is an element or \"drop\"")
      }
    // That elements cannot come from data is said by the reader of templates.
    default:
      if !(isTemplate && text.hasExpression) {
        report("card.shape", at: place, "an element must be an object")
      }
    }
  }

  private mutating func checkMembers(
    of map: JSONMap,
    _ type: String,
    _ rule: CardRule,
    _ context: Context,
    depth: Int
  ) {
    var seen: Set<String> = []
    for member in map.members {
      // Only what was written can say a thing twice.
      if isTemplate, !seen.insert(member.key).inserted {
        report("card.repeated-field", at: member.place, "'\(member.key)' is said twice")
      }
      if member.key == "type" { continue }
      if isTemplate, member.key == "$data" || member.key == "$when" { continue }
      guard let field = rule.fields[member.key] else {
        report(
          "card.unknown-field",
          at: member.place,
          "\(type) has no field '\(member.key)'",
          hint: "it may have \(rule.fields.keys.sorted().joined(separator: ", "))"
        )
        continue
      }
      value(member.value, as: field, of: type, member.key, context, depth: depth)
    }
    for key in rule.required where map[key] == nil {
      report("card.missing-field", at: map.place, "\(type) needs '\(key)'")
    }
  }

  private mutating func value(
    _ map: JSONMap,
    as field: CardField,
    of type: String,
    _ key: String,
    _ context: Context,
    depth: Int
  ) {
    var inner = Context(
      isFallback: context.isFallback || key == "fallback",
      showCards: context.showCards,
      place: context.place
    )
    switch field {
    case .one(let place):
      inner.place = place
      if type == "Action.ShowCard" { inner.showCards += 1 }
      element(map, inner, depth: depth + 1)
    case .many(let place):
      inner.place = place
      if map.value.array == nil, !(isTemplate && map.value.string?.hasExpression == true) {
        report("card.shape", at: map.place, "'\(key)' must be a list")
      }
      if key == "actions", map.items.count > 6 {
        report("card.actions", at: map.place, "Teams shows at most 6 actions")
      }
      for item in map.items { element(item, inner, depth: depth + 1) }
    default: scalar(map, as: field, key)
    }
  }

  mutating func report(
    _ code: String,
    at place: JSONMap.Place,
    _ message: String,
    hint: String = "",
    isGrave: Bool = true
  ) {
    faults.append(
      Diagnostic(
        isTemplate || isGrave ? .error : .warning,
        code,
        file: file,
        line: place.line,
        column: place.column,
        message,
        hint: hint
      )
    )
  }
}
