internal import Ground

/// What stands between the parentheses of `[?(…)]`.
indirect enum Filter: Sendable {
  case all([Filter])
  case any([Filter])
  case not(Filter)
  /// A path alone: whether it leads anywhere; null and false are there too.
  case exists(Path)
  case comparison(Operand, FilterOperator, Operand)
}

/// One side of a comparison.
enum Operand: Sendable {
  case path(Path)
  case value(JSON)
  case pattern(Pattern)
}

/// The comparisons of Jayway JsonPath, the longer signs before those they begin with.
enum FilterOperator: String, Sendable, CaseIterable {
  case identical = "==="
  case notIdentical = "!=="
  case equal = "=="
  case notEqual = "!="
  case matches = "=~"
  case atMost = "<="
  case atLeast = ">="
  case below = "<"
  case above = ">"
  case isIn = "in"
  case isNotIn = "nin"
  case isSubset = "subsetof"
  case hasAnyOf = "anyof"
  case hasNoneOf = "noneof"
  case hasAll = "all"
  case contains
  case hasSize = "size"
  case isEmpty = "empty"

  /// Those that are not written in letters.
  static let signs = allCases.filter { $0.rawValue.utf8.allSatisfy { !(0x61...0x7A).contains($0) } }
}
