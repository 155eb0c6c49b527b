import Foundation
import Ground
import Testing
import WorkingTime

/// What holds of every timetable, on timetables and moments drawn by seed.
@Suite struct TimetablePropertyTests {
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `never stops in closed time, nor before it began`(seed: UInt64) throws {
    var draw = Draw(seed: seed)
    let timetable = try draw.timetable()
    for _ in 0..<20 {
      let moment = draw.moment()
      let found = [
        timetable.opening(after: moment), timetable.next(after: moment, hours: draw.hours()),
        timetable.next(after: moment, days: draw.generator.below(20)),
        timetable.next(after: moment, days: draw.generator.below(20), at: draw.time()),
      ]
      for next in found {
        #expect(next >= moment)
        #expect(timetable.isOpen(at: next))
      }
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `never goes back when it begins later or counts further`(seed: UInt64) throws {
    var draw = Draw(seed: seed)
    let timetable = try draw.timetable()
    for _ in 0..<20 {
      let moments = [draw.moment(), draw.moment()].sorted()
      let days = [draw.generator.below(15), draw.generator.below(15)].sorted()
      let hours = [draw.hours(), draw.hours()].sorted()
      let time = draw.time()
      #expect(
        timetable.opening(after: moments[0]) <= timetable.opening(after: moments[1])
      )
      #expect(
        timetable.next(after: moments[0], days: days[0], at: time)
          <= timetable.next(after: moments[1], days: days[1], at: time)
      )
      #expect(
        timetable.next(after: moments[0], hours: hours[0])
          <= timetable.next(after: moments[1], hours: hours[1])
      )
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `comes to the same in one step and in two`(seed: UInt64) throws {
    var draw = Draw(seed: seed)
    let timetable = try draw.timetable()
    for _ in 0..<20 {
      let moment = draw.moment()
      let (days, more) = (draw.generator.below(10) + 1, draw.generator.below(10) + 1)
      let first = timetable.next(after: moment, days: days)
      #expect(
        timetable.next(after: first, days: more)
          == timetable.next(after: moment, days: days + more)
      )
      #expect(timetable.workingDays(from: moment, to: first) == days)
      #expect(timetable.workingDays(from: first, to: moment) == -days)

      let (hours, moreHours) = (draw.hours(), draw.hours())
      #expect(
        timetable.next(after: timetable.next(after: moment, hours: hours), hours: moreHours)
          == timetable.next(after: moment, hours: hours + moreHours)
      )
    }
  }

  /// All hours of the settings are on the quarter, so counting the open quarters is counting the time.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `counts as many hours as are open`(seed: UInt64) throws {
    var draw = Draw(seed: seed)
    let timetable = try draw.timetable()
    let moment = draw.moment()
    let hours = draw.hours()
    let next = timetable.next(after: moment, hours: hours)
    let quarters = stride(from: moment, to: next, by: 900).count { timetable.isOpen(at: $0) }
    #expect(Double(quarters) / 4 == hours)
  }
}

/// Timetables, moments and amounts drawn from a seed; all on the quarter of an hour.
private struct Draw {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func timetable() throws -> Timetable {
    var week = JSONObject()
    for day in ["tue", "wed", "thu", "fri", "sat", "sun"] where generator.below(4) > 0 {
      week[day] = .string(hours())
    }
    // Something is open in every year.
    week["mon"] = "06:00-18:00"
    var days = JSONObject()
    for (name, _) in NamedDays.names where generator.below(4) == 0 { days[name] = .string(hours()) }
    for _ in 0..<generator.below(8) {
      let day = Day(number: 20_000 + generator.below(1500))
      let other = day + generator.below(20)
      days[day.text] = .string(hours())
      days["\(other.text)/\((other + generator.below(30)).text)"] = .string(hours())
      days["\(day.text.dropFirst(5))/\(other.text.dropFirst(5))"] = .string(hours())
    }
    return try BusinessHours(json: ["hours": .object(week), "days": .object(days)]).general
  }

  /// Closed, one stretch, or two; none so short that a change of the clock takes all of it.
  private mutating func hours() -> String {
    if generator.below(5) == 0 { return "closed" }
    let times = (0..<4).map { _ in generator.below(20) }.sorted()
    func text(_ quarters: Int) -> String { TimeOfDay(minutes: quarters * 15)?.text ?? "" }
    let first = "\(text(times[0]))-\(text(times[1] + 5))"
    guard generator.below(2) == 0 else { return first }
    return "\(first), \(text(times[2] + 40))-\(text(times[3] + 76))"
  }

  /// A quarter of an hour in 2024 to 2028, one in four near a change of the clock.
  mutating func moment() -> Date {
    if generator.below(4) == 0 {
      let change = [1_774_746_000, 1_792_890_000, 1_806_195_600, 1_824_944_400][generator.below(4)]
      return Date(timeIntervalSince1970: Double(change + (generator.below(400) - 200) * 900))
    }
    return Date(timeIntervalSince1970: Double(1_720_000_000 + generator.below(140_000) * 900))
  }

  mutating func time() -> TimeOfDay? { TimeOfDay(minutes: generator.below(97) * 15) }

  mutating func hours() -> Double { Double(generator.below(120)) / 4 }
}
