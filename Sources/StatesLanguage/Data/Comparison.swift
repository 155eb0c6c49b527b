internal import Ground

/// One comparison of a Choice rule, its operand read.
struct Comparison: Sendable {
  private enum Operand: Sendable {
    case string(String)
    case number(JSON)
    case boolean(Bool)
    case timestamp(Timestamp)
    case path(ChoiceOperator.Kind, Path)
  }

  private enum Check: Sendable {
    case compares(ChoiceOperator.Relation, Operand)
    case matches(StringPattern)
    case tests(ChoiceOperator.Test, Bool)
  }

  private let variable: Path
  private let check: Check

  /// - Parameter path: Where the operand is; the Variable is its neighbour.
  init(
    _ name: String,
    _ operand: JSON,
    of variable: JSON?,
    at path: [String]
  ) throws(TemplateFault) {
    guard let comparison = ChoiceOperator(name) else {
      throw TemplateFault(path, "there is no operator '\(name)'")
    }
    self.variable = try Self.path(variable, at: path.dropLast() + ["Variable"])
    switch comparison {
    case .compares(let kind, let relation, withPath: true):
      check = .compares(relation, .path(kind, try Self.path(operand, at: path)))
    case .compares(let kind, let relation, withPath: false):
      check = .compares(relation, try Self.operand(operand, of: kind, at: path))
    case .matches:
      guard let pattern = operand.string else { throw TemplateFault(path, "expected a string") }
      check = .matches(StringPattern(pattern))
    case .tests(let test):
      guard let answer = operand.bool else { throw TemplateFault(path, "expected true or false") }
      check = .tests(test, answer)
    }
  }

  private static func path(_ json: JSON?, at path: [String]) throws(TemplateFault) -> Path {
    guard let text = json?.string else { throw TemplateFault(path, "expected a path") }
    do {
      return try Path(parsing: text)
    } catch {
      throw TemplateFault(path: path, fault: error)
    }
  }

  private static func operand(
    _ json: JSON,
    of kind: ChoiceOperator.Kind,
    at path: [String]
  ) throws(TemplateFault) -> Operand {
    switch (kind, json) {
    case (.string, .string(let text)): return .string(text)
    case (.numeric, .integer), (.numeric, .double): return .number(json)
    case (.boolean, .bool(let truth)): return .boolean(truth)
    case (.timestamp, .string(let text)):
      guard let timestamp = Timestamp(text) else {
        throw TemplateFault(path, "expected a timestamp as 2016-03-14T01:59:00Z (RFC 3339)")
      }
      return .timestamp(timestamp)
    case (.string, _): throw TemplateFault(path, "expected a string")
    case (.numeric, _): throw TemplateFault(path, "expected a number")
    case (.boolean, _): throw TemplateFault(path, "expected true or false")
    case (.timestamp, _): throw TemplateFault(path, "expected a timestamp")
    }
  }

  func holds(in scope: Scope) throws(StateFailure) -> Bool {
    if case .tests(.isPresent, let answer) = check {
      return try (variable.optionalValue(in: scope) != nil) == answer
    }
    let value = try variable.value(in: scope)
    switch check {
    case .compares(let relation, let operand):
      return try Self.order(of: value, to: operand, in: scope).map(relation.holds) ?? false
    case .matches(let pattern): return value.string.map(pattern.matches) ?? false
    case .tests(let test, let answer): return test.holds(value) == answer
    }
  }

  /// How a value stands to the operand; nil where they are not of the operator's type.
  private static func order(
    of value: JSON,
    to operand: Operand,
    in scope: Scope
  ) throws(StateFailure) -> Order? {
    switch operand {
    case .string(let text):
      guard case .string = value else { return nil }
      return value.order(to: .string(text))
    case .number(let number): return value.double == nil ? nil : value.order(to: number)
    case .boolean(let truth):
      // Of two booleans only equality is asked.
      return value.bool.map { $0 == truth ? .same : .ascending }
    case .timestamp(let instant):
      return value.string.flatMap(Timestamp.init).map { Order($0, instant) }
    case .path(let kind, let path):
      guard let operand = Self.operand(try path.value(in: scope), of: kind) else { return nil }
      return try order(of: value, to: operand, in: scope)
    }
  }

  /// A value that a path gave, as an operand of that kind; nil where it is of another.
  private static func operand(_ value: JSON, of kind: ChoiceOperator.Kind) -> Operand? {
    switch kind {
    case .string: value.string.map(Operand.string)
    case .numeric: value.double.map { _ in .number(value) }
    case .boolean: value.bool.map(Operand.boolean)
    case .timestamp: value.string.flatMap(Timestamp.init).map(Operand.timestamp)
    }
  }
}

extension Order {
  fileprivate init(_ left: Timestamp, _ right: Timestamp) {
    self = left == right ? .same : left < right ? .ascending : .descending
  }
}

extension ChoiceOperator.Test {
  /// Whether a value, which is present, is so.
  fileprivate func holds(_ value: JSON) -> Bool {
    switch self {
    case .isPresent: true
    case .isNull: value == .null
    case .isNumeric: value.double != nil
    case .isString: value.string != nil
    case .isBoolean: value.bool != nil
    case .isTimestamp: value.string.flatMap(Timestamp.init) != nil
    }
  }
}
