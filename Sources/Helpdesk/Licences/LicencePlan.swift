package import WorkingTime
package import struct Foundation.Date

/// Who is asked about unused licences by a policy, in which order, and who is not, and why.
package struct LicencePlan: Sendable {
  package let policy: LicencePolicy
  package let today: Day
  /// What no plan can be made without; nil where nothing is lacking.
  ///
  /// Nobody takes part where something is.
  package private(set) var lack: Lack?
  /// When what it goes by was read; nil where nothing was.
  package private(set) var read: Date?
  /// The day of the prices; nil where there are none.
  package let pricesOf: Day?
  /// In the order in which they are noticed.
  package private(set) var members: [Member] = []
  /// Those who are inactive but left out; by id.
  package private(set) var others: [Other] = []

  /// Somebody who is asked.
  package struct Member: Sendable, Hashable {
    package var subject: LicenceSubject
    package var why: [LicenceReason]
    package var shares: [LicenceEligibility.Share]
    /// What Rakel can free by itself, and what a person has to do something for first.
    package var now: LicenceTotals.Amount
    package var later: LicenceTotals.Amount

    /// Both.
    package var all: LicenceTotals.Amount {
      var amount = now
      amount += later
      return amount
    }
  }

  /// Somebody who is not.
  package struct Other: Sendable, Hashable {
    package var subject: LicenceSubject
    package var reasons: [LicenceReason]
    /// What the policy says of them.
    package var note: String?
  }

  /// What no plan can be made without.
  package enum Lack: String, Sendable, Hashable, CaseIterable {
    /// The rules of who counts as inactive.
    case rules
    /// A scan that was finished.
    case scan
    /// A scan that is not too old.
    case freshScan
  }

  /// Judges these people.
  ///
  /// - Parameter read: when what is known of them was read.
  package init(
    _ policy: LicencePolicy,
    today: Day,
    of subjects: [LicenceSubject],
    read: Date?,
    prices: PriceFile? = nil
  ) {
    self.policy = policy
    self.today = today
    self.read = read
    pricesOf = prices?.day
    let eligibility = LicenceEligibility(policy, today: today)
    for subject in subjects {
      switch eligibility.verdict(on: subject) {
      case .ask(let why, let shares):
        members.append(Member(subject, why, shares, prices))
      case .not(let reasons, let note):
        // Of other places and products there are always many; nobody asked for them.
        guard Set(reasons).isDisjoint(with: Self.beside) else { continue }
        others.append(Other(subject: subject, reasons: reasons, note: note))
      }
    }
    members.sort { $0.place < $1.place }
    others.sort { $0.subject.user.id < $1.subject.user.id }
  }

  /// A plan of nobody, for something is lacking.
  package init(_ policy: LicencePolicy, today: Day, lacking lack: Lack, read: Date? = nil) {
    self.init(policy, today: today, of: [], read: read)
    self.lack = lack
  }

  private static let beside: Set<LicenceReason> = [.otherMunicipality, .otherProduct]

  /// All that is freed by Rakel itself, over all members.
  package var now: LicenceTotals.Amount { members.reduce(into: .init()) { $0 += $1.now } }

  /// All that a person has to do something for first.
  package var later: LicenceTotals.Amount { members.reduce(into: .init()) { $0 += $1.later } }

  /// Both: what is not paid any more, if as many are not bought again when the agreement is renewed.
  package var atRenewal: LicenceTotals.Amount { members.reduce(into: .init()) { $0 += $1.all } }

  /// How many licences there are of each product, the most first, then by name.
  package var products: [(name: String, count: Int)] {
    let all = members.flatMap(\.shares).map { ($0.finding.product, 1) }
    return Dictionary(all, uniquingKeysWith: +).map { (name: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }

  /// How many people there are in each municipality, the most first, then by name.
  package var municipalities: [(name: String?, count: Int)] {
    Dictionary(members.map { ($0.subject.municipality, 1) }, uniquingKeysWith: +)
      .map { (name: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.name ?? "~") < ($0.count, $1.name ?? "~") }
  }

  /// How many are left out for each reason, the most first; one with several counts for the first.
  package var reasonsNot: [(reason: LicenceReason, count: Int)] {
    Dictionary(others.compactMap { $0.reasons.first.map { ($0, 1) } }, uniquingKeysWith: +)
      .map { (reason: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.reason.rawValue) < ($0.count, $1.reason.rawValue) }
  }

  /// How many take part for each reason; one with several counts for each.
  package var reasonsWhy: [(reason: LicenceReason, count: Int)] {
    LicenceReason.allCases.filter(\.isDue).compactMap { reason in
      let count = members.count { $0.why.contains(reason) }
      return count == 0 ? nil : (reason, count)
    }
  }
}

extension LicencePlan.Member {
  fileprivate init(
    _ subject: LicenceSubject,
    _ why: [LicenceReason],
    _ shares: [LicenceEligibility.Share],
    _ prices: PriceFile?
  ) {
    (now, later) = (.init(), .init())
    (self.subject, self.why, self.shares) = (subject, why, shares)
    for share in shares {
      let price = prices?.price(of: share.finding.product)
      if share.isFree { now.add(price) } else { later.add(price) }
    }
  }

  /// The most kroner first, then by id.
  fileprivate var place: (Int, String) { (-all.øre, subject.user.id) }
}
