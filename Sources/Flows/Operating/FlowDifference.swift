/// Where the history of an execution and a definition part ways.
package struct FlowDifference: Error, Sendable, Hashable, CustomStringConvertible {
  /// The name of the execution: a run, or something that is part of it.
  package var execution: String
  /// The number of the first event that the definition would not have led to.
  package var event: Int
  /// The name of the state in which it is.
  package var state: String
  /// What was, and what would have been.
  package var words: String

  package var description: String {
    "\(execution) differs at event \(event), in the state '\(state)': \(words)"
  }
}
