internal import Ground

/// What Teams and accessibility ask of one element, beyond its fields.
extension CardWalk {
  /// Checks an element whose fields are known.
  mutating func checkRules(of map: JSONMap, _ type: String, _ context: Context) {
    checkID(of: map, type, context)
    switch type {
    case "AdaptiveCard": checkCard(map, context)
    case "TextBlock": checkTextBlock(map)
    case "Image":
      if isBlank(map["altText"]) {
        report("card.alt-text", at: map.place, "a picture needs 'altText'", isGrave: false)
      }
    case "TargetElement":
      if let id = map["elementId"]?.value.string { targets.append((id, map.place)) }
    case _ where type.hasPrefix("Action."): checkAction(map, type, context)
    case _ where type.hasPrefix("Input.") && type != "Input.Choice":
      checkInput(map, type, context)
    default: break
    }
  }

  private mutating func checkID(of map: JSONMap, _ type: String, _ context: Context) {
    guard let id = map["id"]?.value.string, !id.isEmpty, !id.hasExpression, !context.isFallback,
      let place = map["id"]?.place
    else { return }
    if let first = ids[id] {
      report("card.id", at: place, "the id '\(id)' is taken in line \(first.line)")
    } else {
      ids[id] = place
    }
  }

  private mutating func checkCard(_ map: JSONMap, _ context: Context) {
    if context.showCards > 1 {
      report("card.show-card", at: map.place, "Teams on phones shows no card in a card in a card")
    }
    guard context.showCards == 0, !context.isFallback else { return }
    if isBlank(map["fallbackText"]), isBlank(map["speak"]) {
      report(
        "card.fallback-text",
        at: map.place,
        "the card needs 'fallbackText', for notifications and hosts that cannot show it",
        isGrave: false
      )
    }
  }

  private mutating func checkTextBlock(_ map: JSONMap) {
    guard let text = map["text"]?.value.string else { return }
    let place = map["text"]?.place ?? map.place
    let hasExpression = isTemplate && text.hasExpression
    if text.allSatisfy(\.isWhitespace) {
      report("card.empty", at: place, "an empty text", isGrave: false)
    }
    if map["wrap"]?.value != true, hasExpression || text.count > 40 {
      report(
        "card.wrap",
        at: place,
        "a long text without \"wrap\": true is cut off",
        isGrave: false
      )
    }
    let isBold = map["weight"]?.value.string?.lowercased() == "bolder"
    let isHeading = map["style"]?.value.string?.lowercased() == "heading"
    if !hasText, isBold, !isHeading {
      report("card.heading", at: place, "the title needs \"style\": \"heading\"", isGrave: false)
    }
    hasText = true
  }

  /// Checks what concerns the card as a whole.
  mutating func checkWhole(_ map: JSONMap) {
    let version = map["version"]?.value.string ?? ""
    let numbers = version.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    let place = map["version"]?.place ?? map.place
    if numbers.count == 2, let major = numbers[0], let minor = numbers[1] {
      if (major, minor) > (1, 5) {
        report("card.version", at: place, "Teams shows version 1.5 and older, not \(version)")
      }
      if usesExecute || map["refresh"] != nil, (major, minor) < (1, 4) {
        report("card.version", at: place, "Action.Execute and refresh need version 1.4")
      }
    } else {
      report("card.version", at: place, "the card needs a 'version' such as \"1.5\"")
    }
    if map["type"]?.value.string != "AdaptiveCard" {
      report("card.no-type", at: map.place, "the card needs \"type\": \"AdaptiveCard\"")
    }
    checkSize(map)
    checkRefresh(map)
    checkTeams(map)
  }

  private mutating func checkSize(_ map: JSONMap) {
    let text = map.value.text
    guard text.utf8.count > 28 * 1024 else { return }
    if text.utf16.count * 2 > 80 * 1024 {
      report("card.size", at: map.place, "the card is larger than 80 KB, more than Teams takes")
    } else {
      report(
        "card.size",
        at: map.place,
        "the card is larger than 28 KB, more than some Teams clients take",
        isGrave: false
      )
    }
  }

  private mutating func checkRefresh(_ map: JSONMap) {
    guard let refresh = map["refresh"] else { return }
    guard let users = refresh["userIds"]?.value.array else {
      report("card.refresh", at: refresh.place, "refresh needs 'userIds'")
      return
    }
    if users.count > 60 {
      report("card.refresh", at: refresh.place, "refresh takes at most 60 users")
    }
    if refresh["action"] == nil {
      report("card.refresh", at: refresh.place, "refresh needs an 'action'")
    }
  }

  private mutating func checkTeams(_ map: JSONMap) {
    guard let teams = map["msteams"] else { return }
    if let width = teams["width"]?.value.string, width.lowercased() != "full" {
      report("card.teams", at: teams.place, "'width' can only be \"Full\"")
    }
    let body = map["body"]?.value.text ?? ""
    for entity in teams["entities"]?.items ?? [] where entity["type"]?.value == "mention" {
      guard let text = entity["text"]?.value.string, !text.hasExpression else { continue }
      // As it stands in JSON, without the quotes around it.
      if !body.contains(JSON.string(text).text.dropFirst().dropLast()) {
        report("card.teams", at: entity.place, "the mention '\(text)' is not in the card")
      }
    }
  }

  /// Whether a text is missing or says nothing.
  func isBlank(_ map: JSONMap?) -> Bool {
    map?.value.string?.contains { !$0.isWhitespace } != true
  }
}
