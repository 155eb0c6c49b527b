package import Ground

/// A condition of a Choice state: a comparison, or several joined by `And`, `Or` and `Not`.
package struct ChoiceRule: Sendable {
  private indirect enum Condition: Sendable {
    case all([Condition])
    case any([Condition])
    case not(Condition)
    case comparison(Comparison)
  }

  private let condition: Condition

  /// Reads a rule; `Next`, `Assign` and `Comment` are not its business.
  ///
  /// - Throws: Where there is not exactly one operator, its operand has the wrong type, or a path does not parse.
  package init(_ json: JSON) throws(TemplateFault) {
    var path: [String] = []
    condition = try Self.condition(json, at: &path)
  }

  /// Whether the rule holds.
  ///
  /// Joined conditions are asked from left to right, and no further than needed. A value of a type that the
  /// operator does not compare makes it false.
  ///
  /// - Throws: `States.Runtime` where a path leads nowhere, other than the Variable of `IsPresent`.
  package func holds(in scope: Scope) throws(StateFailure) -> Bool {
    try Self.holds(condition, in: scope)
  }

  private static func holds(
    _ condition: Condition,
    in scope: Scope
  ) throws(StateFailure) -> Bool {
    switch condition {
    case .all(let conditions):
      for condition in conditions where try !holds(condition, in: scope) { return false }
      return true
    case .any(let conditions):
      for condition in conditions where try holds(condition, in: scope) { return true }
      return false
    case .not(let condition): return try !holds(condition, in: scope)
    case .comparison(let comparison): return try comparison.holds(in: scope)
    }
  }
}

extension ChoiceRule {
  private static let foreign: Set = ["Variable", "Next", "Assign", "Comment", "Output"]

  private static func condition(
    _ json: JSON,
    at path: inout [String]
  ) throws(TemplateFault) -> Condition {
    guard case .object(let members) = json else {
      throw TemplateFault(path, "a rule is an object")
    }
    let operators = members.keys.filter { !foreign.contains($0) }
    guard let name = operators.first else {
      throw TemplateFault(path, "a rule needs an operator, And, Or or Not")
    }
    guard operators.count == 1, let operand = members[name] else {
      throw TemplateFault(path, "a rule has one operator, not '\(name)' and '\(operators[1])'")
    }
    path.append(name)
    defer { path.removeLast() }
    switch name {
    case "And": return .all(try conditions(operand, at: &path))
    case "Or": return .any(try conditions(operand, at: &path))
    case "Not": return .not(try condition(operand, at: &path))
    default:
      return .comparison(
        try Comparison(name, operand, of: members["Variable"], at: path)
      )
    }
  }

  private static func conditions(
    _ json: JSON,
    at path: inout [String]
  ) throws(TemplateFault) -> [Condition] {
    guard let items = json.array, !items.isEmpty else {
      throw TemplateFault(path, "expected an array of rules that is not empty")
    }
    var conditions: [Condition] = []
    for (index, item) in items.enumerated() {
      path.append(String(index))
      conditions.append(try condition(item, at: &path))
      path.removeLast()
    }
    return conditions
  }
}
