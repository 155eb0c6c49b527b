internal import Ground

extension Inspection {
  mutating func checkChoices(_ state: Node) {
    guard let choices = state["Choices"], choices.value.array != nil else { return }
    if choices.items.isEmpty {
      report("missing-field", choices, "a Choice state needs at least one rule")
    }
    for rule in choices.items { checkRule(rule, isInner: false) }
  }

  /// Checks one rule; inner ones stand in `And`, `Or` and `Not` and only say true or false.
  private mutating func checkRule(_ rule: Node, isInner: Bool) {
    guard rule.isObject else {
      report("wrong-type", rule, "a rule is an object, not \(rule.value.kind)")
      return
    }
    var operators: [String] = []
    for (key, value) in rule.members {
      switch key {
      case "And", "Or", "Not":
        operators.append(key)
        checkCombination(key, value)
      case "Variable": checkPath(value)
      case "Next", "Assign":
        checkOutcome(key, value, isInner: isInner)
      case "Comment":
        if value.value.string == nil { report("wrong-type", value, "this must be a string") }
      default:
        if let comparison = ChoiceOperator(key) {
          operators.append(key)
          checkOperand(value, of: comparison)
        } else {
          reportUnknownOperator(key, value)
        }
      }
    }
    checkShape(of: rule, operators: operators, isInner: isInner)
  }

  private mutating func checkCombination(_ key: String, _ value: Node) {
    if key == "Not" { return checkRule(value, isInner: true) }
    guard value.value.array != nil, !value.items.isEmpty else {
      report("wrong-type", value, "'\(key)' takes an array of at least one rule")
      return
    }
    for rule in value.items { checkRule(rule, isInner: true) }
  }

  private mutating func checkOutcome(_ key: String, _ value: Node, isInner: Bool) {
    if isInner {
      report(
        "forbidden-field",
        value,
        at: value.heading,
        "a rule inside another has no '\(key)'",
        hint: "it belongs to the outermost rule"
      )
    } else if key == "Assign" {
      if !value.isObject {
        report("wrong-type", value, "this must be an object, not \(value.value.kind)")
      }
      checkTemplate(value)
    } else if value.value.string == nil {
      report("wrong-type", value, "this must be a string, not \(value.value.kind)")
    }
  }

  private mutating func reportUnknownOperator(_ key: String, _ value: Node) {
    let near = Resemblance.nearest(
      to: key,
      among: ChoiceOperator.byName.keys + ["And", "Or", "Not", "Variable", "Next", "Assign"]
    )
    report(
      "unknown-operator",
      value,
      at: value.heading,
      "a rule has no \(key.quoted)",
      hint: near.map { "did you mean '\($0)'?" } ?? ""
    )
  }

  private mutating func checkShape(of rule: Node, operators: [String], isInner: Bool) {
    if operators.count > 1 {
      report(
        "either-or",
        rule,
        "a rule has one comparison, not \(operators.joined(separator: " and "))",
        hint: "join several with And or Or"
      )
    }
    let isComparison = operators.contains { ChoiceOperator($0) != nil }
    if operators.isEmpty {
      report("missing-field", rule, "a rule needs a comparison, or And, Or or Not")
    } else if isComparison, rule["Variable"] == nil {
      report("missing-field", rule, "a comparison needs the field 'Variable'")
    } else if !isComparison, let variable = rule["Variable"] {
      report(
        "forbidden-field",
        variable,
        at: variable.heading,
        "'\(operators[0])' compares nothing itself and takes no 'Variable'"
      )
    }
    if !isInner, rule["Next"] == nil {
      report("missing-field", rule, "a rule needs the field 'Next'")
    }
  }

  private mutating func checkOperand(_ value: Node, of comparison: ChoiceOperator) {
    let json = value.value
    let (isSo, kind) =
      switch comparison {
      case .compares(_, _, withPath: true): (json.string != nil, "a path")
      case .compares(.numeric, _, _): (json.double != nil, "a number")
      case .compares(.boolean, _, _), .tests: (json.bool != nil, "true or false")
      case .compares(.string, _, _), .matches: (json.string != nil, "a string")
      case .compares(.timestamp, _, _): (json.string != nil, "a time")
      }
    guard isSo else {
      report("operand", value, "this must be \(kind), not \(json.kind)")
      return
    }
    switch comparison {
    case .compares(_, _, withPath: true): checkPath(value)
    case .compares(.timestamp, _, _): checkTimestamp(value)
    default: break
    }
  }
}
