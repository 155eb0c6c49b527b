internal import Crypto
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
  /// The policy as the campaign was started with; read only where it is looked at, for it is long.
  package let policyText: String
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
    policyText = policy.text
    self.status = status
    self.startedBy = startedBy
    self.created = created
    self.ends = ends
  }

  /// A campaign as it is stored.
  init(
    number: Int,
    kind: String,
    title: String,
    flow: String,
    policyText: String,
    status: Status,
    startedBy: String,
    created: Date,
    ends: Day?
  ) {
    self.number = number
    self.kind = kind
    self.title = title
    self.flow = flow
    self.policyText = policyText
    self.status = status
    self.startedBy = startedBy
    self.created = created
    self.ends = ends
  }

  /// The policy as the campaign was started with; null where it cannot be read.
  package var policy: JSON { (try? JSON(parsing: policyText)) ?? .null }

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

  /// The language to write to somebody of that municipality in, by the policy; Bokmål where it says nothing.
  package func language(of municipality: String?) -> String {
    guard let key = municipality?.municipalityKey, let languages = policy["languages"]?.object
    else {
      return "nb"
    }
    return languages.first { $0.key.municipalityKey == key }?.value.string ?? "nb"
  }

  /// The name that the execution of a member has: the same each time, so that nobody is ever started twice.
  ///
  /// It has the subject's letters and digits; where that leaves anything out, a digest tells it from others («A-1» is
  /// not «A1»). At most 77 bytes, so
  /// that there is room for a number behind it.
  package func execution(of subject: String) -> String {
    let key = subject.lowercased()
    let plain = key.utf8.filter { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
    let prefix = "\(kind)-\(number)-"
    let room = max(0, Self.longestExecution - prefix.utf8.count - Self.digestLength - 1)
    let name = prefix + String(decoding: plain.prefix(room), as: UTF8.self)
    guard plain.count != key.utf8.count || plain.count > room else { return name }
    return "\(name)-\(SHA256(of: Array(key.utf8)).description.prefix(Self.digestLength))"
  }

  /// An execution's name has at most 80 bytes, and whoever goes on with another's has a number behind it.
  private static let longestExecution = 77
  private static let digestLength = 8
}
