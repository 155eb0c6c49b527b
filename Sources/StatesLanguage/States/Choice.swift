internal import Ground

/// A state that goes the first of several ways whose rule holds.
struct Choice: Sendable {
  private let ways: [Way]
  private let otherwise: String?

  private struct Way: Sendable {
    let rule: ChoiceRule
    let next: String
    let assign: PayloadTemplate?
  }

  init(_ fields: StateFields) throws(DefinitionFault) {
    var ways: [Way] = []
    for (index, json) in (fields["Choices"]?.array ?? []).enumerated() {
      let key = "Choices[\(index)]"
      do throws(TemplateFault) {
        ways.append(
          Way(
            rule: try ChoiceRule(json),
            next: json["Next"]?.string ?? "",
            assign: try json["Assign"].map { (json) throws(TemplateFault) in
              try PayloadTemplate(json)
            }
          )
        )
      } catch { throw fields.fault(key, "\(error)") }
      _ = try fields.target(json["Next"]?.string, key: "\(key).Next")
    }
    guard !ways.isEmpty else { throw fields.fault("Choices", "missing or empty") }
    self.ways = ways
    otherwise = try fields["Default"].map { (name) throws(DefinitionFault) in
      try fields.target(name.string, key: "Default")
    }
  }

  /// The way that is taken for `scope`, whose `$` is the filtered input, and the `Assign` that goes with it alone.
  func way(
    in scope: Scope
  ) throws(StateFailure) -> (next: String, assign: PayloadTemplate?, isDefault: Bool) {
    for way in ways where try way.rule.holds(in: scope) { return (way.next, way.assign, false) }
    guard let otherwise else {
      throw StateFailure("States.NoChoiceMatched", "No choice rule holds, and there is no Default")
    }
    return (otherwise, nil, true)
  }
}
