package import struct Foundation.Date

/// One thing that somebody did, or was refused.
package struct AuditEntry: Sendable, Hashable {
  /// Who did it, by their id in the directory; nil for Rakel itself.
  package var user: String?
  package var event: AuditEvent
  /// What it was done to; nil where the event says it all.
  package var subject: AuditSubject?
  package var details: AuditDetails
  package var time: Date

  package init(
    _ event: AuditEvent,
    by user: String?,
    on subject: AuditSubject? = nil,
    details: AuditDetails = [:],
    at time: Date
  ) {
    self.user = user?.line(boundedTo: 200)
    self.event = event
    self.subject = subject
    self.details = details
    self.time = time
  }
}
