package import Flows
package import Helpdesk
package import WorkingTime

/// The connectors to the helpdesk's own registers.
package enum RegisterConnectors {
  /// All of them.
  ///
  /// - Parameters:
  ///   - transcript: gives the conversation that goes with a case.
  ///   - tasks: whom to tell when work is done that a flow waits for.
  ///   - hours: the working time that work is measured in.
  ///   - cards: the cards that show work items.
  package static func all(
    transcript: @escaping CaseConnector.Transcript = { (_, _, _) in [] },
    tasks: any TaskAnswering = FlowAnswers(),
    hours: BusinessHours = BusinessHours(),
    cards: WorkCards = WorkCards()
  ) -> [any LocalConnector] {
    [
      CaseConnector(transcript: transcript, tasks: tasks, cards: cards),
      WorklistConnector(tasks: tasks, cards: cards),
      StatusConnector(),
      GainsConnector(hours: hours), AuditConnector(),
    ]
  }
}
