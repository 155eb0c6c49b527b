internal import Flows
internal import Foundation
internal import Ground
internal import WorkingTime

/// The parameters of a request to the calendar, checked as they are read; what is null counts as left out.
struct CalendarParameters {
  private let object: JSONObject
  private let request: TaskRequest

  /// Something is wrong with the parameters: what, in one line.
  struct Fault: Error {
    var message: String
    init(_ message: String) { self.message = message }
  }

  init(_ request: TaskRequest, of verb: Verb) throws(Fault) {
    guard let object = request.parameters.object else {
      throw Fault("the parameters must be an object")
    }
    let known = verb.required + verb.optional
    if let unknown = object.keys.first(where: { !known.contains($0) }) {
      throw Fault("\(Self.quoted(unknown)) is unknown; known are \(known.joined(separator: ", "))")
    }
    for name in verb.required where object[name] ?? .null == .null {
      throw Fault("'\(name)' is missing")
    }
    self.object = object
    self.request = request
  }

  /// The one that is asked for, else that of the execution's user, else nil.
  var municipality: String? {
    get throws(Fault) {
      guard let value = value("municipality") else {
        return request.input["user"]?["municipality"]?.string
      }
      guard let name = value.string else { throw Fault("'municipality' must be a text") }
      return name
    }
  }

  var days: Int? {
    get throws(Fault) {
      guard let value = value("days") else { return nil }
      guard let days = value.int, (0...10_000).contains(days) else {
        throw Fault("'days' must be a whole number from 0 to 10000, not \(Self.shown(value))")
      }
      return days
    }
  }

  var hours: Double? {
    get throws(Fault) {
      guard let value = value("hours") else { return nil }
      guard let hours = value.double, (0...100_000).contains(hours) else {
        throw Fault("'hours' must be a number from 0 to 100000, not \(Self.shown(value))")
      }
      return hours
    }
  }

  func timeOfDay(_ name: String) throws(Fault) -> TimeOfDay? {
    guard let value = value(name) else { return nil }
    guard let time = value.string.flatMap({ TimeOfDay($0) }) else {
      throw Fault("'\(name)' must be a time of day as '09:00', not \(Self.shown(value))")
    }
    return time
  }

  /// Now, where it is left out.
  func moment(_ name: String) throws(Fault) -> Date {
    guard let value = value(name) else { return request.now }
    guard let moment = value.string.flatMap(Self.moment) else {
      throw Fault(
        "'\(name)' must be a moment as '2026-05-18T06:00:00Z' or a date as '2026-05-18', "
          + "not \(Self.shown(value))"
      )
    }
    return moment
  }

  private static func moment(_ text: String) -> Date? {
    if let moment = RFC3339.moment(text) { return moment }
    guard let day = Day(text), let midnight = TimeOfDay(minutes: 0) else { return nil }
    return OsloClock.moment(day, midnight)
  }

  private func value(_ name: String) -> JSON? {
    guard let value = object[name], value != .null else { return Optional.none }
    return value
  }

  private static func quoted(_ name: String) -> String { JSON.string(String(name.prefix(80))).text }

  /// What stands there, on one line; of what could be long, only what kind of thing it is.
  private static func shown(_ value: JSON) -> String {
    switch value {
    case .string(let text): text.utf8.count <= 80 ? quoted(text) : "a long text"
    case .array: "an array"
    case .object: "an object"
    default: value.text
    }
  }
}
