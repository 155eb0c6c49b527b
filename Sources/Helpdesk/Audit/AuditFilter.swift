package import struct Foundation.Date

/// Which entries of the audit are asked for; what is nil does not matter.
package struct AuditFilter: Sendable, Hashable {
  package var user: String?
  package var event: AuditEvent?
  package var subject: AuditSubject?
  package var since: Date?
  /// The most that are given, the newest.
  package var limit = 100

  package init() {}
}

/// How often somebody was refused on one day (UTC).
package struct Refusals: Sendable, Hashable {
  /// The user's id in the directory.
  package var user: String
  /// `YYYY-MM-DD`.
  package var day: String
  package var count: Int

  package init(user: String, day: String, count: Int) {
    self.user = user
    self.day = day
    self.count = count
  }
}
