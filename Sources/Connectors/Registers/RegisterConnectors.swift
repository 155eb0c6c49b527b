package import Flows

/// The connectors to the helpdesk's own registers.
package enum RegisterConnectors {
  /// All of them.
  ///
  /// - Parameter transcript: gives the conversation that goes with a case.
  package static func all(
    transcript: @escaping CaseConnector.Transcript = { (_, _) in [] }
  ) -> [any LocalConnector] {
    [
      CaseConnector(transcript: transcript), WorklistConnector(), StatusConnector(),
      GainsConnector(), AuditConnector(),
    ]
  }
}
