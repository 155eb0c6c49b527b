package import Ground
package import struct Foundation.Date

/// What is to be done, as it was asked for; secrets are masked before they come here.
///
/// Longer texts are cut: a line at 200 Unicode scalars, the details at 10,000.
package struct WorkOrder: Sendable, Hashable {
  /// One line.
  package var title: String
  /// What kind of work it is, in the flow's own words: `exchange`, `wipe`; empty where it does not say.
  package var kind: String
  package var details: String
  package var municipality: String?
  /// The serial number of the machine that it is about.
  package var device: String?
  /// The id of the user whom it is about.
  package var user: String?
  package var due: Date?
  /// Where it is done, as people call it: the place where a machine is collected.
  package var place: String?
  /// What else whoever does it must know, by name: the model chosen, the machine that comes back.
  ///
  /// At most 40; each line is cut as others are.
  package var facts: [Fact]
  /// The number of the case that it belongs to.
  package var caseNumber: Int?
  package var flow: String?
  package var execution: String?
  /// The token of the task that waits until it is done; nil where none does.
  package var token: String?

  package init(
    title: String,
    kind: String = "",
    details: String = "",
    municipality: String? = nil,
    device: String? = nil,
    user: String? = nil,
    due: Date? = nil,
    place: String? = nil,
    facts: [Fact] = [],
    caseNumber: Int? = nil,
    flow: String? = nil,
    execution: String? = nil,
    token: String? = nil
  ) {
    self.title = title.line(boundedTo: 200)
    self.kind = kind.line(boundedTo: 200)
    self.details = details.bounded(to: 10_000)
    self.municipality = municipality?.municipalityKey
    self.device = device?.line(boundedTo: 200)
    self.user = user
    self.due = due
    self.place = place?.line(boundedTo: 200)
    self.facts = Array(facts.prefix(40))
    self.caseNumber = caseNumber
    self.flow = flow
    self.execution = execution
    self.token = token
  }

  /// One thing that whoever does it must know, as people read it.
  package struct Fact: Sendable, Hashable {
    package var title: String
    package var value: String

    package init(_ title: String, _ value: String) {
      self.title = title.line(boundedTo: 200)
      self.value = value.line(boundedTo: 200)
    }

    /// `{"title", "value"}`, as cards and tables have it.
    package var json: JSON { ["title": .string(title), "value": .string(value)] }

    /// Nil for anything but an object with both as texts.
    package init?(_ json: JSON) {
      guard let title = json["title"]?.string, let value = json["value"]?.string else { return nil }
      self.init(title, value)
    }
  }
}
