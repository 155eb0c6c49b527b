internal import Ground

/// What Teams asks of actions and inputs.
extension CardWalk {
  mutating func checkAction(_ map: JSONMap, _ type: String, _ context: Context) {
    switch context.place {
    case .selectAction, .execute: break
    default:
      if isBlank(map["title"]) { report("card.title", at: map.place, "\(type) needs a 'title'") }
    }
    if let style = map["style"],
      ["positive", "destructive"].contains(style.value.string?.lowercased())
    {
      report("card.style", at: style.place, "Teams does not show 'style'", isGrave: false)
    }
    if let enabled = map["isEnabled"] {
      report("card.enabled", at: enabled.place, "older Teams ignores 'isEnabled'", isGrave: false)
    }
    if type == "Action.Execute", !context.isFallback { checkExecute(map, context) }
    if type == "Action.Submit" || type == "Action.Execute" {
      checkData(map)
      if !context.isFallback { checkDistinct(map) }
    }
  }

  /// Two buttons with the same data are one to whoever gets the answer.
  private mutating func checkDistinct(_ map: JSONMap) {
    let data = map["data"]?.value ?? [:]
    guard !(isTemplate && data.text.hasExpression), !submitted.insert(data).inserted else {
      return
    }
    report(
      "card.actions-alike",
      at: map.place,
      "another action has the same 'data', so that nobody can tell which was chosen"
    )
  }

  private mutating func checkExecute(_ map: JSONMap, _ context: Context) {
    usesExecute = true
    if isBlank(map["verb"]) { report("card.verb", at: map.place, "Action.Execute needs a 'verb'") }
    guard context.place != .execute, map["fallback"]?["type"]?.value != "Action.Submit" else {
      return
    }
    report(
      "card.execute",
      at: map.place,
      "Action.Execute needs a 'fallback' of Action.Submit for older clients",
      isGrave: false
    )
  }

  private mutating func checkData(_ map: JSONMap) {
    guard let data = map["data"] else { return }
    if let text = data.value.string, isTemplate, text.hasExpression { return }
    guard data.value.object != nil else {
      report(
        "card.data",
        at: data.place,
        "'data' must be an object, which the inputs are merged into"
      )
      return
    }
    for member in data.members {
      dataKeys.append((member.key, member.place))
      if isTemplate, member.key == Card.questionKey {
        report("card.data", at: member.place, "'\(member.key)' is Rakel's own")
      }
    }
    let kinds = ["messageBack", "imBack", "signin", "invoke", "task/fetch", "task/submit"]
    if let teams = data["msteams"], teams.value.object != nil,
      !kinds.contains(teams["type"]?.value.string ?? "")
    {
      report("card.teams", at: teams.place, "Teams knows no such action")
    }
  }

  mutating func checkInput(_ map: JSONMap, _ type: String, _ context: Context) {
    if let id = map["id"]?.value.string {
      inputs.insert(id)
      let place = map["id"]?.place ?? map.place
      if id.hasExpression ? !isTemplate : !isKey(id) || id == Card.questionKey {
        report("card.id", at: place, "an input's id is letters, digits, '_', '.', '-'")
      }
    }
    if context.showCards > 0 {
      report(
        "card.input",
        at: map.place,
        "an input must stand in the card itself, not in an Action.ShowCard"
      )
    }
    if isBlank(map["label"]), type != "Input.Toggle" || isBlank(map["title"]) {
      report("card.label", at: map.place, "\(type) needs a 'label'", isGrave: false)
    }
    let rules = ["isRequired", "regex", "min", "max"].filter { isRule(map[$0]?.value) }
    if let rule = rules.first, isBlank(map["errorMessage"]) {
      report(
        "card.error-message",
        at: map[rule]?.place ?? map.place,
        "an input with '\(rule)' needs 'errorMessage'",
        isGrave: false
      )
    }
    checkBounds(map, type)
    if type == "Input.ChoiceSet" { checkChoices(map) }
    if type == "Input.Text" { checkTextInput(map) }
  }

  /// Whether a regular expression is one; why it is none does not matter.
  private func isPattern(_ text: String) -> Bool {
    text.utf8.count <= 500 && (try? Regex(text)) != nil
  }

  private func isRule(_ value: JSON?) -> Bool {
    switch value {
    case nil, .null, .bool(false), "": false
    default: true
    }
  }

  private func isKey(_ id: String) -> Bool {
    guard let first = id.unicodeScalars.first, first.isASCII,
      first.properties.isAlphabetic || first == "_"
    else { return false }
    return id.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || "_.-".unicodeScalars.contains($0)
    }
  }

  private mutating func checkBounds(_ map: JSONMap, _ type: String) {
    guard let least = map["min"]?.value, let most = map["max"]?.value,
      CardValues.isLess(most, least) == true
    else { return }
    let isText = least.string?.hasExpression == true || most.string?.hasExpression == true
    if !isText { report("card.bounds", at: map.place, "'min' is above 'max': nothing fits") }
  }

  private mutating func checkTextInput(_ map: JSONMap) {
    if map["style"]?.value.string?.lowercased() == "password" {
      report(
        "card.password",
        at: map.place,
        "Rakel asks nobody for a password: what is answered is kept"
      )
    }
    guard let pattern = map["regex"], let text = pattern.value.string else { return }
    if !(isTemplate && text.hasExpression), !isPattern(text) {
      report("card.regex", at: pattern.place, "'regex' is not a regular expression")
    }
  }

  private mutating func checkChoices(_ map: JSONMap) {
    let choices = map["choices"]?.items ?? []
    if choices.isEmpty {
      report("card.choices", at: map.place, "Input.ChoiceSet needs 'choices'", isGrave: false)
    }
    let severalAllowed = map["isMultiSelect"]?.value.bool == true
    var seen: Set<String> = []
    for choice in choices {
      guard let value = choice["value"]?.value.string, !(isTemplate && value.hasExpression) else {
        continue
      }
      if !seen.insert(value).inserted {
        report("card.choices", at: choice.place, "two choices have the value '\(value)'")
      }
      if severalAllowed, value.contains(",") {
        report("card.choices", at: choice.place, "a comma parts the values of several choices")
      }
    }
    guard let chosen = map["value"], let text = chosen.value.string, !text.isEmpty,
      !choices.contains(where: { isTemplate && $0["value"]?.value.string?.hasExpression == true }),
      !(isTemplate && text.hasExpression)
    else { return }
    let parts = severalAllowed ? text.split(separator: ",").map(String.init) : [text]
    for part in parts where !seen.contains(part) {
      report("card.choices", at: chosen.place, "'\(part)' is not one of the choices")
    }
  }
}
