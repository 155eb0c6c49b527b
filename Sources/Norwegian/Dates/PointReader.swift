internal import Foundation

/// Reads a day, a time, or a day with a time: «tirsdag kl 10», «kl 8 i kveld», «om to uker», «i morgen tidlig».
struct PointReader {
  let numbers: NumberReader
  let clocks: ClockReader
  let durations: DurationReader
  let reference: LocalTime
  var pieces: [Numbers.Piece] { numbers.pieces }

  init(pieces: [Numbers.Piece], reference: LocalTime) {
    numbers = NumberReader(pieces: pieces)
    clocks = ClockReader(numbers: numbers)
    durations = DurationReader(numbers: numbers)
    self.reference = reference
  }

  var days: DayReader { DayReader(numbers: numbers, today: reference.today) }

  func read(at index: Int, days reader: DayReader? = nil) -> TimePoint? {
    guard index < pieces.count else { return nil }
    let reader = reader ?? days
    if let point = readRelative(at: index) {
      return point.hasTime ? point : withTime(point)
    }
    if let part = partOfToday(at: index) { return withTime(part.point, part: part.part) }
    if let day = reader.read(at: index) {
      let point = TimePoint(
        first: day.first,
        last: day.last,
        pieces: index..<day.end,
        isComing: day.isComing
      )
      return day.first == day.last ? withTime(point) : point
    }
    return readTimeFirst(at: index, days: reader)
  }

  func word(at index: Int) -> String { days.word(at: index) }
}

// Times.
extension PointReader {
  /// A time or a span of times; `minutes` decides once the part of the day is known.
  struct SpokenTime {
    var from: Clock
    var to: Clock?
    var end: Int

    func minutes(in part: DateWords.Part?) -> (from: Int, to: Int?) {
      let start = from.minutes(in: part)
      guard let to else { return (start, nil) }
      var end = to.minutes(in: part)
      // «Fra 10 til 2» and «mellom 5 og 7» run forwards.
      if end <= start, to.isOpen, end + 720 <= 1440 { end += 720 }
      return (start, end)
    }
  }

  /// «Kl 10», «mellom 8 og 10», «fra kl 08.00 til 15.30», «10:00–11:00».
  func readTime(at index: Int) -> SpokenTime? {
    let lead = word(at: index)
    let isSpan = ["fra", "mellom", "mellem", "between", "from"].contains(lead)
    let start = isSpan ? index + 1 : index
    guard let first = clocks.read(at: start, afterWord: isSpan) else { return nil }
    if let joint = spanJoint(at: first.end, lead: lead),
      let second = clocks.read(at: joint, afterWord: true), !clocks.isCounted(at: second.end)
    {
      return SpokenTime(from: first.clock, to: second.clock, end: second.end)
    }
    return isSpan ? nil : SpokenTime(from: first.clock, to: nil, end: first.end)
  }

  /// The piece after «til», «og» or a dash that joins the ends of a span.
  func spanJoint(at index: Int, lead: String) -> Int? {
    if ["mellom", "mellem", "between"].contains(lead) {
      return ["og", "and"].contains(word(at: index)) ? index + 1 : nil
    }
    if index < pieces.count, ["-", "–", "—"].contains(pieces[index].text) { return index + 1 }
    switch word(at: index) {
    case "til", "to", "until", "tom", "through":
      return word(at: index + 1) == "og" && word(at: index + 2) == "med" ? index + 3 : index + 1
    default: return nil
    }
  }

  /// Adds the part of the day and the time that follow a day.
  private func withTime(_ point: TimePoint, part known: DateWords.Part? = nil) -> TimePoint {
    var result = point
    var part = known
    var cursor = point.pieces.upperBound
    if part == nil, let (found, end) = partOfDay(at: cursor) {
      part = found
      cursor = end
      result.pieces = point.pieces.lowerBound..<end
    }
    let start = numbers.isMark(",", at: cursor) ? cursor + 1 : cursor
    if let time = readTime(at: start) {
      var end = time.end
      if part == nil, let (found, after) = partOfDay(at: end) {
        part = found
        end = after
      }
      (result.from, result.to) = time.minutes(in: part)
      result.pieces = point.pieces.lowerBound..<end
    } else if let part {
      (result.from, result.to) = (part.minutes.lowerBound, part.minutes.upperBound)
    }
    return result
  }

  /// «Kl 10 på tirsdag», «halv ni i kveld», «kl 8 om morgenen», «10:30».
  private func readTimeFirst(at index: Int, days reader: DayReader) -> TimePoint? {
    guard let time = readTime(at: index) else { return nil }
    var point = TimePoint(pieces: index..<time.end)
    (point.from, point.to) = time.minutes(in: nil)
    var cursor = time.end
    if let today = partOfToday(at: cursor) {
      (point.first, point.last) = (today.point.first, today.point.last)
      (point.from, point.to) = time.minutes(in: today.part)
      point.pieces = index..<today.point.pieces.upperBound
      return point
    }
    var part: DateWords.Part?
    if let (found, end) = partOfDay(at: cursor) {
      part = found
      cursor = end
      (point.from, point.to) = time.minutes(in: part)
      point.pieces = index..<end
    }
    if numbers.isMark(",", at: cursor) { cursor += 1 }
    if ["pa", "on", "den"].contains(word(at: cursor)), reader.read(at: cursor + 1) != nil {
      cursor += 1
    }
    guard let day = reader.read(at: cursor), day.first == day.last else { return point }
    (point.first, point.last, point.isComing) = (day.first, day.last, day.isComing)
    point.pieces = index..<day.end
    if part == nil, let (found, end) = partOfDay(at: day.end) {
      (point.from, point.to) = time.minutes(in: found)
      point.pieces = index..<end
    }
    return point
  }

  /// «Ettermiddag», «om kvelden», «in the morning», after a day or a time.
  private func partOfDay(at index: Int) -> (DateWords.Part, end: Int)? {
    if let part = DateWords.parts[word(at: index)] { return (part, index + 1) }
    switch word(at: index) {
    case "om", "pa", "in", "at":
      let skip = word(at: index + 1) == "the" ? 2 : 1
      return DateWords.parts[word(at: index + skip)].map { ($0, index + skip + 1) }
    default: return nil
    }
  }

  /// «I kveld», «iettermiddag», «i natt», "this morning".
  private func partOfToday(at index: Int) -> (point: TimePoint, part: DateWords.Part)? {
    for length in [2, 1] {
      let first = word(at: index)
      if length == 2, first != "i", first != "this" { continue }
      let joined = "\(length == 2 ? "i" : "")\(length == 2 ? word(at: index + 1) : first)"
      var part = DateWords.partsOfToday[joined]
      if first == "this", length == 2 { part = DateWords.parts[word(at: index + 1)] }
      guard let part else { continue }
      var day = reference.today
      // «I natt» is the coming night; before six it is this one.
      if part == .night, reference.minutes >= 360 { day = day + 1 }
      return (TimePoint(first: day, last: day, pieces: index..<index + length), part)
    }
    return nil
  }
}

// Moments counted from now.
extension PointReader {
  /// «Om to uker», «for tre dager siden», "in two hours", "3 days ago".
  private func readRelative(at index: Int) -> TimePoint? {
    let lead = word(at: index)
    let isLed = ["om", "in", "for"].contains(lead)
    var start = isLed ? index + 1 : index
    if ["ca", "cirka", "omtrent", "omlag", "rundt", "about"].contains(word(at: start)) {
      start += numbers.isMark(".", at: start + 1) ? 2 : 1
    }
    guard let (duration, end) = durations.read(at: start) else { return nil }
    if ["siden", "sidan", "sia", "ago", "tilbake"].contains(word(at: end)) {
      return point(duration, forwards: false, pieces: index..<end + 1)
    }
    if lead == "om" || lead == "in" { return point(duration, forwards: true, pieces: index..<end) }
    let after = word(at: end + 1)
    if ["fra", "from"].contains(word(at: end)), ["na", "no", "now", "today"].contains(after) {
      return point(duration, forwards: true, pieces: index..<end + 2)
    }
    return nil
  }

  func point(_ duration: SpokenDuration, forwards: Bool, pieces: Range<Int>) -> TimePoint {
    guard !duration.isWholeDays else {
      let day = duration.applied(to: reference.today, forwards: forwards)
      return TimePoint(first: day, last: day, pieces: pieces)
    }
    let (day, minutes) = reference.adding(duration, forwards: forwards)
    return TimePoint(first: day, last: day, from: minutes, pieces: pieces)
  }
}
