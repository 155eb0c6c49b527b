package import Flows
internal import Ground
internal import Helpdesk
package import Storage

/// `rakel:status.read`: what is down right now, for one municipality that of all too.
///
/// Failure: `Status.BadRequest` for wrong parameters.
package struct StatusConnector: LocalConnector {
  package let name = "status"
  package let verbs = [Verb("read", optional: ["municipality"])]

  package init() {}

  /// Does it; see ``LocalConnector/perform(_:in:)``.
  package func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let municipality: String?
    do throws(BadParameter) {
      guard request.verb == "read" else { throw request.unknownVerb() }
      municipality = try RegisterParameters(request).municipality()
    } catch {
      return error.outcome(of: "Status")
    }
    let current = try AnnouncementStore.current(
      in: municipality,
      at: request.now,
      in: connection
    )
    return .done(["messages": .array(current.map(\.json))])
  }
}
