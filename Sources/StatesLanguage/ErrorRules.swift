internal import Foundation
internal import Ground

/// What a state does about its failures: `Retry` and `Catch` (States Language, "Errors").
struct ErrorRules: Sendable {
  private let retriers: [Retrier]
  private let catchers: [Catcher]

  init(_ fields: StateFields) throws(DefinitionFault) {
    retriers = (fields["Retry"]?.array ?? []).map(Retrier.init)
    var catchers: [Catcher] = []
    for (index, json) in (fields["Catch"]?.array ?? []).enumerated() {
      catchers.append(try Catcher(json, key: "Catch[\(index)]", of: fields))
    }
    self.catchers = catchers
  }

  /// The cursor and the delay in milliseconds of another try; nil where no retrier has one left.
  ///
  /// The first retrier that names the error decides, and each counts its own tries.
  func retry(
    _ failure: StateFailure,
    at cursor: Cursor,
    drawing: inout SeededGenerator
  ) -> (cursor: Cursor, after: Int)? {
    guard let index = retriers.firstIndex(where: { $0.names.match(failure.error) }) else {
      return nil
    }
    var cursor = cursor
    let missing = max(0, retriers.count + 1 - cursor.attempts.count)
    cursor.attempts += repeatElement(0, count: missing)
    let made = cursor.attempts[index + 1]
    guard made < retriers[index].maximumAttempts else { return nil }
    cursor.attempts[index + 1] += 1
    return (cursor, retriers[index].delay(after: made, drawing: &drawing))
  }

  /// The first catcher that names the error.
  func catcher(of failure: StateFailure) -> Catcher? {
    catchers.first { $0.names.match(failure.error) }
  }
}

/// `ErrorEquals`.
private struct ErrorNames: Sendable {
  let names: [String]

  init(_ json: JSON) { names = (json["ErrorEquals"]?.array ?? []).compactMap(\.string) }

  /// Whether the error is among them, by name or by one of the wildcards.
  ///
  /// `States.Runtime` is never caught, as recorded on AWS; a missed heartbeat goes by either of its names.
  func match(_ error: String) -> Bool {
    guard error != "States.Runtime" else { return false }
    return names.contains { name in
      switch name {
      case "States.ALL": true
      case "States.TaskFailed": error != "States.Timeout" && error != "States.HeartbeatTimeout"
      case "States.Timeout": error == name || error == "States.HeartbeatTimeout"
      default: error == name
      }
    }
  }
}

private struct Retrier: Sendable {
  let names: ErrorNames
  let maximumAttempts: Int
  private let interval: Double
  private let rate: Double
  private let most: Double
  private let hasJitter: Bool

  init(_ json: JSON) {
    names = ErrorNames(json)
    maximumAttempts = json["MaxAttempts"]?.int ?? 3
    // Less makes no delay; no delay times infinity would not be a number.
    interval = max(1, json["IntervalSeconds"]?.double ?? 1)
    rate = max(1, json["BackoffRate"]?.double ?? 2)
    most = max(1, json["MaxDelaySeconds"]?.double ?? .infinity)
    hasJitter = json["JitterStrategy"]?.string == "FULL"
  }

  /// Milliseconds to wait after `made` tries with this retrier.
  func delay(after made: Int, drawing: inout SeededGenerator) -> Int {
    // A year at most: a rate of 10 over 20 attempts would not fit an integer.
    let seconds = min(min(interval * pow(rate, Double(made)), most), 31_536_000)
    return Int((hasJitter ? seconds * drawing.uniform() : seconds) * 1_000)
  }
}

/// A catcher: which errors, and where they lead.
struct Catcher: Sendable {
  fileprivate let names: ErrorNames
  private let next: String
  private let placement: Placement
  private let assign: PayloadTemplate?

  fileprivate init(_ json: JSON, key: String, of fields: StateFields) throws(DefinitionFault) {
    names = ErrorNames(json)
    next = try fields.target(json["Next"]?.string, key: "\(key).Next")
    placement = try Placement(json["ResultPath"], key: "\(key).ResultPath", of: fields)
    guard let template = json["Assign"] else {
      assign = nil
      return
    }
    do throws(TemplateFault) { assign = try PayloadTemplate(template) } catch {
      throw fields.fault("\(key).Assign", "\(error)")
    }
  }

  /// The state that the failure leads to; the error output goes into the raw input, past the state's own paths.
  func cursor(
    after failure: StateFailure,
    at cursor: Cursor,
    scope: Scope,
    now: Int,
    drawing: inout SeededGenerator
  ) throws(StateFailure) -> Cursor {
    let output: JSON = ["Error": .string(failure.error), "Cause": .string(failure.cause)]
    let input = try placement.place(output, into: cursor.input)
    try DataLimit.check(input)
    let variables =
      try assign?.variables(seeing: output, in: scope, drawing: &drawing) ?? scope.variables
    return Cursor(
      entering: next,
      with: input,
      variables: variables,
      visit: cursor.visit + 1,
      at: now
    )
  }
}
