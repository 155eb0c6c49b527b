internal import Connectors
internal import Dialogue
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage
internal import Understanding

/// Somebody of the IT staff at work.
struct Desk: Sendable {
  let user: User
  let now: Date
  /// Whom to tell when a work item is done that a flow waits for.
  let tasks: any TaskAnswering
  /// The cards that show work items.
  var cards = WorkCards()
  var people = Directory()
  /// The words on what is printed.
  var words = PrintWords()

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

  /// What to print where they may not use a command, which the audit then has; nil where they may.
  func refusal(of command: String, in database: Database) async throws(DatabaseError) -> Answer? {
    guard user.role != .itstaff else { return nil }
    try await database.write { (connection) throws(DatabaseError) in
      try audit(.accessRefused, on: AuditSubject(.command, command), in: connection)
    }
    return Answer(complaint: "'\(user.id)' may not do this; it is for the IT staff")
  }
}
