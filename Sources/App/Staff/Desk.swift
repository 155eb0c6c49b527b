internal import Dialogue
internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage
internal import Understanding

/// Somebody of the IT staff at work.
struct Desk: Sendable {
  let user: User
  let now: Date
  /// Whom to tell when a work item is done that a flow waits for.
  let tasks: any TaskAnswering

  /// What they wrote, secrets masked.
  func note(_ text: String) -> Note { Note(by: user.id, at: now, Redaction(text).text) }

  /// Puts what they did, or were refused, into the audit.
  func audit(
    _ event: AuditEvent,
    on subject: AuditSubject,
    in connection: Connection
  ) throws(DatabaseError) {
    try AuditStore.append(
      AuditEntry(event, by: user.id, on: subject, at: now),
      in: connection
    )
  }
}
