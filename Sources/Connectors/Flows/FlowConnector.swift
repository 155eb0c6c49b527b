package import Flows
internal import Ground
internal import Helpdesk
package import Storage

/// `rakel:flow.start` with `flow` and `input`: starts another flow, which goes on by itself; gives its `{"execution"}`.
///
/// So flows that end in the same way share that end. The other flow's input is this execution's own with the members
/// of `input` put over it: it is about the same user, in the same language and conversation, unless told otherwise.
/// Nobody waits for it, and what cancels this one does not cancel it. Failures: `Flow.BadRequest` for wrong
/// parameters, `Flow.NotFound` for no such flow.
package struct FlowConnector: LocalConnector {
  package let name = "flow"
  package let verbs = [Verb("start", required: ["flow"], optional: ["input"])]
  private let engine: FlowEngine

  /// - Parameter flows: those that can be started.
  package init(_ flows: [Flow] = []) {
    // Starting is only writing down; whoever runs the engine goes on.
    engine = FlowEngine(flows: flows, connectors: Connectors([]))
  }

  /// Does it; see ``LocalConnector/perform(_:in:)``.
  package func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    guard request.verb == "start", let flow = request.parameters["flow"]?.string else {
      return .failed(error: "Flow.BadRequest", cause: "'flow' must be the name of a flow")
    }
    guard let given = (request.parameters["input"] ?? [:]).object else {
      return .failed(error: "Flow.BadRequest", cause: "'input' must be an object")
    }
    var input = request.input.object ?? JSONObject()
    for (key, value) in given { input[key] = value }
    let started = try engine.start(
      flow,
      input: .object(input),
      now: request.now.milliseconds,
      in: connection
    )
    guard let started else {
      return .failed(error: "Flow.NotFound", cause: "there is no flow '\(flow)'")
    }
    let entry = request.entry(.flowStarted, on: AuditSubject(.execution, started))
    try AuditStore.append(entry, in: connection)
    return .done(["execution": .string(started)])
  }
}
