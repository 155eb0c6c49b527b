package import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
package import Storage

/// `rakel:gains.*`: counts what a flow has saved, and tells what all have.
///
/// Failure: `Gains.BadRequest` for wrong parameters.
package struct GainsConnector: LocalConnector {
  package let name = "gains"
  package let verbs = [
    Verb("add", required: ["minutes", "kind"]), Verb("read", optional: ["since"]),
  ]

  package init() {}

  /// What is asked for, parameters and all.
  private enum Task {
    case add(Gain)
    case read(since: Date?)

    init(_ request: TaskRequest) throws(BadParameter) {
      let parameters = RegisterParameters(request)
      switch request.verb {
      case "add":
        self = .add(
          Gain(
            try parameters.text("kind"),
            minutes: try parameters.amount("minutes"),
            municipality: try parameters.municipality(),
            execution: request.execution,
            at: request.now
          )
        )
      case "read": self = .read(since: try parameters.moment("since", ofDay: .first))
      default: throw request.unknownVerb()
      }
    }
  }

  /// Does it; see ``LocalConnector/perform(_:in:)``.
  package func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let task: Task
    do throws(BadParameter) { task = try Task(request) } catch {
      return error.outcome(of: "Gains")
    }
    switch task {
    case .add(let gain):
      try GainStore.add(gain, key: request.key, in: connection)
      return .done(["minutes": Self.json(gain.minutes)])
    case .read(let since):
      let total = try GainStore.total(since: since, in: connection)
      return .done([
        "exchanges": .integer(total.count),
        "minutes": Self.json(total.minutes),
        "hours": Self.json((total.minutes / 6).rounded() / 10),
      ])
    }
  }

  /// A number for people to read: whole where it is.
  private static func json(_ number: Double) -> JSON {
    Int(exactly: number).map(JSON.integer) ?? .double(number)
  }
}
