internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage

/// Gives the answers of the worklist to the flows that wait.
///
/// An answer is only stored, and the execution made due, so this needs no flow: whoever runs the worker goes on.
struct FlowAnswers: TaskAnswering {
  private let engine: FlowEngine

  init(_ engine: FlowEngine = FlowEngine(flows: [], connectors: Connectors([]))) {
    self.engine = engine
  }

  func answer(
    _ token: String,
    with output: JSON,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    try engine.answer(token, with: .success(output), now: time.milliseconds, in: connection)
  }
}
