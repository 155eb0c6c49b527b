/// Reads the times of the day that begin at a given piece.
struct ClockReader {
  let numbers: NumberReader
  private var pieces: [Numbers.Piece] { numbers.pieces }

  init(numbers: NumberReader) { self.numbers = numbers }

  typealias Reading = (clock: Clock, end: Int)

  /// «kl 10.30», «klokka halv ti», «10:30», «kvart over ni», «10 am», «half past nine».
  ///
  /// - Parameter afterWord: whether «fra» or «mellom» stands before, so that a bare hour is a time.
  func read(at index: Int, afterWord: Bool = false) -> Reading? {
    guard let start = afterClockWord(at: index) else {
      return readUnmarked(at: index) ?? (afterWord ? readHour(at: index) : nil)
    }
    if let reading = readUnmarked(at: start) ?? readHour(at: start) {
      // «At 10 computers» is no time.
      if pieces[index].folded == "at", isCounted(at: reading.end) { return nil }
      return reading
    }
    return nil
  }

  /// The piece after «kl», «klokka», «at»; nil where none stands here.
  private func afterClockWord(at index: Int) -> Int? {
    guard index < pieces.count, pieces[index].kind == .word else { return nil }
    switch pieces[index].folded {
    case "kl", "klokka", "klokken", "klokkan", "klokko", "klokke", "klokk":
      return numbers.isMark(".", at: index + 1) || numbers.isMark(":", at: index + 1)
        ? index + 2 : index + 1
    case "at": return index + 1
    default: return nil
    }
  }

  /// The forms that are times without a word before them.
  private func readUnmarked(at index: Int) -> Reading? {
    guard index < pieces.count else { return nil }
    if let digits = readDigits(at: index) { return digits }
    guard pieces[index].kind == .word || pieces[index].kind == .digits else { return nil }
    let word = pieces[index].folded
    if ["noon", "midday"].contains(word) { return (Clock(minutes: 720, isOpen: false), index + 1) }
    if ["midnatt", "midnight"].contains(word) {
      return (Clock(minutes: 1440, isOpen: false), index + 1)
    }
    if word == "half", numbers.isWord("past", at: index + 1) {
      return hour(at: index + 2).map { finish($0.hour * 60 + 30, $0.end) }
    }
    if word == "halv", let (hour, end) = hour(at: index + 1), hour <= 12 {
      return finish((hour + 11) % 12 * 60 + 30, end)
    }
    return readRelative(at: index) ?? readHourOfPart(at: index)
  }

  /// «Åtte om morgenen», «6 på kvelden», «ten pm»: an hour because of what follows.
  private func readHourOfPart(at index: Int) -> Reading? {
    guard let (hour, end) = hour(at: index), hour <= 12, end < pieces.count else { return nil }
    let spoken = finish(hour % 12 * 60, end)
    if spoken.end > end { return spoken }
    guard ["om", "pa", "in", "at"].contains(pieces[end].folded) else { return nil }
    let part = numbers.isWord("the", at: end + 1) ? end + 2 : end + 1
    guard part < pieces.count, DateWords.parts[pieces[part].folded] != nil else { return nil }
    return spoken
  }

  /// «Kvart over ni», «fem på halv ti», «ten to nine», «ti over».
  private func readRelative(at index: Int) -> Reading? {
    let offset: Int
    var cursor = index
    if ["kvart", "quarter", "kvarter"].contains(pieces[index].folded) {
      offset = 15
      cursor += 1
    } else if let number = numbers.read(at: index), !number.isOrdinal,
      [5, 10, 20, 25].contains(number.value)
    {
      offset = Int(number.value)
      cursor = number.end
    } else {
      return nil
    }
    guard cursor < pieces.count else { return nil }
    let sign: Int
    switch pieces[cursor].folded {
    case "over", "past": sign = 1
    case "pa", "to": sign = -1
    default: return nil
    }
    cursor += 1
    var half = 0
    if numbers.isWord("halv", at: cursor) {
      half = -30
      cursor += 1
    }
    // The hour is a word or a bare number, or «20 på 12» would be any sum.
    guard let (hour, end) = hour(at: cursor), hour <= 12 else { return nil }
    return finish(((hour % 12) * 60 + half + sign * offset + 720) % 720, end)
  }

  /// A spoken time of the twelve-hour clock, with «am» or «pm» behind it.
  private func finish(_ minutes: Int, _ end: Int) -> Reading {
    let spoken = minutes < 60 ? minutes + 720 : minutes
    let clock = Clock(minutes: spoken, isOpen: true)
    return meridiem(clock, end) ?? (clock, end)
  }

  private func hour(at index: Int) -> (hour: Int, end: Int)? {
    guard index < pieces.count, let number = numbers.read(at: index), !number.isOrdinal,
      number.value >= 1, number.value <= 24, number.value.rounded() == number.value
    else { return articleHour(at: index) }
    if number.isArticle { return articleHour(at: index) }
    return (Int(number.value), number.end)
  }

  /// «Halv en» is 12.30, though «en» is no number elsewhere.
  private func articleHour(at index: Int) -> (hour: Int, end: Int)? {
    guard index < pieces.count, ["en", "ein", "ett", "eitt"].contains(pieces[index].folded) else {
      return nil
    }
    return (1, index + 1)
  }

  /// «10:30», and after a clock word «10.30», «1030» and «10».
  private func readDigits(at index: Int) -> Reading? {
    guard let hour = pieces[index].integer, pieces[index].text.utf8.count <= 2,
      !(numbers.touches(index) && (index > 0 && pieces[index - 1].kind == .word))
    else { return nil }
    if let reading = minutes(after: index, hour: hour, marks: [":"]) { return reading }
    guard hour <= 12 else { return nil }
    return meridiem(Clock(minutes: hour * 60, isOpen: false), index + 1)
  }

  private func readHour(at index: Int) -> Reading? {
    guard index < pieces.count else { return nil }
    guard let value = pieces[index].integer else {
      guard pieces[index].kind == .word, let (hour, end) = hour(at: index) else { return nil }
      return finish((hour % 12) * 60, end)
    }
    let length = pieces[index].text.utf8.count
    if length == 4 || (length == 3 && value >= 100) {
      return clock(hour: value / 100, minute: value % 100, text: pieces[index].text, end: index + 1)
    }
    guard length <= 2 else { return nil }
    if let reading = minutes(after: index, hour: value, marks: [".", ":", ","]) { return reading }
    guard let reading = clock(hour: value, minute: 0, text: pieces[index].text, end: index + 1)
    else { return nil }
    return meridiem(reading.clock, reading.end) ?? reading
  }

  private func minutes(after index: Int, hour: Int, marks: [String]) -> Reading? {
    let minute = index + 2
    guard minute < pieces.count, numbers.touches(index + 1), numbers.touches(minute),
      marks.contains(pieces[index + 1].text), pieces[minute].text.utf8.count == 2,
      let value = pieces[minute].integer
    else { return nil }
    var end = minute + 1
    if numbers.isMark(":", at: end), numbers.touches(end), numbers.touches(end + 1),
      pieces[end + 1].text.utf8.count == 2
    {
      end += 2
    }
    return clock(hour: hour, minute: value, text: pieces[index].text, end: end).map {
      meridiem($0.clock, $0.end) ?? $0
    }
  }

  private func clock(hour: Int, minute: Int, text: String, end: Int) -> Reading? {
    guard hour < 24 || (hour == 24 && minute == 0), minute < 60 else { return nil }
    let isOpen = (1...12).contains(hour) && text.first != "0"
    return (Clock(minutes: hour * 60 + minute, isOpen: isOpen), end)
  }

  /// The time with «am» or «pm» at `end`; nil where none stands there.
  private func meridiem(_ clock: Clock, _ end: Int) -> Reading? {
    guard end < pieces.count else { return nil }
    var word = pieces[end].folded
    var after = end + 1
    // «a.m.» is four pieces.
    if ["a", "p"].contains(word), numbers.isMark(".", at: end + 1), numbers.isWord("m", at: end + 2)
    {
      word += "m"
      after = numbers.isMark(".", at: end + 3) ? end + 4 : end + 3
    }
    guard clock.minutes < 780 else { return nil }
    switch word {
    case "am": return (Clock(minutes: clock.minutes % 720, isOpen: false), after)
    case "pm": return (Clock(minutes: clock.minutes % 720 + 720, isOpen: false), after)
    default: return nil
    }
  }

  /// Whether the word at `index` seems to be what a number counts rather than the rest of a sentence.
  func isCounted(at index: Int) -> Bool {
    guard index < pieces.count else { return false }
    if ["%", "$", "€"].contains(pieces[index].text) { return true }
    guard pieces[index].kind == .word else { return false }
    let word = pieces[index].folded
    if DateWords.units[word] != nil || Self.counted.contains(word) { return true }
    if Self.uncounted.contains(word) || DateWords.weekday(word) != nil { return false }
    return ["er", "ar", "ene", "ane"].contains { word.hasSuffix($0) && word.count > 4 }
  }

  private static let counted: Set<String> = [
    "stk", "prosent", "kr", "mb", "gb", "tb", "kg", "km", "m", "cm", "personer", "folk", "pcer",
    "people", "users", "computers", "laptops", "screens", "licenses", "persons", "grader",
  ]
  private static let uncounted: Set<String> = [
    "eller", "etter", "heller", "under", "over", "enten", "september", "oktober",
    "october", "november", "desember", "december", "januar", "februar", "after", "number",
  ]
}
