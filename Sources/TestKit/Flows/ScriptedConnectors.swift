package import Flows
package import Storage

/// What a connector is asked and what it answers, as told.
package final class ConnectorScript: Sendable {
  private let asked = Mutexed<[TaskRequest]>([])
  private let outcome: @Sendable (_ request: TaskRequest, _ number: Int) -> TaskOutcome

  /// - Parameter outcome: The answer to a request, where `number` counts requests from 0.
  package init(
    _ outcome: @escaping @Sendable (_ request: TaskRequest, _ number: Int) -> TaskOutcome
  ) { self.outcome = outcome }

  /// What was asked, in order.
  package var requests: [TaskRequest] { asked.withLock { $0 } }

  fileprivate func answer(_ request: TaskRequest) -> TaskOutcome {
    let number = asked.withLock { asked in
      asked.append(request)
      return asked.count - 1
    }
    return outcome(request, number)
  }
}

/// `rakel:out.do` and `rakel:out.do.waitForTaskToken`, called after the round.
package struct ScriptedRemote: RemoteConnector {
  package let name = "out"
  package let verbs = [Verb("do", waiting: .either, optional: ["*"])]
  private let script: ConnectorScript

  package init(_ script: ConnectorScript) { self.script = script }

  /// What the script says of the call.
  package func perform(_ request: TaskRequest) async -> TaskOutcome { script.answer(request) }
}

/// `rakel:in.do` and `rakel:in.do.waitForTaskToken`, called in the round.
package struct ScriptedLocal: LocalConnector {
  package let name = "in"
  package let verbs = [Verb("do", waiting: .either, optional: ["*"])]
  private let script: ConnectorScript

  package init(_ script: ConnectorScript) { self.script = script }

  /// What the script says of the call.
  package func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome { script.answer(request) }
}
