package import Foundation

/// Finds dates, times, spans and durations in Bokmål, Nynorsk, dialect and English text.
///
/// Everything is relative to a given moment and place, never to the machine's clock. Where speech is ambiguous:
///
/// - «tirsdag» and «på tirsdag» are the next Tuesday after today; «førstkommende» says the same.
/// - «neste tirsdag» is the Tuesday of next week, Monday to Sunday, also when this week's is still to come;
///   «forrige tirsdag» is last week's and «denne tirsdagen» this week's, past or not.
/// - «17. mai» is today or the next one; «uke 42» is this week or the next one so numbered.
/// - After «siden» all of these look back instead.
/// - «kl 3» is 15.00: without a part of the day, times before 7 are in the afternoon, unless a zero leads
///   («03.00»). «halv ti» is 9.30.
/// - «17.5.» and «17/5» are day and month. «17.5» is a date only after a word such as «den» or «innen», and «24/7»
///   never is.
/// - «morgen» is 6–10, «formiddag» 9–12, «ettermiddag» 12–18, «kveld» 18–24 and «natt» 0–6.
/// - «før fredag» ends on Thursday, «innen fredag» on Friday.
/// - Names of weekdays and months may have one typing error.
///
/// Not read: repetition («hver tirsdag»), «nå», seasons, working days, and times that only a sentence's tense tells.
package struct Dates: Sendable {
  private let reference: Date
  private let timeZone: String

  /// - Parameters:
  ///   - reference: the moment that «i dag» and «om to timer» are counted from.
  ///   - timeZone: an IANA name; an unknown one counts as UTC.
  package init(reference: Date, timeZone: String = "Europe/Oslo") {
    self.reference = reference
    self.timeZone = timeZone
  }

  /// How people at the place count their days.
  private var calendar: Calendar {
    timeZone == Self.usualTimeZone ? Self.usualCalendar : Self.calendar(in: timeZone)
  }

  private static let usualTimeZone = "Europe/Oslo"
  private static let usualCalendar = calendar(in: usualTimeZone)

  private static func calendar(in timeZone: String) -> Calendar {
    var calendar = Calendar(identifier: .gregorian)
    if let zone = TimeZone(identifier: timeZone) ?? TimeZone(secondsFromGMT: 0) {
      calendar.timeZone = zone
    }
    return calendar
  }

  /// The moments of a text from left to right, without overlaps.
  ///
  /// Only the first ``Numbers/readableBytes`` are read. The time taken is linear in the length.
  package func find(in text: String) -> [Moment] { find(in: Numbers.Pieces(text)) }

  /// The moments of a text that was cut into pieces.
  package func find(in pieces: Numbers.Pieces) -> [Moment] {
    let pieces = pieces.all
    let openings = pieces.map(MomentOpening.isPossible)
    guard openings.contains(true) else { return [] }
    let reader = MomentReader(
      points: PointReader(pieces: pieces, reference: LocalTime(reference, calendar: calendar))
    )
    var found: [Moment] = []
    var index = 0
    while index < pieces.count {
      if openings[index], let (moment, end) = reader.read(at: index) {
        found.append(moment)
        index = end
      } else {
        index += 1
      }
    }
    return found
  }
}
