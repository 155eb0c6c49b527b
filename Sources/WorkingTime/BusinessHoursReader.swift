internal import Ground

/// Reads the settings of working time, and notes all that is wrong with them.
struct BusinessHoursReader {
  private(set) var faults: [BusinessHoursFaults.Fault] = []

  mutating func read(_ json: JSON) -> (general: Timetable, municipalities: [String: Timetable]) {
    var general = Timetable()
    guard let object = json.object else {
      fault([], "must be an object")
      return (general, [:])
    }
    change(&general, by: object, path: [], known: ["hours", "days", "municipalities"])
    var own: [String: Timetable] = [:]
    guard let places = object["municipalities"] else { return (general, own) }
    guard let places = places.object else {
      fault(["municipalities"], "must be an object: municipality → its hours and days")
      return (general, own)
    }
    for (name, settings) in places {
      let path = ["municipalities", name]
      guard let settings = settings.object else {
        fault(path, "must be an object with 'hours' and 'days'")
        continue
      }
      guard own[name.lowercased()] == nil else {
        fault(path, "the municipality is there twice")
        continue
      }
      var timetable = general
      change(&timetable, by: settings, path: path, known: ["hours", "days"])
      own[name.lowercased()] = timetable
    }
    return (general, own)
  }

  /// What is not mentioned stays as it is.
  private mutating func change(
    _ timetable: inout Timetable,
    by object: JSONObject,
    path: [String],
    known: [String]
  ) {
    let before = faults.count
    for (key, value) in object {
      switch key {
      case "hours": readWeek(value, into: &timetable, path: path + [key])
      case "days": readDays(value, into: &timetable, path: path + [key])
      case _ where known.contains(key): break
      default: fault(path + [key], "is unknown; known are \(known.joined(separator: ", "))")
      }
    }
    // Where something could not be read, what is left says little about when it is open.
    if faults.count == before, let year = timetable.firstClosedYear {
      fault(path, "it is never open in \(year)")
    }
  }

  private mutating func readWeek(_ json: JSON, into timetable: inout Timetable, path: [String]) {
    guard let object = json.object else {
      fault(path, "must be an object: weekday → hours, as {\"mon-fri\": \"08:00-15:30\"}")
      return
    }
    for (key, value) in object {
      guard let days = Self.weekdays(key) else {
        fault(path + [key], "is no weekday; write mon, tue, wed, thu, fri, sat, sun or 'mon-fri'")
        continue
      }
      guard let hours = readHours(value, path: path + [key]) else { continue }
      for day in days { timetable.week[day] = hours }
    }
  }

  private mutating func readDays(_ json: JSON, into timetable: inout Timetable, path: [String]) {
    guard let object = json.object else {
      fault(path, "must be an object: day → hours, as {\"christmasEve\": \"08:00-12:00\"}")
      return
    }
    for (key, value) in object {
      let hours = readHours(value, path: path + [key])
      let days: DayPattern
      do throws(DayPattern.ParsingError) { days = try DayPattern(parsing: key) } catch {
        fault(path + [key], error.message)
        continue
      }
      guard let hours else { continue }
      switch days {
      case .named(let name): timetable.named[name] = hours
      case .day(let day): timetable.days[day.number] = hours
      case .period(let days):
        for day in days { timetable.periods[day] = hours }
      case .yearly(let slots):
        for slot in slots { timetable.yearly[slot] = hours }
      }
    }
  }

  private mutating func readHours(_ json: JSON, path: [String]) -> OpeningHours? {
    guard let text = json.string else {
      fault(path, "must be a text; \(HoursError.form)")
      return nil
    }
    do throws(HoursError) { return try OpeningHours(parsing: text) } catch {
      fault(path, "\(error)")
      return nil
    }
  }

  private static func weekdays(_ key: String) -> ClosedRange<Int>? {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    let ends = key.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(ends.count), let first = names.firstIndex(of: ends[0]),
      let last = names.firstIndex(of: ends[ends.count - 1]), first <= last
    else { return nil }
    return first...last
  }

  private mutating func fault(_ path: [String], _ message: String) {
    faults.append(BusinessHoursFaults.Fault(path: path, message: message))
  }
}

extension Timetable {
  /// The first year in which it never opens; nil where there is none in the four hundred years after which weekdays
  /// and dates repeat.
  fileprivate var firstClosedYear: Int? {
    (2000..<2400).first { year in
      let days = Day.of(year, 1, 1).number...Day.of(year, 12, 31).number
      return !days.contains { isWorkingDay(Day(number: $0)) }
    }
  }
}
