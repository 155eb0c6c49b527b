/// A date, a time, a span of either or a duration that a text names, as ISO 8601.
///
/// The kinds and fields are those of Microsoft's datetimeV2, with two differences that are meant: a span of days
/// ends on its last day («fra mandag til onsdag» ends on Wednesday, «neste uke» on Sunday), where datetimeV2 ends
/// on the day after; and there is one value, where datetimeV2 lists the past one too.
package struct Moment: Sendable, Hashable {
  /// What sort of moment it is, in the words of datetimeV2.
  package enum Kind: String, Sendable, Hashable {
    case date, time, datetime, daterange, timerange, datetimerange, duration
  }

  package var kind: Kind
  /// `2026-05-17`, `10:30:00`, `2026-05-17T10:30:00` (local time, no offset) or `P14D`; nil for spans.
  package var value: String?
  /// The first day or moment of a span; nil where it is open («før fredag»).
  package var start: String?
  /// The last day of a span of days, or the moment a span of time is over; nil where it is open.
  package var end: String?
  /// Where the expression stands in the original, in UTF-8 bytes.
  package var range: Range<Int>
  /// The two ends of «fra … til …» as moments of their own, for entities with roles; otherwise empty.
  package var ends: [Moment] = []
}
