package import People
package import Storage
package import WorkingTime

/// Who takes part in a rollover by a policy, in which order, and who does not, and why.
package struct RolloverPlan: Sendable {
  package let policy: RolloverPolicy
  package let today: Day
  /// In the order in which they are noticed.
  package private(set) var members: [Member] = []
  /// Those who are due but left out, or of whom nobody knows; by serial number.
  package private(set) var others: [Other] = []

  /// A machine that takes part.
  package struct Member: Sendable, Hashable {
    package var subject: RolloverSubject
    package var why: [RolloverReason]
    package var rank: Int
  }

  /// A machine that does not.
  package struct Other: Sendable, Hashable {
    package var subject: RolloverSubject
    package var reasons: [RolloverReason]
    /// What the policy says of it.
    package var note: String?
  }

  /// Judges these machines.
  package init(_ policy: RolloverPolicy, today: Day, of subjects: [RolloverSubject]) {
    self.policy = policy
    self.today = today
    let eligibility = Eligibility(policy, today: today)
    for subject in subjects {
      switch eligibility.verdict(on: subject) {
      case .eligible(let why, let rank):
        members.append(Member(subject: subject, why: why, rank: rank))
      case .not(let reasons, let note):
        // Of other places and other kinds there are always many; nobody asked for them.
        guard Set(reasons).isDisjoint(with: Self.beside) else { continue }
        others.append(Other(subject: subject, reasons: reasons, note: note))
      }
    }
    members.sort { $0.place < $1.place }
    others.sort { $0.subject.device.serial < $1.subject.device.serial }
  }

  /// Looks through the whole fleet.
  package init(
    _ policy: RolloverPolicy,
    today: Day,
    people: Directory,
    in connection: Connection
  ) throws(DatabaseError) {
    let found = try RolloverCandidateStore.candidates(policy, today: today, in: connection)
    self.init(policy, today: today, of: found.map { $0.subject(people) })
  }

  private static let beside: Set<RolloverReason> = [
    .otherModel, .otherMunicipality, .otherUnit, .notDue,
  ]

  /// How many take part by `key`, the most first, then by name; those for which it is nil under `unknown`.
  package func counts(_ key: (Member) -> String?) -> [(name: String?, count: Int)] {
    Dictionary(members.map { (key($0), 1) }, uniquingKeysWith: +)
      .map { (name: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.name ?? "~") < ($0.count, $1.name ?? "~") }
  }

  /// How many are left out for each reason, the most first; one with several counts for the first.
  package var reasonsNot: [(reason: RolloverReason, count: Int)] {
    Dictionary(others.compactMap { $0.reasons.first.map { ($0, 1) } }, uniquingKeysWith: +)
      .map { (reason: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.reason.rawValue) < ($0.count, $1.reason.rawValue) }
  }

  /// How many take part for each reason; one with several counts for each.
  package var reasonsWhy: [(reason: RolloverReason, count: Int)] {
    RolloverReason.allCases.filter(\.isDue).compactMap { reason in
      let count = members.count { $0.why.contains(reason) }
      return count == 0 ? nil : (reason, count)
    }
  }
}

extension RolloverPlan.Member {
  /// By rank, then the oldest, then by serial number.
  fileprivate var place: (Int, Int, String) {
    (rank, subject.device.purchased?.number ?? .max, subject.device.serial)
  }
}

extension RolloverCandidateStore.Candidate {
  /// The same with its user, by the directory.
  package func subject(_ people: Directory) -> RolloverSubject {
    RolloverSubject(
      device,
      user: device.user.flatMap { people.user(signIn: $0) },
      isGone: isGone,
      campaign: campaign
    )
  }
}
