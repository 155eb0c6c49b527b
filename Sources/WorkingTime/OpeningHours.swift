/// When it is open on one day: stretches of the wall clock, in order, none touching another; none where it is closed.
package struct OpeningHours: Sendable, Hashable {
  /// From its beginning up to, not including, its end, in minutes after midnight.
  package struct Stretch: Sendable, Hashable {
    package let opening: Int
    package let closing: Int
  }

  package let stretches: [Stretch]

  package static let closed = OpeningHours(stretches: [])

  /// Whether it is not open at all.
  package var isClosed: Bool { stretches.isEmpty }

  private init(stretches: [Stretch]) { self.stretches = stretches }

  /// Reads `08:00-15:30`, several such with commas between them (`08:00-11:30, 12:00-15:30`), or `closed`.
  package init(parsing text: String) throws(HoursError) {
    if text == "closed" {
      self = .closed
      return
    }
    var stretches: [Stretch] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let times = part.drop { $0 == " " }.split(separator: "-", omittingEmptySubsequences: false)
      guard times.count == 2, let opening = TimeOfDay(times[0]), let closing = TimeOfDay(times[1])
      else { throw .form }
      guard opening < closing else { throw .order }
      if let last = stretches.last {
        guard last.closing <= opening.minutes else { throw .overlap }
        if last.closing == opening.minutes {
          stretches.removeLast()
          stretches.append(Stretch(opening: last.opening, closing: closing.minutes))
          continue
        }
      }
      stretches.append(Stretch(opening: opening.minutes, closing: closing.minutes))
    }
    self.stretches = stretches
  }

  /// When both are open.
  package func intersection(_ other: OpeningHours) -> OpeningHours {
    var common: [Stretch] = []
    for one in stretches {
      for another in other.stretches {
        let opening = max(one.opening, another.opening)
        let closing = min(one.closing, another.closing)
        if opening < closing { common.append(Stretch(opening: opening, closing: closing)) }
      }
    }
    return OpeningHours(stretches: common)
  }

  /// `08:00-11:30, 12:00-15:30`, or `closed`.
  package var text: String {
    guard !isClosed else { return "closed" }
    return stretches.map { stretch in
      [stretch.opening, stretch.closing].compactMap { TimeOfDay(minutes: $0)?.text }
        .joined(separator: "-")
    }.joined(separator: ", ")
  }
}

/// A text says no opening hours.
package enum HoursError: Error, Hashable, CustomStringConvertible {
  case form, order, overlap

  package var description: String {
    switch self {
    case .form: "hours are written '08:00-15:30', '08:00-11:30, 12:00-15:30' or 'closed'"
    case .order: "it must close after it opens; hours past midnight go on the next day, from 00:00"
    case .overlap: "the hours must be in order and must not overlap"
    }
  }
}
