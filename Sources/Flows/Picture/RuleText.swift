internal import Ground

/// A choice rule in a few words: `answer = "ja" and tries < 3`.
enum RuleText {
  /// - Parameter depth: how deep rules within rules are spelled out; below it they are an ellipsis.
  static func short(_ rule: JSON, depth: Int = 3) -> String {
    guard depth > 0 else { return "…" }
    for (operation, word) in [("And", " and "), ("Or", " or ")] {
      guard let rules = rule[operation]?.array else { continue }
      return rules.prefix(6).map { inner in
        let text = short(inner, depth: depth - 1)
        let isSeveral = inner.object?.keys.contains { $0 == "And" || $0 == "Or" } ?? false
        return isSeveral ? "(\(text))" : text
      }.joined(separator: word)
    }
    if let inner = rule["Not"] { return "not (\(short(inner, depth: depth - 1)))" }
    if let condition = rule["Condition"]?.string { return condition }
    guard let comparison = rule.object?.first(where: { comparisonSigns(of: $0.key) != nil }) else {
      return "…"
    }
    let variable = name(rule["Variable"] ?? "?")
    return comparisonText(variable, comparison.key, comparison.value)
  }

  private static func comparisonText(_ variable: String, _ key: String, _ value: JSON) -> String {
    if key.hasPrefix("Is") {
      let isSo = value.bool ?? true
      switch key {
      case "IsPresent": return variable + (isSo ? " is there" : " is not there")
      default: return "\(variable) is \(isSo ? "" : "not ")\(key.dropFirst(2).lowercased())"
      }
    }
    let other = key.hasSuffix("Path") ? name(value) : shown(value)
    return "\(variable) \(comparisonSigns(of: key) ?? "?") \(other)"
  }

  /// The sign between the two sides; nil where the key compares nothing.
  private static func comparisonSigns(of key: String) -> String? {
    if key.hasPrefix("Is") { return "is" }
    if key == "StringMatches" { return "matches" }
    let types = ["String", "Numeric", "Timestamp", "Boolean"]
    guard let type = types.first(where: { key.hasPrefix($0) }) else { return nil }
    let operation = key.dropFirst(type.count)
    return switch operation.hasSuffix("Path") ? operation.dropLast(4) : operation {
    case "Equals": "="
    case "LessThan": "<"
    case "LessThanEquals": "≤"
    case "GreaterThan": ">"
    case "GreaterThanEquals": "≥"
    default: nil
    }
  }

  /// A path without the `$.` that most begin with.
  private static func name(_ path: JSON) -> String {
    guard let path = path.string else { return shown(path) }
    return path.hasPrefix("$.") && path.utf8.count > 2 ? String(path.dropFirst(2)) : path
  }

  private static func shown(_ value: JSON) -> String {
    switch value {
    case .array: "[…]"
    case .object: "{…}"
    default: value.text
    }
  }
}
