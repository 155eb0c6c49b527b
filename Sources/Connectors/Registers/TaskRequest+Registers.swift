internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk

extension TaskRequest {
  /// How a flow signs what it writes.
  var author: String { "flow:\(flow)" }

  /// A note that the flow writes.
  func note(_ text: String) -> Note { Note(by: author, at: now, text) }

  /// What the audit keeps of something that the flow did: Rakel did it, on whose behalf the details say.
  func entry(_ event: AuditEvent, on subject: AuditSubject) -> AuditEntry {
    var details: JSONObject = JSONObject()
    details["flow"] = .string(flow)
    details["execution"] = .string(execution)
    details["user"] = user.map(JSON.string)
    return AuditEntry(event, by: nil, on: subject, details: AuditDetails(details), at: now)
  }

  /// A task of a verb that the connector does not have; the checker refuses it before it comes so far.
  func unknownVerb() -> BadParameter { BadParameter(cause: "there is no verb '\(verb)'") }
}
