/// Reads the days and spans of days that begin at a given piece.
struct DayReader {
  /// A day, or the first and last of several.
  struct Reading {
    var first: Day
    var last: Day
    var end: Int
    /// Whether it was counted from another day («tirsdag», «17 mai»), so that the end of a span follows its start.
    var isComing = false

    init(_ first: Day, to last: Day? = nil, end: Int, isComing: Bool = false) {
      self.first = first
      self.last = last ?? first
      self.end = end
      self.isComing = isComing
    }
  }

  let numbers: NumberReader
  /// The day that «i dag» is.
  let today: Day
  /// The day that weekdays and days without a year come after; today, or the first day of a span.
  var anchor: Day
  /// Whether they come before it instead, as after «siden».
  var looksBack = false

  var pieces: [Numbers.Piece] { numbers.pieces }

  init(numbers: NumberReader, today: Day) {
    self.numbers = numbers
    self.today = today
    anchor = today
  }

  func read(at index: Int) -> Reading? {
    guard index < pieces.count else { return nil }
    switch pieces[index].kind {
    case .digits: return readNumeric(at: index) ?? readDayAndMonth(at: index)
    case .mark: return nil
    case .word:
      return readRelative(at: index) ?? readWeek(at: index) ?? readWeekday(at: index)
        ?? readDayAndMonth(at: index) ?? readMonthAndDay(at: index) ?? readSpan(at: index)
        ?? readHoliday(at: index)
    }
  }

  func word(at index: Int) -> String {
    pieces.indices.contains(index) && pieces[index].kind == .word ? pieces[index].folded : ""
  }

  /// «I dag», «imorra», «overmorgen», «i forgårs», and the combinations with «over».
  private func readRelative(at index: Int) -> Reading? {
    let first = word(at: index)
    for length in [3, 2, 1] where index + length <= pieces.count {
      if length > 1, first != "i" { continue }
      let joined = (index..<index + length).map(word).joined()
      guard let days = DateWords.relativeDays[joined] else { continue }
      return Reading(today + days, end: index + length)
    }
    // "Day after tomorrow", "day before yesterday".
    if first == "day", word(at: index + 1) == "after", word(at: index + 2) == "tomorrow" {
      return Reading(today + 2, end: index + 3)
    }
    if first == "day", word(at: index + 1) == "before", word(at: index + 2) == "yesterday" {
      return Reading(today + -2, end: index + 3)
    }
    return nil
  }
}

// Weekdays.
extension DayReader {
  /// «Tirsdag», «neste tirsdag», «førstkommende måndag», «tirsdag i neste uke», «tirsdag 17 mai».
  private func readWeekday(at index: Int) -> Reading? {
    var cursor = index
    let which = word(at: cursor)
    let isQualified =
      DateWords.next.contains(which) || DateWords.coming.contains(which)
      || DateWords.last.contains(which) || DateWords.latest.contains(which)
      || DateWords.this.contains(which)
    if isQualified { cursor += 1 }
    guard let weekday = weekday(at: cursor, after: index - 1) else { return nil }
    cursor += 1
    // «Tors.» and «tirsdag den 17. mai»: the date says more than the weekday.
    if numbers.isMark(",", at: cursor), readDate(at: cursor + 1) != nil { cursor += 1 }
    if let date = readDate(at: cursor) { return Reading(date.first, end: date.end) }
    if !isQualified, let week = weekAfterWeekday(at: cursor) {
      return Reading(week.first.monday + (weekday - 1), end: week.end)
    }
    let day = day(weekday, which: which)
    return Reading(day, end: cursor, isComing: !isQualified)
  }

  private func weekday(at index: Int, after before: Int) -> Int? {
    let name = word(at: index)
    if let weekday = DateWords.weekday(name) { return weekday }
    guard let weekday = DateWords.shortWeekdays[name] else { return nil }
    let leads = ["pa", "neste", "til", "fra", "innen", "for"]
    return leads.contains(word(at: before)) ? weekday : nil
  }

  private func day(_ weekday: Int, which: String) -> Day {
    let offset = weekday - 1
    if DateWords.next.contains(which) { return today.monday + (7 + offset) }
    if DateWords.last.contains(which) { return today.monday + (offset - 7) }
    if DateWords.this.contains(which) { return today.monday + offset }
    if DateWords.latest.contains(which) || looksBack { return lastDay(weekday) }
    let days = (weekday - anchor.weekday + 7) % 7
    // Today is called today, so «tirsdag» on a Tuesday is the next one.
    return anchor + (days == 0 ? 7 : days)
  }

  private func lastDay(_ weekday: Int) -> Day {
    let days = (anchor.weekday - weekday + 7) % 7
    return anchor + -(days == 0 ? 7 : days)
  }

  private func weekAfterWeekday(at index: Int) -> Reading? {
    let start = ["i", "in", "of"].contains(word(at: index)) ? index + 1 : index
    return readWeek(at: start)
  }
}
