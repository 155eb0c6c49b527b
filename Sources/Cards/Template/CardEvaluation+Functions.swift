internal import Ground

extension CardEvaluation {
  /// What a function makes of its arguments; nil where they make no sense to it.
  mutating func call(
    _ function: CardFunction,
    _ arguments: [CardExpression],
    in scope: Scope,
    isGuarded: Bool
  ) throws(CardExpansionError) -> JSON? {
    switch function {
    case .if:
      let holds = try value(of: arguments[0], in: scope, isGuarded: true)
      let chosen = arguments[CardValues.isTrue(holds) ? 1 : 2]
      return try value(of: chosen, in: scope, isGuarded: isGuarded)
    case .and, .or:
      for argument in arguments {
        let holds = CardValues.isTrue(try value(of: argument, in: scope, isGuarded: true))
        if holds == (function == .or) { return .bool(holds) }
      }
      return .bool(function == .and)
    case .coalesce:
      for argument in arguments {
        let value = try value(of: argument, in: scope, isGuarded: true)
        if let value, value != .null { return value }
      }
      return nil
    case .not, .exists, .empty:
      let value = try value(of: arguments[0], in: scope, isGuarded: true)
      switch function {
      case .not: return .bool(!CardValues.isTrue(value))
      case .exists: return .bool(!(value == nil || value == .null))
      default: return .bool(CardValues.isEmpty(value))
      }
    default: break
    }
    var values: [JSON?] = []
    for argument in arguments {
      values.append(try value(of: argument, in: scope, isGuarded: isGuarded))
    }
    return try made(function, of: values)
  }

  private mutating func made(
    _ function: CardFunction,
    of values: [JSON?]
  ) throws(CardExpansionError) -> JSON? {
    let first = values.first ?? nil
    let second = values.count > 1 ? values[1] : nil
    switch function {
    case .equals: return .bool(CardValues.areEqual(first, second))
    case .string: return try bounded(CardValues.text(first))
    case .int:
      return number(first).flatMap { Int(exactly: $0.rounded(.towardZero)) }.map(JSON.integer)
    case .float: return number(first).map(JSON.double)
    // What is no JSON is no value; its text came from the data.
    case .json: return first?.string.flatMap { try? JSON(parsing: $0, maximumDepth: 32) }
    case .concat: return try bounded(values.map(CardValues.text).joined())
    case .toLower: return try bounded(CardValues.text(first).lowercased())
    case .toUpper: return try bounded(CardValues.text(first).uppercased())
    case .trim: return try bounded(trimmed(CardValues.text(first)))
    case .length, .count, .join, .first, .last, .contains:
      return try listed(function, first, second)
    case .sum, .min, .max: return folded(function, values)
    case .formatNumber:
      guard let number = number(first) else { return nil }
      let places = second?.int ?? 0
      return .string(CardValues.formatted(number, decimals: places, in: language))
    case .formatDateTime, .formatEpoch, .formatTicks: return date(function, first, second)
    case .if, .and, .or, .not, .exists, .empty, .coalesce: return nil
    }
  }

  /// A number, or a text that is one.
  private func number(_ value: JSON?) -> Double? {
    if let number = value?.double { return number }
    return value?.string.flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
  }

  private func trimmed(_ text: String) -> String {
    let start = text.drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }

  private mutating func listed(
    _ function: CardFunction,
    _ list: JSON?,
    _ second: JSON?
  ) throws(CardExpansionError) -> JSON? {
    if let text = list?.string {
      switch function {
      case .length, .count: return .integer(text.count)
      case .contains: return .bool(text.contains(CardValues.text(second)))
      default: return nil
      }
    }
    guard let items = list?.array else { return nil }
    stepsLeft -= items.count
    switch function {
    case .length, .count: return .integer(items.count)
    case .first: return items.first
    case .last: return items.last
    case .contains: return .bool(items.contains { CardValues.areEqual($0, second) })
    case .join:
      let between = CardValues.text(second)
      return try bounded(items.map { CardValues.text($0) }.joined(separator: between))
    default: return nil
    }
  }

  /// The sum, the least or the greatest of the arguments, or of the items of the one that is a list.
  private func folded(_ function: CardFunction, _ values: [JSON?]) -> JSON? {
    let items =
      values.count == 1 ? values[0]?.array ?? values.compactMap { $0 } : values.compactMap { $0 }
    guard items.allSatisfy({ $0.double != nil }) else { return nil }
    if function == .sum {
      return items.reduce(.integer(0)) { CardValues.computed(.plus, $0, $1) ?? .null }
    }
    return items.reduce(nil) { (best: JSON?, item) in
      guard let best else { return item }
      let isLess = CardValues.isLess(item, best) ?? false
      return isLess == (function == .min) ? item : best
    }
  }

  /// A date in words; what is no date stays as it is, so that nobody reads a wrong one.
  private func date(_ function: CardFunction, _ value: JSON?, _ pattern: JSON?) -> JSON? {
    let date: CardDate? =
      switch function {
      case .formatEpoch:
        number(value).flatMap { Int(exactly: $0.rounded(.down)) }
          .flatMap(CardDate.init(secondsSince1970:))
      // Ticks of 100 ns since the year 1, as in .NET.
      case .formatTicks:
        value?.int.flatMap {
          CardDate(secondsSince1970: $0 / 10_000_000 - 62_135_596_800)
        }
      default: value?.string.flatMap(CardDate.init)
      }
    guard let date else { return value.map { .string(CardValues.text($0)) } }
    return .string(date.text(pattern?.string ?? language.datePattern, in: language))
  }
}
