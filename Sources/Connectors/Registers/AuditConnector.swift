package import Flows
internal import Ground
internal import Helpdesk
package import Storage

/// `rakel:audit.write`: puts an event of the flow's own into the audit, with names and numbers but no free text.
///
/// Failure: `Audit.BadRequest` for wrong parameters, free text, and events that only Rakel itself writes.
package struct AuditConnector: LocalConnector {
  package let name = "audit"
  package let verbs = [Verb("write", required: ["event"], optional: ["details"])]

  package init() {}

  /// Does it; see ``LocalConnector/perform(_:in:)``.
  package func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let entry: AuditEntry
    do throws(BadParameter) { entry = try Self.entry(request) } catch {
      return error.outcome(of: "Audit")
    }
    try AuditStore.append(entry, in: connection)
    return .done([:])
  }

  private static func entry(_ request: TaskRequest) throws(BadParameter) -> AuditEntry {
    guard request.verb == "write" else { throw request.unknownVerb() }
    let name = try RegisterParameters(request).text("event")
    guard let event = AuditEvent(rawValue: name) else {
      throw BadParameter(cause: "'event' must be a name such as licence.removed")
    }
    guard !event.isOwn else {
      throw BadParameter(cause: "'event' is one that only Rakel itself writes")
    }
    let given = request.parameters["details"] ?? .null
    guard let details = given == .null ? JSONObject() : given.object else {
      throw BadParameter(cause: "'details' must be an object")
    }
    if AuditDetails.firstRefused(of: details) != nil {
      throw BadParameter(
        cause:
          "'details' may hold at most 20 names and numbers, of at most 100 characters and no blanks"
      )
    }
    return AuditEntry(
      event,
      by: nil,
      on: AuditSubject(.execution, request.execution),
      details: AuditDetails(details),
      at: request.now
    )
  }
}
