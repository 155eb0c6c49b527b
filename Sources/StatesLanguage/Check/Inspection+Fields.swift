internal import Ground

extension Inspection {
  /// Checks the members of an object: which there are, which lack, and the shape of each.
  ///
  /// - Returns: Whether it is an object at all.
  mutating func check(_ node: Node, against rule: ObjectRule) -> Bool {
    guard node.isObject else {
      report("wrong-type", node, "\(rule.noun) is an object, not \(node.value.kind)")
      return false
    }
    for (key, field) in node.members {
      if let shape = rule.fields[key] {
        check(field, is: shape)
      } else {
        reportUnknown(key, field, in: rule)
      }
    }
    for key in rule.required where node[key] == nil {
      report("missing-field", node, at: node.heading, "\(rule.noun) needs the field '\(key)'")
    }
    checkAlternatives(of: node, in: rule)
    if rule.hasTransition { checkEnd(of: node, in: rule) }
    return true
  }

  private mutating func checkAlternatives(of node: Node, in rule: ObjectRule) {
    for group in rule.exactlyOne + rule.atLeastOne where !group.contains(where: { node[$0] != nil })
    {
      report(
        "missing-field",
        node,
        at: node.heading,
        "\(rule.noun) needs one of \(group.joined(separator: ", "))"
      )
    }
    for group in rule.exactlyOne + rule.atMostOne {
      let there = node.members.filter { group.contains($0.key) }
      guard there.count > 1, let second = there.dropFirst().first else { continue }
      report(
        "either-or",
        second.node,
        at: second.node.heading,
        "\(rule.noun) has only one of \(group.joined(separator: ", "))",
        hint: "drop all but one"
      )
    }
  }

  private mutating func checkEnd(of state: Node, in rule: ObjectRule) {
    switch (state["Next"], state.ends) {
    case (let next?, true):
      report(
        "next-or-end",
        next,
        at: next.heading,
        "\(rule.noun) has either 'Next' or \"End\": true, not both",
        hint: "drop one of them"
      )
    case (nil, false):
      report(
        "next-or-end",
        state,
        at: state.heading,
        "\(rule.noun) needs 'Next' or \"End\": true"
      )
    default: break
    }
  }

  private mutating func reportUnknown(_ key: String, _ field: Node, in rule: ObjectRule) {
    let elsewhere = rule.fields["Type"] == nil ? [] : ObjectRule.types(with: key)
    guard elsewhere.isEmpty else {
      report(
        "forbidden-field",
        field,
        at: field.heading,
        "\(rule.noun) takes no '\(key)'",
        hint: "it belongs to \(elsewhere.joined(separator: ", "))"
      )
      return
    }
    let names = rule.fields.keys.sorted()
    let near = Resemblance.nearest(to: key, among: names)
    report(
      "unknown-field",
      field,
      at: field.heading,
      "\(rule.noun) has no field \(key.quoted)",
      // A state's list would be longer than it is of use.
      hint: near.map { "did you mean '\($0)'?" }
        ?? (names.count < 10 ? "it takes \(names.joined(separator: ", "))" : "")
    )
  }

  private mutating func check(_ node: Node, is shape: FieldShape) {
    switch shape {
    case .string: expect(node, "a string", node.value.string != nil)
    case .boolean: expect(node, "true or false", node.value.bool != nil)
    case .array: expect(node, "an array", node.value.array != nil)
    case .object: expect(node, "an object", node.isObject)
    case .anything: break
    case .wholeNumber(let range):
      checkNumber(node, whole: true, Double(range.lowerBound), Double(range.upperBound))
    case .number(let range): checkNumber(node, whole: false, range.lowerBound, range.upperBound)
    case .word(let words): checkWord(node, words)
    case .timestamp: checkTimestamp(node)
    case .path: checkPath(node)
    case .pathOrNull: checkPath(node, orNull: true)
    case .referencePath: checkReferencePath(node)
    case .resultPath: checkResultPath(node)
    case .text: checkText(node)
    case .template: checkTemplate(node)
    case .objectTemplate:
      expect(node, "an object", node.isObject)
      checkTemplate(node)
    }
  }

  private mutating func expect(_ node: Node, _ kind: String, _ isSo: Bool) {
    if !isSo { report("wrong-type", node, "this must be \(kind), not \(node.value.kind)") }
  }

  private mutating func checkNumber(_ node: Node, whole: Bool, _ least: Double, _ most: Double) {
    let kind = whole ? "a whole number" : "a number"
    guard let number = node.value.double else { return expect(node, kind, false) }
    if whole, node.value.int == nil {
      report("wrong-type", node, "this must be a whole number")
    } else if number < least {
      report("out-of-range", node, "this must be \(kind) of at least \(Int(least))")
    } else if number > most {
      report("out-of-range", node, "this must be \(kind) of at most \(Int(most))")
    }
  }

  private mutating func checkWord(_ node: Node, _ words: [String]) {
    if let word = node.value.string, words.contains(word) { return }
    report("unknown-word", node, "this must be \(words.joined(separator: " or "))")
  }

  mutating func checkTimestamp(_ node: Node) {
    if let text = node.value.string, Timestamp(text) != nil { return }
    report(
      "timestamp",
      node,
      "this must be a time with its zone, by RFC 3339",
      hint: "such as 2025-05-17T08:00:00Z"
    )
  }
}
