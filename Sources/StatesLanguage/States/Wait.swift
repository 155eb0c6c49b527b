internal import Ground

/// A state that lets time pass.
enum Wait: Sendable {
  case seconds(Int)
  case secondsPath(Path)
  case timestamp(Timestamp)
  case timestampPath(Path)

  init(_ fields: StateFields) throws(DefinitionFault) {
    if let seconds = fields["Seconds"] {
      guard let whole = seconds.int, whole >= 0 else {
        throw fields.fault("Seconds", "expected a whole number from 0")
      }
      self = .seconds(whole)
    } else if let path = try fields.path("SecondsPath") {
      self = .secondsPath(path)
    } else if let text = fields["Timestamp"]?.string {
      guard let timestamp = Timestamp(text) else { throw fields.fault("Timestamp", "not RFC 3339") }
      self = .timestamp(timestamp)
    } else if let path = try fields.path("TimestampPath") {
      self = .timestampPath(path)
    } else {
      throw fields.fault("Seconds", "needs one of Seconds, SecondsPath, Timestamp, TimestampPath")
    }
  }

  /// The moment to go on at, in milliseconds since 1970, for a state entered at `entered`.
  func end(in scope: Scope, entered: Int) throws(StateFailure) -> Int {
    switch self {
    case .seconds(let seconds): return try Self.end(seconds, entered)
    case .secondsPath(let path):
      guard let seconds = try path.value(in: scope).int else {
        throw StateFailure("States.Runtime", "SecondsPath must lead to a whole number")
      }
      return try Self.end(seconds, entered)
    case .timestamp(let timestamp): return timestamp.milliseconds
    case .timestampPath(let path):
      guard let text = try path.value(in: scope).string, let timestamp = Timestamp(text) else {
        throw StateFailure(
          "States.Runtime",
          "TimestampPath must lead to a time as RFC 3339 writes it"
        )
      }
      return timestamp.milliseconds
    }
  }

  /// AWS takes no delay over 2^31 - 1 seconds.
  private static func end(_ seconds: Int, _ entered: Int) throws(StateFailure) -> Int {
    guard (0...Int(Int32.max)).contains(seconds) else {
      throw StateFailure("States.Runtime", "A wait must be from 0 to 2147483647 seconds")
    }
    return entered + seconds * 1_000
  }
}
