internal import Ground

/// Finds what expressions are worth for one set of data, within a bounded number of steps.
struct CardEvaluation {
  /// What a name is looked up in, which changes as `$data` does.
  struct Scope {
    var data: JSON
    var index: Int?
    var locals: [String: JSON] = [:]
  }

  /// A path that leads to nothing, where something was to be shown.
  struct Miss: Hashable {
    let name: String
    let offset: Int
  }

  let root: JSON
  let language: CardLanguage
  /// How many more steps may be taken.
  var stepsLeft = 200_000
  /// The paths that led nowhere since this was emptied.
  var misses: [Miss] = []

  init(root: JSON, language: CardLanguage) {
    self.root = root
    self.language = language
  }

  /// The value; nil where a path leads to nothing or a computation makes no sense.
  ///
  /// - Parameter isGuarded: whether nothing is expected too, as in a condition; such a miss is not noted.
  mutating func value(
    of expression: CardExpression,
    in scope: Scope,
    isGuarded: Bool = false
  ) throws(CardExpansionError) -> JSON? {
    stepsLeft -= 1
    guard stepsLeft > 0 else { throw .tooMuch }
    switch expression {
    case .literal(let value): return value
    case .data: return scope.data
    case .root: return root
    case .index: return scope.index.map(JSON.integer)
    case .local(let name): return scope.locals[name]
    case .member(let of, let name, let offset):
      let found = try value(of: of, in: scope, isGuarded: isGuarded)
      return noted(found?[name], name, at: offset, isGuarded: isGuarded || found == nil)
    case .item(let of, let item, let offset):
      let list = try value(of: of, in: scope, isGuarded: isGuarded)
      let key = try value(of: item, in: scope, isGuarded: isGuarded)
      let found = self.item(key, of: list)
      let isSaid = isGuarded || list == nil || key == nil
      return noted(found, CardValues.text(key), at: offset, isGuarded: isSaid)
    case .not(let inner):
      return .bool(!CardValues.isTrue(try value(of: inner, in: scope, isGuarded: true)))
    case .negative(let inner):
      let number = try value(of: inner, in: scope, isGuarded: isGuarded)
      return CardValues.computed(.minus, .integer(0), number)
    case .binary(let operation, let left, let right):
      return try binary(operation, left, right, in: scope, isGuarded: isGuarded)
    case .call(let function, let arguments):
      return try call(function, arguments, in: scope, isGuarded: isGuarded)
    case .each(let keepsItems, let list, let name, let body):
      return try each(keepsItems, list, name, body, in: scope, isGuarded: isGuarded)
    }
  }

  private mutating func noted(
    _ value: JSON?,
    _ name: String,
    at offset: Int,
    isGuarded: Bool
  )
    -> JSON?
  {
    if value == nil, !isGuarded, misses.count < 20 {
      misses.append(Miss(name: name, offset: offset))
    }
    return value
  }

  private func item(_ key: JSON?, of list: JSON?) -> JSON? {
    if let name = key?.string { return list?[name] }
    guard let index = key?.int, let items = list?.array, items.indices.contains(index) else {
      return nil
    }
    return items[index]
  }

  private mutating func binary(
    _ operation: CardExpression.Operator,
    _ left: CardExpression,
    _ right: CardExpression,
    in scope: Scope,
    isGuarded: Bool
  ) throws(CardExpansionError) -> JSON? {
    let takesNothing = operation == .otherwise || operation == .or || operation == .and
    let one = try value(of: left, in: scope, isGuarded: isGuarded || takesNothing)
    switch operation {
    case .otherwise where !(one == nil || one == .null): return one
    case .otherwise: return try value(of: right, in: scope, isGuarded: isGuarded)
    case .or where CardValues.isTrue(one): return true
    case .and where !CardValues.isTrue(one): return false
    case .or, .and:
      return .bool(CardValues.isTrue(try value(of: right, in: scope, isGuarded: true)))
    default: break
    }
    let other = try value(of: right, in: scope, isGuarded: isGuarded)
    switch operation {
    case .equal: return .bool(CardValues.areEqual(one, other))
    case .unequal: return .bool(!CardValues.areEqual(one, other))
    case .less: return CardValues.isLess(one, other).map(JSON.bool)
    case .greater: return CardValues.isLess(other, one).map(JSON.bool)
    case .atMost: return CardValues.isLess(other, one).map { .bool(!$0) }
    case .atLeast: return CardValues.isLess(one, other).map { .bool(!$0) }
    case .plus where one?.string != nil || other?.string != nil:
      return try bounded(CardValues.text(one) + CardValues.text(other))
    default: return CardValues.computed(operation, one, other)
    }
  }

  private mutating func each(
    _ keepsItems: Bool,
    _ list: CardExpression,
    _ name: String,
    _ body: CardExpression,
    in scope: Scope,
    isGuarded: Bool
  ) throws(CardExpansionError) -> JSON? {
    let items = try value(of: list, in: scope, isGuarded: isGuarded)?.array
    guard let items else { return nil }
    var made: [JSON] = []
    var inner = scope
    for item in items {
      inner.locals[name] = item
      let value = try value(of: body, in: inner, isGuarded: isGuarded || keepsItems)
      if !keepsItems { made.append(value ?? .null) }
      if keepsItems, CardValues.isTrue(value) { made.append(item) }
    }
    return .array(made)
  }

  /// The text, where it is not so long that making it was an attack.
  mutating func bounded(_ text: String) throws(CardExpansionError) -> JSON {
    let length = text.utf8.count
    guard length <= 100_000 else { throw .tooMuch }
    stepsLeft -= length / 16
    return .string(text)
  }
}
