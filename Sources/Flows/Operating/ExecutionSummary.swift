internal import StatesLanguage

/// What a list says of an execution: nothing of its data.
package struct ExecutionSummary: Sendable, Hashable {
  /// Its row.
  package var id: Int
  package var name: String
  package var flow: String
  package var kind: Execution.Kind
  package var status: Execution.Status
  /// The name of the state that it is in, or ended in.
  package var state: String
  package var waiting: Execution.Waiting
  /// When it goes on by itself, in milliseconds since 1970; nil where it does not.
  package var due: Int?
  package var user: String?
  package var device: String?
  /// Milliseconds since 1970, as are the other moments.
  package var started: Int
  /// When it last did a step.
  package var changed: Int
  package var ended: Int?
  /// The name of the error that it failed with; may be empty where a Fail state gives none.
  package var error: String?
}

extension Execution {
  /// What a list says of it.
  package var summary: ExecutionSummary {
    ExecutionSummary(
      id: id,
      name: name,
      flow: flow,
      kind: kind,
      status: status,
      state: cursor.state,
      waiting: waiting,
      due: due,
      user: user,
      device: device,
      started: started,
      changed: changed,
      ended: ended,
      error: failure?.error
    )
  }
}
