/// Which days a key of the settings means.
enum DayPattern: Hashable {
  /// `christmasEve`.
  case named(NamedDays)
  /// `2026-10-05`.
  case day(Day)
  /// `2026-10-05/2026-10-09`: the numbers of the days, the last with them.
  case period(ClosedRange<Int>)
  /// `12-27` or `05-15/09-14`, also over the new year: places in `Timetable.yearly`.
  case yearly([Int])

  /// A key means no days, and why.
  struct ParsingError: Error, Hashable { var message: String }

  init(parsing key: String) throws(ParsingError) {
    if let known = NamedDays.names.first(where: { $0.name == key }) {
      self = .named(known.day)
      return
    }
    let ends = key.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard let first = ends.first, let last = ends.last, ends.count <= 2 else { throw Self.form }
    if let from = Day(first), let to = Day(last) {
      guard (2000..<2400).contains(from.civil.year) else {
        throw ParsingError(message: "the year must be from 2000 to 2399")
      }
      guard ends.count == 2 else {
        self = .day(from)
        return
      }
      guard from <= to else { throw ParsingError(message: "the last day comes before the first") }
      guard to.number - from.number < 366 else {
        throw ParsingError(
          message: "a stretch of days may be a year long; for longer, change 'hours'"
        )
      }
      self = .period(from.number...to.number)
      return
    }
    guard let from = Self.slot(first), let to = Self.slot(last) else { throw Self.form }
    let slots = from <= to ? Array(from...to) : Array(from..<12 * 31) + Array(0...to)
    self = .yearly(slots)
  }

  /// The place of `MM-DD` in a year in which every month has 31 days.
  private static func slot(_ text: Substring) -> Int? {
    // 2000 is a leap year, so 29 February is a day.
    guard let (_, month, day) = Day("2000-" + text)?.civil else { return nil }
    return 31 * month + day - 32
  }

  private static let form = ParsingError(
    message: "is no day; write a date '2026-10-05', one of every year '12-27', "
      + "dates with '/' between the first and the last, or one of "
      + NamedDays.names.map(\.name).joined(separator: ", ")
  )
}
