package import Flows
package import Ground
package import Storage
package import struct Foundation.Date

/// Gives the answers of the worklist to the flows that wait.
///
/// An answer is only stored, and the execution made due, so this needs no flow: whoever runs the worker goes on.
package struct FlowAnswers: TaskAnswering {
  private let engine: FlowEngine

  package init(_ engine: FlowEngine = FlowEngine(flows: [], connectors: Connectors([]))) {
    self.engine = engine
  }

  /// See ``TaskAnswering/answer(_:with:at:in:)``.
  package func answer(
    _ token: String,
    with output: JSON,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    try engine.answer(token, with: .success(output), now: time.milliseconds, in: connection)
  }
}
