import Ground
import Testing
import WorkingTime

@Suite struct BusinessHoursTests {
  @Test func `is open from 8 to half past 3 on weekdays without settings`() throws {
    #expect(try BusinessHours(json: [:]) == BusinessHours())
    let monday = try #require(Day("2026-06-08"))
    let week = (0..<7).map { BusinessHours()["voss"].hours(on: monday + $0).text }
    #expect(week == Array(repeating: "08:00-15:30", count: 5) + ["closed", "closed"])
  }

  @Test(arguments: [
    ("[]", ": must be an object"),
    (#"{"hour": {}}"#, "hour: is unknown; known are hours, days, municipalities"),
    (#"{"hours": "08:00-15:30"}"#, "hours: must be an object"),
    (#"{"hours": {"man": "08:00-15:30"}}"#, "hours.man: is no weekday"),
    (#"{"hours": {"fri-mon": "08:00-15:30"}}"#, "hours.fri-mon: is no weekday"),
    (#"{"hours": {"": "08:00-15:30"}}"#, "hours.: is no weekday"),
    (#"{"hours": {"mon": 8}}"#, "hours.mon: must be a text; hours are written"),
    (#"{"hours": {"mon": "8-15"}}"#, "hours.mon: hours are written"),
    (#"{"hours": {"mon": "22:00-06:00"}}"#, "hours.mon: it must close after it opens"),
    (#"{"hours": {"mon": "08:00-12:00, 11:00-13:00"}}"#, "hours.mon: the hours must be in order"),
    (#"{"hours": {"mon": "08:00-12:00,"}}"#, "hours.mon: hours are written"),
    (#"{"days": ["12-24"]}"#, "days: must be an object"),
    (#"{"days": {"julaften": "closed"}}"#, "days.julaften: is no day"),
    (#"{"days": {"2026-02-29": "closed"}}"#, "days.2026-02-29: is no day"),
    (#"{"days": {"13-01": "closed"}}"#, "days.13-01: is no day"),
    (#"{"days": {"2026-01-01/12-24": "closed"}}"#, "days.2026-01-01/12-24: is no day"),
    (#"{"days": {"0206-01-01": "closed"}}"#, "days.0206-01-01: the year must be from 2000 to 2399"),
    (#"{"days": {"2026-02-02/2026-02-01": "closed"}}"#, "the last day comes before the first"),
    (#"{"days": {"2026-02-02/2028-02-01": "closed"}}"#, "a stretch of days may be a year long"),
    (#"{"hours": {"mon-fri": "closed"}}"#, ": it is never open in 2000"),
    (#"{"days": {"01-01/12-31": "closed"}}"#, ": it is never open in 2000"),
    (#"{"municipalities": []}"#, "municipalities: must be an object"),
    (#"{"municipalities": {"os": 1}}"#, "municipalities.os: must be an object"),
    (#"{"municipalities": {"os": {"municipalities": {}}}}"#, "os.municipalities: is unknown"),
    (
      #"{"municipalities": {"os": {}, "OS": {}}}"#,
      "municipalities.OS: the municipality is there twice"
    ),
    (
      #"{"municipalities": {"os": {"hours": {"mon": "x"}}}}"#,
      "municipalities.os.hours.mon: hours are"
    ),
    (
      #"{"municipalities": {"os": {"days": {"2030-01-01/2030-12-31": "closed"}}}}"#,
      "municipalities.os: it is never open in 2030"
    ),
  ])
  func `says what is wrong`(settings: String, message: String) throws {
    let json = try JSON(parsing: settings)
    let faults = try #require(throws: BusinessHoursFaults.self) { try BusinessHours(json: json) }
    #expect(faults.description.contains(message))
    #expect(faults.all.count == 1)
  }

  @Test func `says all that is wrong at once`() {
    let faults = #expect(throws: BusinessHoursFaults.self) {
      try BusinessHours(json: ["hours": ["mon": 1, "x": "closed"], "days": ["y": 2], "z": 0])
    }
    #expect(
      faults?.all.map(\.path) == [
        ["hours", "mon"], ["hours", "x"], ["days", "y"], ["days", "y"], ["z"],
      ]
    )
  }

  @Test func `joins hours that touch and takes a day to midnight`() throws {
    let hours = try OpeningHours(parsing: "08:00-12:00,12:00-15:30, 20:00-24:00")
    #expect(hours.text == "08:00-15:30, 20:00-24:00")
    #expect(
      try hours.intersection(OpeningHours(parsing: "15:00-21:00")).text
        == "15:00-15:30, 20:00-21:00"
    )
    #expect(hours.intersection(.closed).isClosed)
  }

  @Test func `takes the later of two entries for a day, and the closer one before the wider one`()
    throws
  {
    let timetable = try BusinessHours(json: [
      "days": [
        "05-01/06-30": "08:00-14:00", "05-11/05-15": "08:00-13:00",
        "2026-05-12/2026-05-13": "08:00-12:00", "2026-05-13": "08:00-11:00",
      ]
    ]).general
    let monday = try #require(Day("2026-05-11"))
    #expect(
      (0..<3).map { timetable.hours(on: monday + $0).text.suffix(5) } == [
        "13:00", "12:00", "11:00",
      ]
    )
  }
}
