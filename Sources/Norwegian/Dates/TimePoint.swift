/// A day, a time or both, as one expression names them, before it is written as ISO 8601.
struct TimePoint {
  var first: Day?
  var last: Day?
  /// Minutes after midnight of `first`.
  var from: Int?
  /// The end of a span of time, after `from`.
  var to: Int?
  /// The pieces it stands on.
  var pieces: Range<Int>
  /// Whether its day depends on the day it is counted from.
  var isComing = false

  var hasDay: Bool { first != nil }
  var hasTime: Bool { from != nil }
  var isOneDay: Bool { first == last }
}
