import Foundation
import Ground
import Testing
import WorkingTime

@Suite struct TimetableTests {
  static let settings: JSON = [
    "hours": ["mon-fri": "08:00-15:30"],
    "days": [
      "christmasEve": "08:00-12:00", "newYearsEve": "closed",
      "wednesdayBeforeEaster": "08:00-12:00", "05-15/09-14": "08:00-15:00",
    ],
    "municipalities": [
      "Storøya": [
        "hours": ["thu": "08:00-17:00", "sat": "10:00-12:00"],
        "days": [
          "2026-10-05/2026-10-09": "closed", "2026-11-29": "09:00-14:00", "12-27/01-02": "closed",
          "christmasEve": "closed", "labourDay": "08:00-09:00",
        ],
      ],
      "nattevik": ["hours": ["mon-sun": "00:00-04:00, 22:00-24:00"]],
    ],
  ]

  @Test(arguments: [
    ("2026-05-13", "", "08:00-15:30"), ("2026-05-15", "", "08:00-15:00"),
    ("2026-09-14", "", "08:00-15:00"), ("2026-09-15", "", "08:00-15:30"),
    // Weekends, holidays on weekdays, and 17 May on a Sunday, which gives no other day off.
    ("2026-05-16", "", "closed"), ("2026-05-17", "", "closed"), ("2026-05-18", "", "08:00-15:00"),
    ("2026-05-25", "", "closed"), ("2026-05-01", "", "closed"),
    // Half-days, and one on a Saturday.
    ("2026-04-01", "", "08:00-12:00"), ("2026-12-24", "", "08:00-12:00"),
    ("2026-12-31", "", "closed"), ("2022-12-24", "", "closed"),
    // A municipality changes what it names and keeps the rest, in whichever case it is written.
    ("2026-05-13", "storøya", "08:00-15:30"), ("2026-09-17", "STORØYA", "08:00-17:00"),
    ("2026-09-19", "storøya", "10:00-12:00"), ("2026-05-16", "storøya", "08:00-15:00"),
    ("2026-04-01", "storøya", "08:00-12:00"), ("2026-12-24", "storøya", "closed"),
    // Its week off, a Sunday on which it is open, days over the new year, a holiday on which it is open.
    ("2026-10-05", "storøya", "closed"), ("2026-10-09", "storøya", "closed"),
    ("2026-10-10", "storøya", "10:00-12:00"), ("2026-10-05", "", "08:00-15:30"),
    ("2026-11-29", "storøya", "09:00-14:00"), ("2026-12-28", "storøya", "closed"),
    ("2027-01-02", "storøya", "closed"), ("2027-01-04", "storøya", "08:00-15:30"),
    ("2026-05-01", "storøya", "08:00-09:00"),
    // Both names of 1 May 2008 count: Ascension Day is closed.
    ("2008-05-01", "storøya", "closed"),
  ])
  func `knows the hours of a day`(date: String, municipality: String, hours: String) throws {
    let timetable = try BusinessHours(json: Self.settings)[municipality]
    #expect(timetable.hours(on: try #require(Day(date))).text == hours)
  }

  @Test(arguments: [
    ("2026-05-13T07:00:00Z", "2026-05-13T07:03:30Z", 3.5),
    // Over a night and Ascension Day, over a weekend, outside of the hours, and backwards.
    ("2026-05-13T13:00:00Z", "2026-05-15T06:30:00Z", 60),
    ("2026-05-16T00:00:00Z", "2026-05-17T00:00:00Z", 0),
    ("2026-05-13T13:30:00Z", "2026-05-13T20:00:00Z", 0),
    ("2026-05-13T08:00:00Z", "2026-05-13T07:00:00Z", 0),
    // The clock changes on a Sunday on which nobody works.
    ("2026-03-27T14:00:00Z", "2026-03-30T06:30:00Z", 60),
  ])
  func `counts the minutes that are working time`(
    start: String,
    end: String,
    minutes: Double
  ) throws {
    let (start, end) = (RFC3339.moment(start), RFC3339.moment(end))
    let counted = Timetable().workingMinutes(from: try #require(start), to: try #require(end))
    #expect(counted == minutes)
  }

  @Test(arguments: [
    ("2026-05-13T05:59:59Z", false), ("2026-05-13T06:00:00Z", true),
    ("2026-05-13T13:29:59Z", true), ("2026-05-13T13:30:00Z", false),
    ("2026-05-14T08:00:00Z", false), ("2026-01-13T06:30:00Z", false),
    ("2026-01-13T07:00:00Z", true),
  ])
  func `is open from the opening up to the closing`(moment: String, isOpen: Bool) throws {
    let timetable = Timetable()
    #expect(timetable.isOpen(at: try #require(RFC3339.moment(moment))) == isOpen)
  }

  @Test(arguments: [
    // Before, during and after the hours; over a weekend.
    ("2026-05-13T05:00:00Z", "2026-05-13T06:00:00Z"),
    ("2026-05-13T07:12:13.500Z", "2026-05-13T07:12:13.500Z"),
    ("2026-05-15T13:30:00Z", "2026-05-18T06:00:00Z"),
    // Easter: from Wednesday afternoon to Tuesday, over the change to summer time in 2027.
    ("2026-04-01T13:30:00Z", "2026-04-07T06:00:00Z"),
    ("2027-03-24T14:30:00Z", "2027-03-30T06:00:00Z"),
    // Christmas on a weekend.
    ("2026-12-24T15:00:00Z", "2026-12-28T07:00:00Z"),
  ])
  func `finds the next opening`(moment: String, opening: String) throws {
    let found = Timetable().opening(after: try #require(RFC3339.moment(moment)))
    #expect(RFC3339.text(found) == opening)
  }

  @Test(arguments: [
    // From Friday, Saturday and Sunday the first working day is the Monday.
    ("2026-05-08T10:00:00Z", 1, "", "2026-05-11T06:00:00Z"),
    ("2026-05-09T10:00:00Z", 1, "10:00", "2026-05-11T08:00:00Z"),
    ("2026-05-10T10:00:00Z", 2, "10:00", "2026-05-12T08:00:00Z"),
    // Over Ascension Day; over Easter and the change to summer time.
    ("2026-05-13T10:00:00Z", 1, "14:15", "2026-05-15T12:15:00Z"),
    ("2026-03-27T10:00:00Z", 5, "09:00", "2026-04-08T07:00:00Z"),
    ("2026-10-23T10:00:00Z", 1, "09:00", "2026-10-26T08:00:00Z"),
    // The day counts on the Norwegian clock: at 23:30 UTC it is tomorrow already.
    ("2026-05-11T22:30:00Z", 1, "", "2026-05-13T06:00:00Z"),
    // A time at which it is closed gives the next opening.
    ("2026-05-11T10:00:00Z", 1, "07:00", "2026-05-12T06:00:00Z"),
    ("2026-05-11T10:00:00Z", 1, "15:30", "2026-05-13T06:00:00Z"),
    // No days: today, where that time is still to come.
    ("2026-05-11T10:00:00Z", 0, "14:00", "2026-05-11T12:00:00Z"),
    ("2026-05-11T12:00:01Z", 0, "14:00", "2026-05-12T12:00:00Z"),
    ("2026-05-10T10:00:00Z", 0, "14:00", "2026-05-11T12:00:00Z"),
    ("2026-05-11T10:00:00Z", 0, "", "2026-05-11T10:00:00Z"),
    ("2026-05-11T10:00:00Z", -3, "", "2026-05-11T10:00:00Z"),
    // A year.
    ("2026-01-02T10:00:00Z", 251, "", "2026-12-30T07:00:00Z"),
  ])
  func `counts working days`(moment: String, days: Int, time: String, found: String) throws {
    let from = try #require(RFC3339.moment(moment))
    #expect(RFC3339.text(Timetable().next(after: from, days: days, at: TimeOfDay(time))) == found)
  }

  @Test(arguments: [
    ("2026-05-11T06:00:00Z", 1.0, "2026-05-11T07:00:00Z"),
    ("2026-05-11T06:00:00Z", 0.25, "2026-05-11T06:15:00Z"),
    // What ends as it closes ends as it opens.
    ("2026-05-11T06:00:00Z", 7.5, "2026-05-12T06:00:00Z"),
    ("2026-05-13T12:30:00Z", 2, "2026-05-15T07:00:00Z"),
    ("2026-05-09T12:00:00Z", 37.5, "2026-05-19T06:00:00Z"),
    ("2026-05-11T05:00:00Z", 0, "2026-05-11T06:00:00Z"),
  ])
  func `counts working hours`(moment: String, hours: Double, found: String) throws {
    let from = try #require(RFC3339.moment(moment))
    #expect(RFC3339.text(Timetable().next(after: from, hours: hours)) == found)
  }

  @Test(arguments: [
    // Saturday 20:00, six hours at night: 22–24, then 00–04, of which the change in March takes one away, …
    ("2026-03-28T19:00:00Z", 6.0, "2026-03-29T21:00:00Z"),
    ("2026-03-28T19:00:00Z", 4.5, "2026-03-29T01:30:00Z"),
    // … and the change in October gives one more.
    ("2026-10-24T18:00:00Z", 6.0, "2026-10-25T02:00:00Z"),
    ("2026-10-24T18:00:00Z", 3.5, "2026-10-24T23:30:00Z"),
    ("2026-10-24T18:00:00Z", 7.0, "2026-10-25T21:00:00Z"),
  ])
  func `counts hours as they pass when the clock changes`(
    moment: String,
    hours: Double,
    found: String
  ) throws {
    let night = try BusinessHours(json: Self.settings)["nattevik"]
    let from = try #require(RFC3339.moment(moment))
    #expect(RFC3339.text(night.next(after: from, hours: hours)) == found)
  }

  @Test(arguments: [
    ("2026-05-08T10:00:00Z", "2026-05-08T13:00:00Z", 0),
    ("2026-05-08T10:00:00Z", "2026-05-11T04:00:00Z", 1),
    ("2026-05-08T10:00:00Z", "2026-05-10T04:00:00Z", 0),
    ("2026-05-11T10:00:00Z", "2026-05-08T04:00:00Z", -1),
    ("2026-03-27T10:00:00Z", "2026-04-07T10:00:00Z", 4),
    ("2025-12-31T22:30:00Z", "2026-12-31T22:30:00Z", 253),
  ])
  func `counts the working days between`(from: String, to: String, days: Int) throws {
    let (from, to) = (try #require(RFC3339.moment(from)), try #require(RFC3339.moment(to)))
    #expect(Timetable().workingDays(from: from, to: to) == days)
  }
}
