internal import Ground
internal import Helpdesk
internal import WorkingTime

/// How full a pick-up place is on its fullest day.
struct PlaceLoad: Sendable {
  let title: String
  let day: Day
  /// How many times are taken, and how many there are.
  let taken: Int
  let times: Int

  /// - Parameters:
  ///   - place: nobody has taken a time there where `taken` is empty, and then there is no fullest day.
  ///   - taken: how many times are taken on each day.
  init?(of place: RolloverPolicy.Place, taken: [Day: Int], hours: BusinessHours) {
    let calendar = SlotCalendar(places: [place], timetable: hours[place.municipality])
    let days = taken.map { day, count in
      (
        day: day, count: count,
        times: calendar.slots(from: day, through: day).count * place.capacity
      )
    }
    let fullest = days.max { one, other in
      // By share, the earlier day first where it is the same.
      (one.count * max(1, other.times), other.day) < (other.count * max(1, one.times), one.day)
    }
    guard let fullest else { return nil }
    (title, day, self.taken, times) = (place.title["nb"], fullest.day, fullest.count, fullest.times)
  }

  /// `12 of 22 on 2027-01-20, 55 %`.
  var text: String {
    let share = times > 0 ? taken * 100 / times : 100
    return "\(taken) of \(times) on \(day.text), \(share) %"
  }

  var json: JSON {
    ["day": .string(day.text), "taken": .integer(taken), "times": .integer(times)]
  }
}
