package import Ground
package import WorkingTime
package import struct Foundation.Date

/// Many machines, or whatever else it is of its kind, that one flow is run for, a few at a time.
package struct Campaign: Sendable, Hashable {
  /// From 1, never used again; 0 before it is stored.
  package var number: Int
  /// What it is about, which says what its policy is made of: `pc-rollover`.
  package var kind: String
  package var title: String
  /// The flow that is run for each member.
  package var flow: String
  /// The policy as the campaign was started with.
  package var policy: JSON
  package var status: Status
  /// The id of who started it.
  package var startedBy: String
  package var created: Date
  /// The last day on which members are started; nil for none.
  package var ends: Day?

  package init(
    number: Int = 0,
    kind: String,
    title: String,
    flow: String,
    policy: JSON,
    status: Status = .running,
    startedBy: String,
    created: Date,
    ends: Day? = nil
  ) {
    self.number = number
    self.kind = kind
    self.title = title.line(boundedTo: 200)
    self.flow = flow
    self.policy = policy
    self.status = status
    self.startedBy = startedBy
    self.created = created
    self.ends = ends
  }

  /// How it stands.
  package enum Status: String, Sendable, Hashable, CaseIterable {
    case running
    /// Nobody is started, and nobody is reminded, until it is resumed.
    case paused
    /// Nobody is started any more; what is agreed goes on.
    case stopped
    /// All members have ended.
    case finished

    /// Whether it may still start members.
    package var isActive: Bool { self == .running || self == .paused }
  }

  /// The name of the execution that feeds it.
  package var execution: String { "campaign-\(number)" }

  /// How many members are started on a working day; nil for as many as can be.
  package var perDay: Int? { policy["pace"]?["perDay"]?.int }

  /// The first day on which members are started; nil for at once.
  package var starts: Day? { policy["starts"]?.string.flatMap { Day($0) } }

  /// The name that the execution of a member has: the same each time, so that nobody is ever started twice.
  package func execution(of subject: String) -> String {
    let letters = subject.lowercased().unicodeScalars.filter {
      $0.properties.isAlphabetic || $0.properties.numericType == .decimal
    }
    return "\(kind)-\(number)-\(String(String.UnicodeScalarView(letters)))"
  }
}
