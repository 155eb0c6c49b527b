/// Which executions somebody asks for; what is nil or empty does not matter.
package struct ExecutionQuery: Sendable, Hashable {
  /// Any of these names.
  package var names: Set<String> = []
  package var flow: String?
  /// The name of the state that it is in, or ended in.
  package var state: String?
  /// Whom it is about, by their id in the directory.
  package var user: String?
  /// Which machine it is about, by serial or id.
  package var device: String?
  /// The error's name that it failed with.
  package var error: String?
  package var statuses: Set<Execution.Status> = []
  package var kinds: Set<Execution.Kind> = []
  /// It was started at or before this moment, in milliseconds since 1970.
  package var startedBefore: Int?
  /// It was started at or after this moment, in milliseconds since 1970.
  package var startedAfter: Int?
  /// How many to give at most.
  package var limit = 100

  package init() {}
}
