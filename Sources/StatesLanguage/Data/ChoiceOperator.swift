/// The 36 comparisons and tests of a Choice rule; And, Or and Not make 39.
enum ChoiceOperator: Sendable, Hashable {
  /// What is compared.
  enum Kind: String, Sendable, CaseIterable {
    case string = "String", numeric = "Numeric", timestamp = "Timestamp", boolean = "Boolean"
  }
  /// How.
  enum Relation: String, Sendable, CaseIterable {
    case equals = "Equals"
    case lessThan = "LessThan"
    case greaterThan = "GreaterThan"
    case lessThanEquals = "LessThanEquals"
    case greaterThanEquals = "GreaterThanEquals"

    func holds(_ order: Order) -> Bool {
      switch self {
      case .equals: order == .same
      case .lessThan: order == .ascending
      case .greaterThan: order == .descending
      case .lessThanEquals: order != .descending
      case .greaterThanEquals: order != .ascending
      }
    }
  }
  /// What a value is asked to be.
  enum Test: String, Sendable, CaseIterable {
    case isNull = "IsNull"
    case isPresent = "IsPresent"
    case isNumeric = "IsNumeric"
    case isString = "IsString"
    case isBoolean = "IsBoolean"
    case isTimestamp = "IsTimestamp"
  }

  case compares(Kind, Relation, withPath: Bool)
  case matches
  case tests(Test)

  init?(_ name: String) {
    guard let found = Self.byName[name] else { return nil }
    self = found
  }

  /// Every operator by its name.
  static let byName: [String: ChoiceOperator] = {
    var names: [String: ChoiceOperator] = ["StringMatches": .matches]
    for test in Test.allCases { names[test.rawValue] = .tests(test) }
    for kind in Kind.allCases {
      for relation in Relation.allCases where kind != .boolean || relation == .equals {
        let name = kind.rawValue + relation.rawValue
        names[name] = .compares(kind, relation, withPath: false)
        names[name + "Path"] = .compares(kind, relation, withPath: true)
      }
    }
    return names
  }()
}
