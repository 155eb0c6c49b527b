/// The comparisons of a choice rule, by what stands to their right.
enum ChoiceOperator {
  /// What the operand of a comparison must be.
  enum Operand: Sendable { case string, number, boolean, timestamp, path }

  /// All 39 with `And`, `Or` and `Not` left out: their operands are rules.
  static let operands: [String: Operand] = {
    var all: [String: Operand] = [
      "BooleanEquals": .boolean, "BooleanEqualsPath": .path, "StringMatches": .string,
    ]
    let orders = ["Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals"]
    let kinds: [(String, Operand)] = [
      ("String", .string), ("Numeric", .number), ("Timestamp", .timestamp),
    ]
    for (kind, operand) in kinds {
      for order in orders {
        all[kind + order] = operand
        all[kind + order + "Path"] = .path
      }
    }
    for test in ["Null", "Present", "Numeric", "String", "Boolean", "Timestamp"] {
      all["Is" + test] = .boolean
    }
    return all
  }()
}
