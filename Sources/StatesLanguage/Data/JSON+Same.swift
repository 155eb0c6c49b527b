internal import Ground

/// How one value stands to another.
enum Order { case ascending, same, descending }

extension JSON {
  /// Whether two values are equal as JSON: 1 is 1.0, but not true and not "1"; texts by their code points.
  func isSame(as other: JSON) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.double(let left), .double(let right)): left == right
    case (.integer, .double), (.double, .integer): order(to: other) == .same
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
    case (.object(let left), .object(let right)):
      left.count == right.count
        && left.allSatisfy { key, mine in right[key].map(mine.isSame) ?? false }
    default: false
    }
  }

  /// How two numbers, or two texts, stand to each other; nil for anything else.
  ///
  /// Texts are ordered by UTF-16 code units, as Java orders them.
  func order(to other: JSON) -> Order? {
    switch (self, other) {
    case (.integer(let left), .integer(let right)): Order(left, right)
    case (.double(let left), .double(let right)): Order(left, right)
    case (.integer(let left), .double(let right)):
      Int(exactly: right).map { Order(left, $0) } ?? Order(Double(left), right)
    case (.double(let left), .integer(let right)):
      Int(exactly: left).map { Order($0, right) } ?? Order(left, Double(right))
    case (.string(let left), .string(let right)):
      left.utf8.elementsEqual(right.utf8)
        ? .same
        : left.utf16.lexicographicallyPrecedes(right.utf16) ? .ascending : .descending
    default: nil
    }
  }
}

extension Order {
  init(_ left: Int, _ right: Int) {
    self = left == right ? .same : left < right ? .ascending : .descending
  }
  init(_ left: Double, _ right: Double) {
    self = left == right ? .same : left < right ? .ascending : .descending
  }
}

extension [JSON] {
  /// Whether an item is the same as `value`.
  func containsSame(_ value: JSON) -> Bool { contains { $0.isSame(as: value) } }
}

/// A value that is hashed as ``JSON/isSame(as:)`` compares.
struct SameJSON: Hashable {
  let value: JSON

  static func == (left: Self, right: Self) -> Bool { left.value.isSame(as: right.value) }

  func hash(into hasher: inout Hasher) {
    switch value {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    // Equal numbers have the same nearest double; zero has two signs and one hash.
    case .integer(let value): hasher.combine(Double(value))
    case .double(let value): hasher.combine(value)
    // Canonically equivalent texts share a hash; which are the same is for `==` to say.
    case .string(let value): hasher.combine(value)
    case .array(let items):
      hasher.combine(items.count)
      for item in items { SameJSON(value: item).hash(into: &hasher) }
    // Members are in no order; counting them is enough to be right, hashing the names enough to be quick.
    case .object(let members):
      var names = 0
      for (key, _) in members { names ^= key.hashValue }
      hasher.combine(names)
    }
  }
}
