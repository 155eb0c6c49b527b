import Foundation
import Ground
import Helpdesk
import Testing
import WorkingTime

@Suite struct SlotCalendarTests {
  private static func place(
    _ id: String = "radhus",
    days: String = "mon-thu",
    from: String = "09:00",
    to: String = "11:00",
    closed: [JSON] = []
  ) throws -> RolloverPolicy.Place {
    let place: JSON = [
      "id": .string(id), "title": "Et sted", "municipality": "åsdal", "days": .string(days),
      "from": .string(from), "to": .string(to), "minutes": 60, "capacity": 1,
      "closed": .array(closed),
    ]
    let policy = try RolloverPolicy(json: [
      "kind": "pc-rollover", "title": "Bytte", "eligible": ["olderThanYears": 4],
      "choices": ["models": [["id": "lett", "title": "Lett"]], "places": [place]],
    ])
    return try #require(policy.choices.places.first)
  }

  private static func texts(
    _ from: String,
    _ through: String,
    _ places: [RolloverPolicy.Place],
    _ timetable: Timetable = Timetable()
  ) throws -> [String] {
    let (from, through) = (try #require(Day(from)), try #require(Day(through)))
    return SlotCalendar(places: places, timetable: timetable).slots(from: from, through: through)
      .map(\.text)
  }

  @Test func `has the slots of opening days in order of time`() throws {
    let places = [try Self.place(), try Self.place("skole", days: "thu", from: "10:00")]
    // 14 January 2027 is a Thursday.
    #expect(
      try Self.texts("2027-01-14", "2027-01-17", places) == [
        "radhus@2027-01-14T08:00:00Z", "radhus@2027-01-14T09:00:00Z", "skole@2027-01-14T09:00:00Z",
      ]
    )
  }

  @Test(arguments: [
    ("a holiday", "2027-05-17", 0), ("a Sunday", "2027-01-17", 0), ("closed", "2027-02-15", 0),
    ("a usual day", "2027-02-16", 2), ("Easter Monday", "2027-03-29", 0),
  ])
  func `is closed when the place or the country is`(what: String, day: String, count: Int) throws {
    let place = try Self.place(days: "mon-sun", closed: ["2027-02-15"])
    #expect(try Self.texts(day, day, [place]).count == count)
  }

  @Test func `has only slots that end within the working time`() throws {
    let hours = try BusinessHours(json: ["days": ["christmasEve": "07:30-12:00"]])
    let place = try Self.place(days: "thu", from: "10:00", to: "14:00")
    #expect(try Self.texts("2026-12-24", "2026-12-24", [place], hours.general).count == 2)
  }

  @Test(arguments: [("2028-03-26", 4), ("2028-10-29", 5)])
  func `skips the hour that the clock skips, and has the hour that it repeats once`(
    day: String,
    count: Int
  ) throws {
    let hours = try BusinessHours(json: ["hours": ["mon-sun": "00:00-24:00"]])
    let place = try Self.place(days: "sun", from: "00:00", to: "05:00")
    let slots = try Self.texts(day, day, [place], hours.general)
    #expect(slots.count == count)
    #expect(Set(slots).count == slots.count)
  }

  @Test func `keeps the time on the clock over the change of the clock`() throws {
    let place = try Self.place(days: "mon,fri", to: "10:00")
    #expect(
      try Self.texts("2027-04-02", "2027-04-05", [place]) == [
        "radhus@2027-04-02T07:00:00Z", "radhus@2027-04-05T07:00:00Z",
      ]
    )
    #expect(try Self.texts("2027-03-19", "2027-03-19", [place]) == ["radhus@2027-03-19T08:00:00Z"])
  }

  @Test func `begins so many working days later`() throws {
    let calendar = SlotCalendar(places: [], timetable: Timetable())
    // A Wednesday before Easter: Thursday, Friday and Monday are holidays.
    let moment = try #require(RFC3339.moment("2027-03-24T10:00:00Z"))
    #expect(calendar.firstDay(after: moment, businessDays: 2).text == "2027-03-31")
  }

  @Test func `shows some of several days and places`() throws {
    let places = [try Self.place(), try Self.place("skole")]
    let calendar = SlotCalendar(places: places, timetable: Timetable())
    let from = try #require(Day("2027-01-11"))
    let free = calendar.slots(from: from, through: from + 20)
    let shown = calendar.selection(of: free, most: 10)
    #expect(shown.count == 10)
    #expect(Set(shown.map { OsloClock.reading($0.start).day.number }).count == 5)
    #expect(Set(shown.map(\.place)).count == 2)
    #expect(shown.map(\.start) == shown.map(\.start).sorted())
    #expect(calendar.selection(of: Array(free.prefix(3)), most: 10) == Array(free.prefix(3)))
  }

  @Test func `knows its own slots only`() throws {
    let calendar = SlotCalendar(places: [try Self.place()], timetable: Timetable())
    for (text, isThere) in [
      ("radhus@2027-01-14T08:00:00Z", true), ("radhus@2027-01-14T08:30:00Z", false),
      ("skole@2027-01-14T08:00:00Z", false), ("radhus@2027-01-15T08:00:00Z", false),
    ] {
      #expect(calendar.has(try #require(Slot(text))) == isThere, "\(text)")
    }
  }
}
