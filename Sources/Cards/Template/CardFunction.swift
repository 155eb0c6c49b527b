/// The functions that an expression in a card may call.
///
/// They are those of Adaptive Expressions that templates need, by the same names. Dates are Norwegian local time
/// and are worded in the language of the card.
enum CardFunction: String, Sendable, Hashable, CaseIterable {
  case `if`, and, or, not, equals
  case exists, empty, coalesce
  case string, int, float, json
  case length, count, concat, join, first, last, contains, toLower, toUpper, trim
  case sum, min, max
  case formatNumber, formatDateTime, formatEpoch, formatTicks

  /// How many arguments it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .if: 3...3
    case .and, .or, .coalesce, .concat: 1...20
    case .not, .exists, .empty, .string, .int, .float, .json, .length, .count, .first, .last,
      .toLower, .toUpper, .trim:
      1...1
    case .equals, .contains, .join: 2...2
    case .sum, .min, .max: 1...20
    case .formatNumber, .formatDateTime, .formatEpoch, .formatTicks: 1...2
    }
  }
}
