internal import Ground

/// A state that has something done by a connector.
struct Task: Sendable {
  private let resource: String
  private let timeout: Limit
  private let heartbeat: Limit

  init(_ fields: StateFields) throws(DefinitionFault) {
    guard let resource = fields["Resource"]?.string else {
      throw fields.fault("Resource", "missing")
    }
    self.resource = resource
    timeout = try Limit("TimeoutSeconds", of: fields)
    heartbeat = try Limit("HeartbeatSeconds", of: fields)
  }

  /// Whether it ends when somebody gives back the token (Step Functions, "Wait for a callback with task token").
  var waitsForToken: Bool { resource.hasSuffix(".waitForTaskToken") }

  /// The call for an effective input, where `scope` is the filtered input.
  func call(_ parameters: JSON, in scope: Scope) throws(StateFailure) -> TaskCall {
    TaskCall(
      resource: resource,
      parameters: parameters,
      timeout: try timeout.milliseconds(in: scope),
      heartbeat: try heartbeat.milliseconds(in: scope)
    )
  }

  /// A time limit in whole seconds: none, fixed, or read by a path.
  private enum Limit: Sendable {
    case none
    case fixed(Int)
    case path(Path)

    init(_ key: String, of fields: StateFields) throws(DefinitionFault) {
      if let path = try fields.path("\(key)Path") {
        self = .path(path)
      } else {
        let most = Double(StateMachine.mostSeconds)
        self = try fields.number(key, in: 1...most).map { .fixed(Int($0)) } ?? .none
      }
    }

    func milliseconds(in scope: Scope) throws(StateFailure) -> Int? {
      switch self {
      case .none: return nil
      case .fixed(let seconds): return seconds * 1_000
      case .path(let path):
        guard let seconds = try path.value(in: scope).int,
          (1...StateMachine.mostSeconds).contains(seconds)
        else {
          throw StateFailure(
            "States.Runtime",
            "A time limit must be a whole number of seconds above 0"
          )
        }
        return seconds * 1_000
      }
    }
  }
}
