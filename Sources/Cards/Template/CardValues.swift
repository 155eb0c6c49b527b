internal import Ground

/// How values of an expression compare, and what they are as text.
enum CardValues {
  /// Whether a value counts as true: all but false, null and what is missing (as in Adaptive Expressions).
  static func isTrue(_ value: JSON?) -> Bool {
    switch value {
    case nil, .null: false
    case .bool(let truth): truth
    default: true
    }
  }

  /// Whether there is nothing in it: missing, null, `""`, `[]`, `{}`.
  static func isEmpty(_ value: JSON?) -> Bool {
    switch value {
    case nil, .null: true
    case .string(let text): text.isEmpty
    case .array(let items): items.isEmpty
    case .object(let object): object.count == 0
    default: false
    }
  }

  /// The value as words: nothing for null, digits for a number.
  static func text(_ value: JSON?) -> String {
    switch value {
    case nil, .null: ""
    case .string(let text): text
    case .integer(let number): "\(number)"
    case .double(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
    case .bool(let truth): truth ? "true" : "false"
    case .some(let value): value.text
    }
  }

  /// Whether two values are the same; whole numbers equal themselves with a fraction of zero.
  static func areEqual(_ left: JSON?, _ right: JSON?) -> Bool {
    let (left, right) = (left ?? .null, right ?? .null)
    if let one = left.double, let other = right.double { return one == other }
    return left == right
  }

  /// Whether two numbers or two texts stand in that order; nil for anything else.
  static func isLess(_ left: JSON?, _ right: JSON?) -> Bool? {
    if let one = left?.double, let other = right?.double { return one < other }
    if let one = left?.string, let other = right?.string { return one < other }
    return nil
  }

  /// A sum, difference, product, quotient or remainder; nil where a side is no number or the result is none.
  static func computed(
    _ operation: CardExpression.Operator,
    _ left: JSON?,
    _ right: JSON?
  ) -> JSON? {
    if case .integer(let one) = left, case .integer(let other) = right {
      return whole(operation, one, other).map(JSON.integer)
    }
    guard let one = left?.double, let other = right?.double else { return nil }
    let result: Double? =
      switch operation {
      case .plus: one + other
      case .minus: one - other
      case .times: one * other
      case .divided: other == 0 ? nil : one / other
      case .remainder: other == 0 ? nil : one.truncatingRemainder(dividingBy: other)
      default: nil
      }
    return result.flatMap { $0.isFinite ? .double($0) : nil }
  }

  private static func whole(
    _ operation: CardExpression.Operator,
    _ one: Int,
    _ other: Int
  ) -> Int? {
    let result: (partialValue: Int, overflow: Bool) =
      switch operation {
      case .plus: one.addingReportingOverflow(other)
      case .minus: one.subtractingReportingOverflow(other)
      case .times: one.multipliedReportingOverflow(by: other)
      case .divided: one.dividedReportingOverflow(by: other)
      case .remainder: one.remainderReportingOverflow(dividingBy: other)
      default: (0, true)
      }
    return result.overflow ? nil : result.partialValue
  }

  /// The number with so many decimals, 0 to 6, rounded half away from zero, in the signs of the language.
  static func formatted(_ number: Double, decimals: Int, in language: CardLanguage) -> String {
    let places = max(0, min(6, decimals))
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    // From 2^53 on a number has no fraction to show, and its digits would not be exact.
    guard number.isFinite, abs(number) < 9e15 / scale else { return "\(number)" }
    let rounded = (abs(number) * scale).rounded(.toNearestOrAwayFromZero)
    var digits = "\(Int(rounded))"
    digits = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let fraction = digits.suffix(places)
    var text = ""
    for (index, digit) in digits.dropLast(places).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text = language.thousandsSign + text }
      text = "\(digit)" + text
    }
    if places > 0 { text += language.decimalSign + fraction }
    return number < 0 && rounded > 0 ? "-" + text : text
  }
}
