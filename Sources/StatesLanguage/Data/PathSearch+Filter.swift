internal import Ground

extension PathSearch {
  /// Whether a filter holds for one item.
  mutating func holds(_ filter: Filter, for item: JSON) throws(PathProblem) -> Bool {
    try visit()
    switch filter {
    case .all(let conditions):
      for condition in conditions where try !holds(condition, for: item) { return false }
      return true
    case .any(let conditions):
      for condition in conditions where try holds(condition, for: item) { return true }
      return false
    case .not(let condition): return try !holds(condition, for: item)
    case .exists(let path):
      guard let value = try found(path, from: item) else { return false }
      // An indefinite path is there when it finds anything (RFC 9535 §2.3.5.2.1).
      return path.isDefinite || value != .array([])
    case .comparison(let left, let comparison, let right):
      let left = try value(of: left, from: item)
      if case .pattern(let pattern) = right {
        guard let left else { return false }
        // A machine of hundreds of instructions on a long text is work, too.
        try visit(times: pattern.cost(of: left) / 64)
        return pattern.matches(left)
      }
      return comparison.holds(left, try value(of: right, from: item))
    }
  }

  private mutating func value(of operand: Operand, from item: JSON) throws(PathProblem) -> JSON? {
    switch operand {
    case .path(let path): try found(path, from: item)
    case .value(let value): value
    // A pattern on the left has nothing to be compared with.
    case .pattern: nil
    }
  }

  /// What a filter's path selects; nil where that is missing.
  private mutating func found(_ path: Path, from item: JSON) throws(PathProblem) -> JSON? {
    let start: JSON? =
      switch path.origin {
      case .item: item
      case .input: root
      case .context: scope.context
      case .variable(let name): scope.variables[name]
      }
    guard let start else { return nil }
    do {
      return try value(of: path, from: start)
    } catch .missing {
      return nil
    }
  }
}

extension FilterOperator {
  /// Compares two operands; nil is one that is missing, which equals nothing.
  func holds(_ left: JSON?, _ right: JSON?) -> Bool {
    switch self {
    case .equal, .identical: Self.areEqual(left, right)
    case .notEqual, .notIdentical: !Self.areEqual(left, right)
    case .below: Self.order(left, right) == .ascending
    case .atMost: Self.order(left, right).map { $0 != .descending } ?? false
    case .above: Self.order(left, right) == .descending
    case .atLeast: Self.order(left, right).map { $0 != .ascending } ?? false
    case .isIn: Self.list(right, contains: left)
    case .isNotIn: !Self.list(right, contains: left)
    case .contains: Self.contains(left, right)
    case .hasSize: Self.size(of: left).map { $0 == right?.int } ?? false
    case .isEmpty: Self.size(of: left).map { ($0 == 0) == right?.bool } ?? false
    case .isSubset: Self.lists(left, right) { mine, other in mine.allSatisfy(other.containsSame) }
    case .hasAnyOf:
      Self.lists(left, right) { mine, other in mine.contains(where: other.containsSame) }
    case .hasNoneOf:
      Self.lists(left, right) { mine, other in !mine.contains(where: other.containsSame) }
    case .hasAll: Self.lists(left, right) { mine, other in other.allSatisfy(mine.containsSame) }
    // The parser lets `=~` stand before a pattern only, which is matched where the operands are read.
    case .matches: false
    }
  }

  private static func areEqual(_ left: JSON?, _ right: JSON?) -> Bool {
    guard let left, let right else { return false }
    return left.isSame(as: right)
  }

  private static func order(_ left: JSON?, _ right: JSON?) -> Order? {
    guard let left, let right else { return nil }
    return left.order(to: right)
  }

  private static func list(_ list: JSON?, contains item: JSON?) -> Bool {
    guard let item, let items = list?.array else { return false }
    return items.containsSame(item)
  }

  private static func contains(_ left: JSON?, _ right: JSON?) -> Bool {
    switch (left, right) {
    case (.string(let text), .string(let part)): text.contains(part)
    case (.array(let items), .some(let item)): items.containsSame(item)
    default: false
    }
  }

  private static func size(of value: JSON?) -> Int? {
    switch value {
    case .string(let text): text.utf16.count
    case .array(let items): items.count
    case .object(let members): members.count
    default: nil
    }
  }

  private static func lists(
    _ left: JSON?,
    _ right: JSON?,
    _ body: ([JSON], [JSON]) -> Bool
  ) -> Bool {
    guard let left = left?.array, let right = right?.array else { return false }
    return body(left, right)
  }
}
