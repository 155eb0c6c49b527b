package import Storage

/// What operators do; everything in the caller's transaction, with an event that says who did it.
extension FlowEngine {
  /// Does it to the execution of that name, and all that goes with it.
  ///
  /// - Parameters:
  ///   - user: who does it, by their id in the directory.
  ///   - now: milliseconds since 1970.
  /// - Returns: why it was not done; nil where it was.
  package func operate(
    _ operation: FlowOperation,
    on name: String,
    by user: String,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) -> FlowRefusal? {
    guard let id = try store.row(of: name, in: connection) else { return .missing }
    return try operate(operation, on: id, by: user, now: now, in: connection)
  }

  /// Stops an execution with everything below it; false where it had ended already.
  package func cancel(
    _ name: String,
    by user: String,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    try operate(.cancel, on: name, by: user, now: now, in: connection) == nil
  }

  func operate(
    _ operation: FlowOperation,
    on id: Int,
    by user: String,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) -> FlowRefusal? {
    guard let standing = try store.standing(of: id, in: connection) else { return .missing }
    let intervention = Intervention(engine: self, user: user, now: now, connection: connection)
    guard operation.statuses.contains(standing.status) else { return .status(standing.status) }
    switch operation {
    case .pause: try intervention.pause(standing)
    case .resume: try intervention.resume(standing)
    case .retry: return try intervention.reopen(standing)
    case .cancel: try intervention.cancel(standing)
    case .migrate:
      guard let flow = flows[standing.flow] else { return .otherFlow(standing.flow) }
      return try intervention.migrate(standing, to: flow)
    }
    return nil
  }
}
