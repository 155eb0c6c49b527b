package import Storage
internal import StatesLanguage

/// Replays and migrations.
extension FlowEngine {
  /// Replays what is stored of an execution against a definition.
  ///
  /// - Returns: where it first differs; nil where it does not.
  package func replay(
    _ execution: Execution,
    against flow: Flow,
    in connection: Connection
  ) throws(DatabaseError) -> FlowDifference? {
    let interpreter = Interpreter(flow.machine)
    return try ReplayedTree(engine: self, interpreter: interpreter, connection: connection)
      .replay(execution).1
  }

  /// Has a run go on by another definition of its flow, with all that is part of it; see ``FlowOperation/migrate``.
  ///
  /// - Returns: why it was not done; nil where it was.
  package func migrate(
    _ name: String,
    to flow: Flow,
    by user: String,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) -> FlowRefusal? {
    guard let id = try store.row(of: name, in: connection),
      let standing = try store.standing(of: id, in: connection)
    else { return .missing }
    guard FlowOperation.migrate.statuses.contains(standing.status) else {
      return .status(standing.status)
    }
    return try Intervention(engine: self, user: user, now: now, connection: connection)
      .migrate(standing, to: flow)
  }
}
