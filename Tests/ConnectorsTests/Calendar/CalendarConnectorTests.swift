import Connectors
import Flows
import Foundation
import Ground
import Storage
import Testing
import WorkingTime

@Suite struct CalendarConnectorTests {
  /// A Monday, 12:00 in Norway.
  static let now = "2026-05-11T10:00:00Z"

  @Test(arguments: [
    // Now it is open; tomorrow at the opening; at a time; from another moment; from a date.
    ("{}", "2026-05-11T10:00:00Z"), (#"{"days": 1}"#, "2026-05-12T06:00:00Z"),
    (#"{"days": 3, "at": "10:15"}"#, "2026-05-15T08:15:00Z"),
    (#"{"days": 1, "from": "2026-12-23T23:30:00+01:00"}"#, "2026-12-24T07:00:00Z"),
    (#"{"days": 2, "from": "2026-03-27"}"#, "2026-03-31T06:00:00Z"),
    (#"{"days": 2.0, "hours": null}"#, "2026-05-13T06:00:00Z"),
    // The next ten o'clock; the next time it is open.
    (#"{"at": "10:00"}"#, "2026-05-12T08:00:00Z"), (#"{"at": "13:00"}"#, "2026-05-11T11:00:00Z"),
    (#"{"from": "2026-05-16"}"#, "2026-05-18T06:00:00Z"),
    (#"{"hours": 4}"#, "2026-05-12T06:30:00Z"), (#"{"hours": 0.001}"#, "2026-05-11T10:00:03.600Z"),
    // The user is from Voss, where it is closed on Tuesdays; another municipality may be asked for.
    (#"{"days": 1, "municipality": "VOSS"}"#, "2026-05-13T06:00:00Z"),
    (#"{"days": 1, "municipality": "oslo"}"#, "2026-05-12T06:00:00Z"),
  ])
  func `finds the next moment`(parameters: String, moment: String) throws {
    #expect(try Self.next(parameters)?["at"]?.string == moment)
  }

  @Test func `goes by the municipality of the user`() throws {
    let input: JSON = ["user": ["id": "anna", "municipality": "voss"]]
    let next = try Self.next(#"{"days": 1}"#, input: input)
    #expect(next?["at"] == "2026-05-13T06:00:00Z")
    let other = try Self.next(#"{"days": 1, "municipality": "os"}"#, input: input)
    #expect(other?["at"] == "2026-05-12T06:00:00Z")
  }

  @Test(arguments: [
    (#"{"days": 1}"#, 20 * 3_600), (#"{"hours": 0.0001}"#, 1),
    (#"{"from": "2026-05-04", "days": 1}"#, 0),
  ])
  func `says how long it is until then`(parameters: String, seconds: Int) throws {
    #expect(try Self.next(parameters)?["seconds"]?.int == seconds)
  }

  @Test(arguments: [
    ("{}", true), (#"{"at": "2026-05-17T10:00:00Z"}"#, false), (#"{"at": "2026-05-12"}"#, false),
    (#"{"at": "2026-05-12T10:00:00Z", "municipality": "voss"}"#, false),
    (#"{"at": "2026-05-12T10:00:00Z"}"#, true),
  ])
  func `says whether it is open`(parameters: String, isOpen: Bool) throws {
    #expect(try Self.ask("isOpen", parameters) == .done(["open": .bool(isOpen)]))
  }

  @Test(arguments: [
    (#"{"from": "2026-05-11", "to": "2026-05-15T12:00:00Z"}"#, 3),
    (#"{"from": "2026-05-15", "to": "2026-05-11"}"#, -3),
    (#"{"from": "2026-05-11", "to": "2026-05-15", "municipality": "voss"}"#, 2),
  ])
  func `counts the days between`(parameters: String, days: Int) throws {
    #expect(try Self.ask("between", parameters) == .done(["days": .integer(days)]))
  }

  @Test(arguments: [
    ("next", "[]", "the parameters must be an object"),
    ("next", #"{"day": 1}"#, "\"day\" is unknown; known are days, hours, from, at, municipality"),
    ("next", #"{"a\u0000\nb": 1}"#, "\"a\\u0000\\nb\" is unknown"),
    ("next", #"{"days": -1}"#, "'days' must be a whole number from 0 to 10000, not -1"),
    ("next", #"{"days": 1.5}"#, "'days' must be a whole number from 0 to 10000, not 1.5"),
    ("next", #"{"days": 9223372036854775807}"#, "'days' must be a whole number from 0 to 10000"),
    ("next", #"{"days": "3"}"#, "'days' must be a whole number from 0 to 10000, not \"3\""),
    ("next", #"{"hours": 1e300}"#, "'hours' must be a number from 0 to 100000, not 1e+300"),
    ("next", #"{"days": 1, "hours": 1}"#, "there are both 'days' and 'hours'"),
    ("next", #"{"hours": 1, "at": "08:00"}"#, "'at' goes with 'days', not with 'hours'"),
    ("next", #"{"at": "8"}"#, "'at' must be a time of day as '09:00', not \"8\""),
    ("next", #"{"at": "2026-05-18T06:00:00Z"}"#, "'at' must be a time of day as '09:00'"),
    (
      "next", #"{"from": "i morgen"}"#,
      "'from' must be a moment as '2026-05-18T06:00:00Z' or a date"
    ),
    ("next", #"{"from": {"a": 1}}"#, "not an object"),
    ("next", #"{"days": 9, "from": "9999-12-31"}"#, "the moment lies after the year 9999"),
    ("next", #"{"municipality": 1}"#, "'municipality' must be a text"),
    ("isOpen", #"{"at": true}"#, "'at' must be a moment as"),
    ("isOpen", #"{"from": "2026-05-18"}"#, "\"from\" is unknown; known are at, municipality"),
    ("between", #"{"from": "2026-05-18"}"#, "'to' is missing"),
    ("between", #"{"from": null, "to": "2026-05-18"}"#, "'from' is missing"),
    ("between", #"{"from": "1026-05-18", "to": "2026-05-18"}"#, "more than a hundred years apart"),
    ("nesten", "{}", "there is no 'calendar.nesten'"),
  ])
  func `refuses wrong parameters in one line`(
    verb: String,
    parameters: String,
    cause: String
  ) throws {
    guard case .failed(let error, let said) = try Self.ask(verb, parameters) else {
      Issue.record("it did not fail")
      return
    }
    #expect(error == "Calendar.BadRequest")
    #expect(said.contains(cause))
    #expect(!said.contains { $0.isNewline })
  }

  @Test func `does not repeat a long text`() throws {
    let long = String(repeating: "x", count: 100_000)
    for parameters: JSON in [["from": .string(long)], ["days": .string(long)]] {
      guard case .failed(_, let cause) = try Self.ask("next", parameters.text) else {
        Issue.record("it did not fail")
        continue
      }
      #expect(cause.utf8.count < 200)
    }
  }

  /// What `next` gives; nil where it fails.
  private static func next(_ parameters: String, input: JSON = [:]) throws -> JSON? {
    guard case .done(let next) = try ask("next", parameters, input: input) else { return nil }
    return next
  }

  private static func ask(
    _ verb: String,
    _ parameters: String,
    input: JSON = [:]
  ) throws -> TaskOutcome {
    let hours = try BusinessHours(json: ["municipalities": ["voss": ["hours": ["tue": "closed"]]]])
    let now = try #require(RFC3339.moment(now))
    let request = TaskRequest(
      verb: verb,
      parameters: try JSON(parsing: parameters),
      token: nil,
      key: "key",
      execution: "execution",
      flow: "flow",
      state: "state",
      user: nil,
      input: input,
      entered: now,
      now: now
    )
    return CalendarConnector(hours).perform(request, in: try Connection(path: ":memory:"))
  }
}
