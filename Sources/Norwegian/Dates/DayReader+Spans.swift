// Weeks, weekends, months and years.
extension DayReader {
  /// «Uke 42», «veke 2 2027», «neste uke», «denne uka», «i helga», «neste helg».
  func readWeek(at index: Int) -> Reading? {
    let first = word(at: index)
    if DateWords.week.contains(first) || first == "u" { return readNumberedWeek(at: index) }
    if DateWords.weekend.contains(first) {
      let before = word(at: index - 1)
      guard ["i", "til", "this", "the", "denne", "for", "innen", "etter"].contains(before) else {
        return nil
      }
      return weekend(after: looksBack ? -7 : 0, end: index + 1)
    }
    let offset: Int
    if DateWords.next.contains(first) {
      offset = 7
    } else if DateWords.last.contains(first) || DateWords.latest.contains(first) {
      offset = -7
    } else if DateWords.this.contains(first) || DateWords.coming.contains(first) {
      offset = 0
    } else {
      return nil
    }
    if DateWords.weekend.contains(word(at: index + 1)) {
      return weekend(after: offset, end: index + 2)
    }
    guard DateWords.week.contains(word(at: index + 1)) else { return nil }
    let monday = today.monday + offset
    return Reading(monday, to: monday + 6, end: index + 2)
  }

  private func weekend(after days: Int, end: Int) -> Reading {
    let saturday = today.monday + (5 + days)
    return Reading(saturday, to: saturday + 1, end: end)
  }

  private func readNumberedWeek(at index: Int) -> Reading? {
    let nr = word(at: index + 1) == "nr" ? 2 : 1
    let at = numbers.isMark(".", at: index + nr) ? index + nr + 1 : index + nr
    guard at < pieces.count, let week = pieces[at].integer, (1...53).contains(week),
      pieces[at].text.utf8.count <= 2
    else { return nil }
    if at + 1 < pieces.count, let year = pieces[at + 1].integer, (2000...2099).contains(year),
      let monday = Day.monday(ofWeek: week, year: year)
    {
      return Reading(monday, to: monday + 6, end: at + 2)
    }
    let year = anchor.week.year
    let years = looksBack ? [year, year - 1] : [year, year + 1, year + 2]
    for year in years {
      guard let monday = Day.monday(ofWeek: week, year: year) else { continue }
      if looksBack ? monday < anchor : monday + 6 >= anchor {
        return Reading(monday, to: monday + 6, end: at + 1, isComing: true)
      }
    }
    return nil
  }

  /// «Neste måned», «i fjor», «i 2027», «i mai 2027».
  func readSpan(at index: Int) -> Reading? {
    let first = word(at: index)
    if first == "i", word(at: index + 1) == "fjor" { return year(today.year - 1, end: index + 2) }
    if first == "i", word(at: index + 1) == "ar" { return year(today.year, end: index + 2) }
    if let month = DateWords.month(first), !DateWords.isShortMonth(first) {
      guard
        ["i", "in", "til", "for", "innen", "fra", "siden", "since", "by"]
          .contains(word(at: index - 1))
      else { return nil }
      return self.month(month, at: index)
    }
    let offset: Int
    if DateWords.next.contains(first) {
      offset = 1
    } else if DateWords.last.contains(first) || DateWords.latest.contains(first) {
      offset = -1
    } else if DateWords.this.contains(first) {
      offset = 0
    } else {
      return nil
    }
    let second = word(at: index + 1)
    // «This may take a while» names no month.
    if let month = DateWords.month(second), !DateWords.isShortMonth(second), second != "may" {
      return self.month(month, at: index + 1)
    }
    switch DateWords.units[second] {
    case .year: return year(today.year + offset, end: index + 2)
    case .month:
      let (year, month, _) = today.adding(months: offset).civil
      return wholeMonth(month, year: year, end: index + 2)
    default: return nil
    }
  }

  private func year(_ year: Int, end: Int) -> Reading? {
    guard let first = Day(year: year, month: 1, day: 1),
      let last = Day(year: year, month: 12, day: 31)
    else { return nil }
    return Reading(first, to: last, end: end)
  }

  private func month(_ month: Int, at index: Int) -> Reading? {
    if index + 1 < pieces.count, let year = pieces[index + 1].integer,
      (1900...2099).contains(year)
    {
      return wholeMonth(month, year: year, end: index + 2)
    }
    let isPast = month < anchor.month
    let year = anchor.year + (looksBack ? (month > anchor.month ? -1 : 0) : (isPast ? 1 : 0))
    return wholeMonth(month, year: year, end: index + 1, isComing: true)
  }

  private func wholeMonth(_ month: Int, year: Int, end: Int, isComing: Bool = false) -> Reading? {
    guard let first = Day(year: year, month: month, day: 1) else { return nil }
    let last = first + (Day.length(ofMonth: month, year: year) - 1)
    return Reading(first, to: last, end: end, isComing: isComing)
  }

  /// «I påsken», «i jula», «i romjula»: from the first free day to the last.
  func readHoliday(at index: Int) -> Reading? {
    let (before, after): (Int, Int)
    let center: (Int) -> Day?
    switch word(at: index) {
    case "paske", "pasken", "paska", "easter":
      (before, after) = (-3, 1)
      center = Day.easter
    case "pinse", "pinsen", "pinsa":
      (before, after) = (48, 50)
      center = Day.easter
    case "jul", "jula", "julen", "christmas":
      (before, after) = (0, 2)
      center = { Day(year: $0, month: 12, day: 24) }
    case "romjul", "romjula", "romjulen":
      (before, after) = (0, 4)
      center = { Day(year: $0, month: 12, day: 27) }
    default: return nil
    }
    for year in [anchor.year, anchor.year + 1] {
      guard let day = center(year), day + after >= anchor else { continue }
      return Reading(day + before, to: day + after, end: index + 1)
    }
    return nil
  }
}
