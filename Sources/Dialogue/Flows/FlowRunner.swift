package import Foundation
package import Ground
package import Storage

/// What a conversation needs of the flows, which it does not know otherwise; all of it takes part in the turn's
/// transaction.
package protocol FlowRunner: Sendable {
  /// Whether there is a flow of that name; an intent's flow has the intent's name.
  func has(_ flow: String) -> Bool

  /// A name for the next execution of a flow, which no other has.
  func name(for flow: String) -> String

  /// Starts a flow as the execution of that name, when all that was said before is kept.
  func start(
    _ flow: String,
    named name: String,
    input: JSON,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError)

  /// Ends the wait that a token stands for; false where nothing waits for it any more.
  func answer(
    _ token: String,
    with answer: JSON,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool

  /// Stops an execution; false where it had ended already.
  func cancel(
    _ execution: String,
    by user: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool

  /// Whether an execution has not ended; false where that cannot be told.
  func isRunning(_ execution: String, in connection: Connection) throws(DatabaseError) -> Bool

  /// Takes another answer than the one given before; false where the flow has used that, or cannot go back.
  func revise(
    _ token: String,
    with answer: JSON,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool
}

extension FlowRunner {
  /// Cannot tell.
  package func isRunning(
    _ execution: String,
    in connection: Connection
  ) throws(DatabaseError) -> Bool { false }

  /// Cannot go back.
  package func revise(
    _ token: String,
    with answer: JSON,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool { false }
}

/// A Rakel without flows: every intent has its reply only.
package struct NoFlows: FlowRunner {
  package init() {}

  /// There is none.
  package func has(_ flow: String) -> Bool { false }

  /// Nothing is ever called so.
  package func name(for flow: String) -> String { "" }

  /// Starts nothing.
  package func start(
    _ flow: String,
    named name: String,
    input: JSON,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {}

  /// Nothing waits.
  package func answer(
    _ token: String,
    with answer: JSON,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool { false }

  /// Nothing runs.
  package func cancel(
    _ execution: String,
    by user: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool { false }
}
