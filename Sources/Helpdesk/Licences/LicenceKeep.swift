package import WorkingTime
package import struct Foundation.Date

/// Somebody's word that licences are to be kept though nobody uses them, until a day.
package struct LicenceKeep: Sendable, Hashable {
  /// Whose licences: their id in Entra.
  package var user: String
  /// Their id in the directory; nil where that does not know them.
  package var person: String?
  /// Why, in the words of whoever said so; in one line of at most 500 characters.
  package var reason: String
  /// The last day on which it holds.
  package var until: Day
  /// The id of who said so.
  package var by: String
  package var time: Date

  package init(
    user: String,
    person: String? = nil,
    reason: String,
    until: Day,
    by: String,
    time: Date
  ) {
    self.user = user
    self.person = person
    self.reason = reason.line(boundedTo: 500)
    self.until = until
    self.by = by
    self.time = time
  }
}
