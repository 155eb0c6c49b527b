package import Ground

/// Where an execution stands: the state it is in, and all that this state may read.
package struct Cursor: Sendable, Hashable {
  /// The name of the state; unique in the whole definition, also inside of Map and Parallel.
  package var state: String
  /// The state's raw input.
  package var input: JSON
  /// The variables that `Assign` has set, seen from this state.
  package var variables: JSONObject
  /// How many states the execution has entered, this one included; from 1.
  package var visit: Int
  /// When the state was entered, in milliseconds since 1970 (UTC).
  package var entered: Int
  /// How often the state was tried again before somebody reopened it, and then how often by each of its retriers since;
  /// empty before the first retry.
  package var attempts: [Int]

  /// The first state of a run or of a branch.
  package init(
    entering state: String,
    with input: JSON,
    variables: JSONObject = JSONObject(),
    visit: Int = 1,
    at entered: Int
  ) {
    self.state = state
    self.input = input
    self.variables = variables
    self.visit = visit
    self.entered = entered
    attempts = []
  }

  /// `$$.State.RetryCount`: how often the state was tried again in this visit.
  package var retries: Int { attempts.reduce(0, +) }

  /// Lets every retrier begin to count anew; the tries of this visit are still told apart by ``retries``.
  package mutating func renewAttempts() { attempts = retries > 0 ? [retries] : [] }
}
