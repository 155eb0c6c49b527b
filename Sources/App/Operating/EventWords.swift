internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import StatesLanguage
internal import Storage

/// What is told of an event: never what somebody wrote or a connector gave, unless the data are asked for.
struct EventWords {
  private let event: ExecutionEvent

  init(_ event: ExecutionEvent) { self.event = event }

  /// A few words; may be empty.
  func text(withData: Bool) -> String {
    let data = event.data
    var words: [String] = []
    if let count = data["count"]?.int { words.append("\(count) children") }
    if let seconds = data["seconds"]?.double { words.append(Self.duration(seconds)) }
    if let error = data["error"]?.string {
      let failure = StateFailure(error, data["cause"]?.string ?? "")
      words.append(Self.words(of: failure, withCause: withData))
    }
    if let user = data["by"]?.string { words.append("by \(user)") }
    if withData, let result = data["result"] { words.append(result.text) }
    return words.joined(separator: ", ")
  }

  /// The event for machines.
  func json(withData: Bool) -> JSON {
    var data = event.data.object ?? JSONObject()
    if !withData { (data["result"], data["cause"]) = (nil, nil) }
    return [
      "number": .integer(event.number),
      "time": .string(Date(milliseconds: event.time).rfc3339),
      "event": .string(event.kind.rawValue), "state": .string(event.state), "data": .object(data),
    ]
  }

  /// The error's name, and its cause where that is Rakel's own words or is asked for.
  static func words(of failure: StateFailure, withCause: Bool) -> String {
    let isOwn = failure.error.hasPrefix("States.") || failure.error.hasPrefix("Rakel.")
    let name = failure.error.isEmpty ? "no error name" : failure.error
    return failure.cause.isEmpty || !(withCause || isOwn) ? name : "\(name): \(failure.cause)"
  }

  private static func duration(_ seconds: Double) -> String {
    if seconds < 60 { return "\(JSON.double(seconds).int.map(String.init) ?? "\(seconds)") s" }
    return Age(seconds).words
  }
}
