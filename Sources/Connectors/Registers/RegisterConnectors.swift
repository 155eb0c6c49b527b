package import Flows
package import Helpdesk

/// The connectors to the helpdesk's own registers.
package enum RegisterConnectors {
  /// All of them.
  ///
  /// - Parameters:
  ///   - transcript: gives the conversation that goes with a case.
  ///   - tasks: whom to tell when work is done that a flow waits for.
  package static func all(
    transcript: @escaping CaseConnector.Transcript = { (_, _) in [] },
    tasks: any TaskAnswering = FlowAnswers()
  ) -> [any LocalConnector] {
    [
      CaseConnector(transcript: transcript, tasks: tasks), WorklistConnector(tasks: tasks),
      StatusConnector(),
      GainsConnector(), AuditConnector(),
    ]
  }
}
