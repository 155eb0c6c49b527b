// Dates written with a day number.
extension DayReader {
  /// A date that may stand after a weekday: «17 mai», «17/5».
  func readDate(at index: Int) -> Reading? {
    readNumeric(at: index) ?? readDayAndMonth(at: index) ?? readMonthAndDay(at: index)
  }

  /// «2026-05-17», «17.05.2026», «17.5.», «17/5-26», «17-05-2026».
  func readNumeric(at index: Int) -> Reading? {
    guard index < pieces.count, let first = pieces[index].integer, !isInsideAName(index) else {
      return nil
    }
    let mark = index + 1
    guard numbers.touches(mark), [".", "/", "-"].contains(pieces[mark].text) else { return nil }
    let separator = pieces[mark].text
    let blanksAllowed = separator == "."
    guard mark + 1 < pieces.count, let second = pieces[mark + 1].integer,
      pieces[mark + 1].blanksBefore <= (blanksAllowed ? 1 : 0)
    else { return nil }
    if pieces[index].text.utf8.count == 4 {
      guard separator != ".", numbers.isMark(separator, at: mark + 2), mark + 3 < pieces.count,
        let third = pieces[mark + 3].integer, pieces[mark + 3].text.utf8.count <= 2,
        let day = Day(year: first, month: second, day: third)
      else { return nil }
      return Reading(day, end: mark + 4)
    }
    guard pieces[index].text.utf8.count <= 2, pieces[mark + 1].text.utf8.count <= 2 else {
      return nil
    }
    if let full = readYear(at: mark + 2, day: first, month: second, after: separator) {
      return full
    }
    return readWithoutYear(at: index, day: first, month: second, separator: separator)
  }

  private func readYear(at index: Int, day: Int, month: Int, after separator: String) -> Reading? {
    guard index + 1 < pieces.count, numbers.touches(index), pieces[index].kind == .mark,
      pieces[index].text == separator || separator == "/" && pieces[index].text != ",",
      let year = year(at: index + 1, afterBlank: separator == "."),
      let day = Day(year: year, month: month, day: day)
    else { return nil }
    let end = index + 2
    // «1.2.26.4» is a version or an address.
    if numbers.isMark(".", at: end), numbers.touches(end), numbers.touches(end + 1),
      end + 1 < pieces.count, pieces[end + 1].kind == .digits
    {
      return nil
    }
    return Reading(day, end: end)
  }

  private func readWithoutYear(at index: Int, day: Int, month: Int, separator: String) -> Reading? {
    var end = index + 3
    let isDotted = numbers.isMark(".", at: end) && numbers.touches(end)
    switch separator {
    case "/":
      // «24/7» is always, «1/2 time» is half of one.
      if day == 24, month == 7 { return nil }
      if DateWords.units[word(at: end)] != nil || word(at: end) == "liter" { return nil }
    case ".":
      // «17.5» may be a number; with the second full stop, or after a word that wants a date, it is not.
      let leads = ["den", "til", "fra", "fram", "innen", "for", "etter", "dato"]
      let isLed =
        leads.contains(word(at: index - 1)) || DateWords.weekday(word(at: index - 1)) != nil
      guard isDotted || isLed, pieces[index + 2].blanksBefore == 0 || isDotted else { return nil }
    default: return nil
    }
    if numbers.touches(end), pieces[end].kind == .word { return nil }
    if isDotted {
      if numbers.touches(end + 1), pieces[end + 1].kind != .mark { return nil }
      if separator == "." { end += 1 }
    } else if numbers.touches(end), pieces[end].kind == .mark,
      numbers.touches(end + 1), pieces[end + 1].kind == .digits
    {
      return nil
    }
    return coming(day: day, month: month, end: end)
  }

  /// Whether the digits at `index` go on something longer, or follow a word for a version.
  private func isInsideAName(_ index: Int) -> Bool {
    if numbers.touches(index) {
      if pieces[index - 1].kind == .word { return true }
      if pieces[index - 1].kind == .mark, index >= 2, numbers.touches(index - 1),
        pieces[index - 2].kind != .mark
      {
        // «17-20. mai» is a span, and its second day is read on its own.
        let isDash = ["-", "–"].contains(pieces[index - 1].text)
        return !(isDash && pieces[index - 2].text.utf8.count <= 2)
      }
    }
    let versions = [
      "versjon", "version", "v", "ver", "build", "ios", "macos", "windows", "android", "kapittel",
      "punkt", "kr", "kl", "klokka", "klokken", "ip", "office", "excel",
    ]
    return versions.contains(word(at: index - 1))
  }

  private func year(at index: Int, afterBlank: Bool) -> Int? {
    guard index < pieces.count, let value = pieces[index].integer,
      pieces[index].blanksBefore <= (afterBlank ? 1 : 0)
    else { return nil }
    switch pieces[index].text.utf8.count {
    case 2: return 2000 + value
    case 4: return (1900...2199).contains(value) ? value : nil
    default: return nil
    }
  }

  /// «17 mai 2026», «den 17 mai», «syttende mai», "the 17th of May".
  func readDayAndMonth(at index: Int) -> Reading? {
    guard index < pieces.count else { return nil }
    var cursor = index
    let hasArticle = ["den", "the"].contains(word(at: cursor))
    if hasArticle { cursor += 1 }
    guard let (day, end, isMarked) = dayNumber(at: cursor) else { return nil }
    cursor = word(at: end) == "of" ? end + 1 : end
    if let month = DateWords.month(word(at: cursor)) {
      if DateWords.isShortMonth(word(at: cursor)), numbers.isMark(".", at: cursor + 1),
        numbers.touches(cursor + 1)
      {
        cursor += 1
      }
      return withYear(day: day, month: month, after: cursor)
    }
    // «Den tredje» is seldom a day, «den femtende» mostly is.
    guard hasArticle, isMarked, pieces[index + 1].kind == .digits || day >= 10 else { return nil }
    // «Den 17.» is the next day with that number, «den 3. etasjen» is not a day.
    let next = word(at: end)
    let joints = [
      "", "kl", "klokka", "klokken", "til", "og", "i", "pa", "at", "eller",
    ]
    guard joints.contains(next) else { return nil }
    return coming(day: day, end: end)
  }

  /// "May 17th", "May 17, 2026".
  func readMonthAndDay(at index: Int) -> Reading? {
    guard let month = DateWords.month(word(at: index)), index + 1 < pieces.count,
      let (day, end, _) = dayNumber(at: index + 1), pieces[index + 1].kind == .digits,
      numbers.english || pieces[end - 1].kind == .word
    else { return nil }
    return withYear(day: day, month: month, after: end - 1)
  }

  /// The day that a number or ordinal names, and whether it was marked as an ordinal.
  private func dayNumber(at index: Int) -> (day: Int, end: Int, isMarked: Bool)? {
    guard index < pieces.count else { return nil }
    if let day = pieces[index].integer {
      guard (1...31).contains(day), !isInsideAName(index) else { return nil }
      if numbers.isMark(".", at: index + 1), numbers.touches(index + 1) {
        return (day, index + 2, true)
      }
      if numbers.touches(index + 1), ["st", "nd", "rd", "th"].contains(word(at: index + 1)) {
        return (day, index + 2, true)
      }
      return (day, index + 1, false)
    }
    // «Andre» is mostly «others», but not before a month.
    if pieces[index].folded == "andre", DateWords.month(word(at: index + 1)) != nil {
      return (2, index + 1, true)
    }
    guard let number = numbers.read(at: index), number.isOrdinal, (1...31).contains(number.value)
    else { return nil }
    return (Int(number.value), number.end, true)
  }

  private func withYear(day: Int, month: Int, after index: Int) -> Reading? {
    let comma = numbers.isMark(",", at: index + 1) ? index + 2 : index + 1
    if comma < pieces.count, pieces[comma].text.utf8.count == 4,
      let year = year(at: comma, afterBlank: true)
    {
      return Day(year: year, month: month, day: day).map { Reading($0, end: comma + 1) }
    }
    return coming(day: day, month: month, end: index + 1)
  }

  /// The next such day, today included; the last one before today where the reader looks back.
  private func coming(day: Int, month: Int, end: Int) -> Reading? {
    let years = looksBack ? [0, -1, -2, -3, -4] : [0, 1, 2, 3, 4]
    for offset in years {
      // Only 29 February needs more than one step.
      guard let date = Day(year: anchor.year + offset, month: month, day: day) else { continue }
      if looksBack ? date <= anchor : date >= anchor {
        return Reading(date, end: end, isComing: true)
      }
    }
    return nil
  }

  private func coming(day: Int, end: Int) -> Reading? {
    for offset in 0...2 {
      let (year, month, _) = anchor.adding(months: looksBack ? -offset : offset).civil
      guard let date = Day(year: year, month: month, day: day) else { continue }
      if looksBack ? date <= anchor : date >= anchor {
        return Reading(date, end: end, isComing: true)
      }
    }
    return nil
  }
}
