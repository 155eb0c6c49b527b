package import Flows
internal import Foundation
internal import Ground
package import Storage
package import WorkingTime

/// `rakel:calendar.…`: working days and hours, for the waits and time limits of flows.
///
/// | verb | parameters | gives |
/// | --- | --- | --- |
/// | `next` | `days` or `hours`, `from`, `at` `"HH:MM"` (with `days` or alone), `municipality` | `{"at", "seconds"}` |
/// | `isOpen` | `at`, `municipality` | `{"open"}` |
/// | `between` | `from`, `to`, `municipality` | `{"days"}` |
///
/// Moments are RFC 3339, or a date for the midnight that begins it in Norway; where one is left out it is now. All
/// else may be left out too: the municipality is then that of the execution's user, and `next` alone is the next moment
/// at which it is open (or at which it is `at` o'clock on a working day). `at` is given back in UTC, and `seconds` is how
/// long it is until then, for time limits. It only reads, so doing it again does no harm.
package struct CalendarConnector: LocalConnector {
  package let name = "calendar"
  package let verbs = [
    Verb("next", optional: ["days", "hours", "from", "at", "municipality"]),
    Verb("isOpen", optional: ["at", "municipality"]),
    Verb("between", required: ["from", "to"], optional: ["municipality"]),
  ]
  private let businessHours: BusinessHours

  package init(_ businessHours: BusinessHours) { self.businessHours = businessHours }

  /// Answers from the request alone; the connection is not used.
  package func perform(_ request: TaskRequest, in connection: Connection) -> TaskOutcome {
    guard let verb = verbs.first(where: { $0.name == request.verb }) else {
      return Self.refusal("there is no 'calendar.\(request.verb)'")
    }
    do throws(CalendarParameters.Fault) {
      let parameters = try CalendarParameters(request, of: verb)
      let municipality = try parameters.municipality
      let timetable = businessHours[municipality]
      switch request.verb {
      case "next":
        let next = try next(parameters, in: timetable)
        // Years have four digits in RFC 3339.
        guard next.timeIntervalSince1970 < Self.endOfYears else {
          return Self.refusal("the moment lies after the year 9999")
        }
        let seconds = max(0, next.timeIntervalSince(request.now).rounded(.up))
        return .done(["at": .string(RFC3339.text(next)), "seconds": .integer(Int(seconds))])
      case "isOpen":
        return .done(["open": .bool(timetable.isOpen(at: try parameters.moment("at")))])
      default:
        return .done(["days": .integer(try days(parameters, in: timetable))])
      }
    } catch {
      return Self.refusal(error.message)
    }
  }

  private func next(
    _ parameters: CalendarParameters,
    in timetable: Timetable
  ) throws(CalendarParameters.Fault) -> Date {
    let from = try parameters.moment("from")
    let time = try parameters.timeOfDay("at")
    let days = try parameters.days
    guard let hours = try parameters.hours else {
      return timetable.next(after: from, days: days ?? 0, at: time)
    }
    guard days == nil else { throw .init("there are both 'days' and 'hours'; one of them must go") }
    guard time == nil else { throw .init("'at' goes with 'days', not with 'hours'") }
    return timetable.next(after: from, hours: hours)
  }

  private func days(
    _ parameters: CalendarParameters,
    in timetable: Timetable
  ) throws(CalendarParameters.Fault) -> Int {
    let (from, to) = (try parameters.moment("from"), try parameters.moment("to"))
    guard abs(to.timeIntervalSince(from)) < Self.longestSpan else {
      throw .init("'from' and 'to' are more than a hundred years apart")
    }
    return timetable.workingDays(from: from, to: to)
  }

  private static func refusal(_ cause: String) -> TaskOutcome {
    .failed(error: "Calendar.BadRequest", cause: cause)
  }

  private static let longestSpan = 36_600 * 86_400.0
  private static let endOfYears = 253_402_300_800.0
}
