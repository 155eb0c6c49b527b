/// Reads the whole expression that begins at a given piece: a span, a limit, a point or a duration.
struct MomentReader {
  private let points: PointReader
  private var pieces: [Numbers.Piece] { points.pieces }

  init(points: PointReader) { self.points = points }

  func read(at index: Int) -> (moment: Moment, end: Int)? {
    // What begins here is looked for once, since that takes longest.
    let point = points.read(at: index)
    if let reading = readSpan(at: index, point) ?? readDayNumbers(at: index) { return reading }
    if let reading = readLimit(at: index) ?? readStretch(at: index) { return reading }
    if let point { return (moment(point), point.pieces.upperBound) }
    guard let (duration, end) = points.durations.read(at: index) else { return nil }
    return (Moment(kind: .duration, value: duration.iso, range: range(index..<end)), end)
  }

  private func word(at index: Int) -> String { points.word(at: index) }

  private func range(_ span: Range<Int>) -> Range<Int> {
    pieces[span.lowerBound].range.lowerBound..<pieces[span.upperBound - 1].range.upperBound
  }
}

// Spans.
extension MomentReader {
  /// «Fra mandag til onsdag», «mellom mandag og onsdag», «1 mai – 3 juni», «fra tirsdag kl 8 til fredag kl 12».
  ///
  /// - Parameter here: the point that begins at the index itself.
  private func readSpan(at index: Int, _ here: TimePoint?) -> (moment: Moment, end: Int)? {
    let lead = word(at: index)
    let isLed = ["fra", "mellom", "mellem", "between", "from"].contains(lead)
    guard let first = isLed ? points.read(at: index + 1) : here, let day = first.first,
      let joint = points.spanJoint(at: first.pieces.upperBound, lead: isLed ? lead : "")
    else { return nil }
    var reader = points.days
    // «Fra torsdag til tirsdag» ends on the Tuesday after that Thursday.
    reader.anchor = max(day, reader.today)
    guard let second = points.read(at: joint, days: reader), let last = second.last,
      last >= day, first.hasTime == second.hasTime
    else { return nil }
    let whole = TimePoint(
      first: day,
      last: last,
      from: first.from,
      to: second.to ?? second.from,
      pieces: index..<second.pieces.upperBound
    )
    return (span(whole, first, second), whole.pieces.upperBound)
  }

  /// «17–20 mai», «fra 17 til 20 mai»: the first day borrows the month of the last.
  private func readDayNumbers(at index: Int) -> (moment: Moment, end: Int)? {
    let lead = word(at: index)
    let isLed = ["fra", "mellom", "mellem", "between", "from"].contains(lead)
    var start = isLed ? index + 1 : index
    if word(at: start) == "den" { start += 1 }
    guard start < pieces.count, let day = pieces[start].integer, (1...31).contains(day) else {
      return nil
    }
    let isDotted = points.numbers.isMark(".", at: start + 1)
    let end = isDotted ? start + 2 : start + 1
    guard var joint = points.spanJoint(at: end, lead: isLed ? lead : "") else { return nil }
    if word(at: joint) == "den" { joint += 1 }
    guard joint < pieces.count, pieces[joint].kind == .digits,
      let last = points.days.readDayAndMonth(at: joint),
      let sameMonth = Day(year: last.first.year, month: last.first.month, day: day),
      sameMonth <= last.first
    else { return nil }
    let first = TimePoint(first: sameMonth, last: sameMonth, pieces: start..<end)
    let second = TimePoint(first: last.first, last: last.first, pieces: joint..<last.end)
    let whole = TimePoint(first: sameMonth, last: last.first, pieces: index..<last.end)
    return (span(whole, first, second), last.end)
  }

  private func span(_ whole: TimePoint, _ first: TimePoint, _ second: TimePoint) -> Moment {
    var result: Moment
    if let from = whole.from, let day = whole.first, let last = whole.last {
      result = Moment(kind: .datetimerange, range: range(whole.pieces))
      result.start = points.reference.iso(day, minutes: from)
      result.end = whole.to.map { points.reference.iso(last, minutes: $0) }
    } else {
      result = Moment(kind: .daterange, range: range(whole.pieces))
      result.start = whole.first?.iso
      result.end = whole.last?.iso
    }
    result.ends = [moment(first), moment(second)]
    return result
  }
}

// Limits and stretches.
extension MomentReader {
  private enum Limit { case before, by, after, since }

  /// «Før fredag», «innen fredag kl 12», «etter 17 mai», «siden tirsdag».
  private func readLimit(at index: Int) -> (moment: Moment, end: Int)? {
    guard let limit = limit(at: index) else { return nil }
    var reader = points.days
    reader.looksBack = limit == .since
    var start = index + 1
    if word(at: start) == "pa" { start += 1 }
    guard let point = points.read(at: start, days: reader) else {
      return limit == .by ? readWithin(at: index, from: start) : nil
    }
    let span = index..<point.pieces.upperBound
    var result = Moment(kind: .daterange, range: range(span))
    if point.hasTime {
      let exact = moment(point)
      result.kind = point.hasDay ? .datetimerange : .timerange
      switch limit {
      case .before, .by: result.end = exact.value ?? exact.start
      case .after, .since: result.start = exact.value ?? exact.end
      }
    } else {
      switch limit {
      case .before: result.end = point.first.map { ($0 + -1).iso }
      case .by: result.end = point.last?.iso
      case .after: result.start = point.last.map { ($0 + 1).iso }
      case .since: result.start = point.first?.iso
      }
    }
    return (result, span.upperBound)
  }

  private func limit(at index: Int) -> Limit? {
    guard index < pieces.count, pieces[index].kind == .word else { return nil }
    // Folded, «før» and «for» are the same word.
    switch pieces[index].text == "for" ? "" : pieces[index].folded {
    case "for", "before": return .before
    case "innen", "innan", "senest", "seinast", "within", "until": return .by
    case "by": return points.numbers.english ? .by : nil
    case "etter", "after": return .after
    case "siden", "sidan", "since": return .since
    default: return nil
    }
  }

  /// «Innen to uker», "within 14 days": from today on.
  private func readWithin(at index: Int, from start: Int) -> (moment: Moment, end: Int)? {
    guard let (duration, end) = points.durations.read(at: start) else { return nil }
    return (stretch(duration, forwards: true, pieces: index..<end), end)
  }

  /// «De siste to ukene», «neste 14 dager», «i løpet av to uker».
  private func readStretch(at index: Int) -> (moment: Moment, end: Int)? {
    let first = word(at: index)
    if first == "i", word(at: index + 1) == "lopet", word(at: index + 2) == "av" {
      return readWithin(at: index, from: index + 3)
    }
    let isPast = DateWords.latest.contains(first) || DateWords.last.contains(first)
    guard isPast || DateWords.next.contains(first) || first == "past",
      let (duration, end) = points.durations.read(at: index + 1)
    else { return nil }
    let isForwards = !isPast && first != "past"
    return (stretch(duration, forwards: isForwards, pieces: index..<end), end)
  }

  private func stretch(_ duration: SpokenDuration, forwards: Bool, pieces: Range<Int>) -> Moment {
    let other = points.point(duration, forwards: forwards, pieces: pieces)
    let now = points.reference
    var result = Moment(kind: .daterange, range: range(pieces))
    var edges = [now.today.iso, other.first?.iso]
    if let minutes = other.from, let day = other.first {
      result.kind = .datetimerange
      edges = [now.iso(now.today, minutes: now.minutes), now.iso(day, minutes: minutes)]
    }
    result.start = edges[forwards ? 0 : 1]
    result.end = edges[forwards ? 1 : 0]
    return result
  }
}

// One point.
extension MomentReader {
  private func moment(_ point: TimePoint) -> Moment {
    var result = Moment(kind: .date, range: range(point.pieces))
    guard let from = point.from else {
      if point.isOneDay {
        result.value = point.first?.iso
      } else {
        result.kind = .daterange
        result.start = point.first?.iso
        result.end = point.last?.iso
      }
      return result
    }
    guard let day = point.first else {
      if let to = point.to {
        result.kind = .timerange
        result.start = Clock.iso(from)
        result.end = Clock.iso(to)
      } else {
        result.kind = .time
        result.value = Clock.iso(from % 1440)
      }
      return result
    }
    let start = points.reference.iso(day, minutes: from)
    guard let to = point.to else {
      result.kind = .datetime
      result.value = start
      return result
    }
    result.kind = .datetimerange
    result.start = start
    // «Kl 22–02» ends on the next day.
    result.end = points.reference.iso(to <= from ? day + 1 : day, minutes: to)
    return result
  }
}
