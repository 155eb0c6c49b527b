package import struct Foundation.Date

/// A message on the state of operations: what is down, where, and since when.
package struct Announcement: Sendable, Hashable {
  /// From 1, never used again.
  package var number: Int
  package var notice: Notice
  /// When it was over; nil while it lasts.
  package var ended: Date?

  package init(number: Int, notice: Notice, ended: Date? = nil) {
    self.number = number
    self.notice = notice
    self.ended = ended
  }

  /// What is announced.
  package struct Notice: Sendable, Hashable {
    /// What users read, in Markdown; at most 2,000 Unicode scalars.
    package var text: String
    /// The system that is down, by its name; nil where it is not one.
    package var system: String?
    /// Whom it concerns; nil for all.
    package var municipality: String?
    package var since: Date

    package init(_ text: String, system: String? = nil, municipality: String? = nil, since: Date) {
      self.text = text.bounded(to: 2_000)
      self.system = system?.line(boundedTo: 200)
      self.municipality = municipality?.municipalityKey
      self.since = since
    }
  }
}
