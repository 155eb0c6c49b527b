/// A state failed: the error as Retry and Catch know it, and what happened, for people.
package struct StateFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The States Language's error name (`States.Runtime`, …) or one of the flow's own.
  package var error: String
  /// One sentence on what went wrong; it quotes expressions, never the data they were applied to.
  package var cause: String

  package init(_ error: String, _ cause: String) {
    self.error = error
    self.cause = cause
  }

  package var description: String { "\(error): \(cause)" }
}
