package import Ground

/// What an execution does next.
package enum Step: Sendable {
  /// It enters a state; `caught` is the failure that a Catch led there with, if one did.
  case enter(Cursor, caught: StateFailure?)
  /// It tries its state again, after so many milliseconds.
  case again(Cursor, after: Int, because: StateFailure)
  /// Its state needs something that the interpreter cannot give; its result goes to
  /// ``Interpreter/conclude(_:with:facts:now:)``.
  case work(Work)
  case succeeded(JSON)
  /// It fails; error and cause are empty where a Fail state gives none.
  case failed(StateFailure)
}

/// What a state needs from outside of the interpreter.
package enum Work: Sendable {
  case task(TaskCall)
  /// The moment to go on at, in milliseconds since 1970 (UTC).
  case wait(until: Int)
  case fork(Fork)
}

/// A call of a Task state.
package struct TaskCall: Sendable, Hashable {
  package var resource: String
  /// The effective input of the state.
  package var parameters: JSON
  /// Milliseconds from when the state is tried until `States.Timeout`; nil for no limit.
  package var timeout: Int?
  /// Milliseconds between two signs of life; nil where none is asked for.
  package var heartbeat: Int?
}

/// The branches of a Parallel state or the items of a Map state.
package struct Fork: Sendable {
  package var children: [Child]
  /// How many may run at once; 0 for no limit.
  package var concurrency: Int
  /// How many may fail before the whole does; 0 where none may.
  package var tolerated: Int
  /// Whether each child is an execution of its own (a DISTRIBUTED Map).
  package var isDistributed: Bool

  /// Where one branch or item begins.
  package struct Child: Sendable {
    package var cursor: Cursor
    /// `Map.Item`; nil for a branch of a Parallel state outside of any Map.
    package var item: JSON?
  }
}
