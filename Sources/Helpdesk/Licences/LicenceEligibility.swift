internal import People
package import WorkingTime

/// Judges people by a policy, on one day; knows neither clock nor database.
///
/// Whether they are inactive, ``LicenceRules`` alone says.
package struct LicenceEligibility: Sendable {
  package let policy: LicencePolicy
  package let today: Day
  private let exclusions: [LicencePolicy.Exclusion]

  package init(_ policy: LicencePolicy, today: Day) {
    self.policy = policy
    self.today = today
    exclusions = policy.exclusions.filter { exclusion in
      exclusion.until.map { today <= $0 } ?? true
    }
  }

  /// Whether somebody is asked.
  package enum Verdict: Sendable, Hashable {
    /// About these licences of theirs.
    case ask(why: [LicenceReason], [Share])
    /// All that stands in the way; `note` is what the policy says of who is left out by name.
    case not([LicenceReason], note: String?)
  }

  /// A licence that can be had.
  package struct Share: Sendable, Hashable {
    package var finding: LicenceVerdict.Finding
    /// Whether Rakel can free it by itself; else a person has to do something first.
    package var isFree: Bool
  }

  /// Whether somebody is asked, with all reasons.
  package func verdict(on subject: LicenceSubject) -> Verdict {
    let (shares, obstacles) = shares(of: subject)
    var reasons = standing(subject) + scope(subject)
    if case .inactive = subject.verdict, shares.isEmpty { reasons += obstacles }
    let exclusion = exclusions.first { fits($0, subject) }
    if exclusion != nil { reasons.append(.excluded) }
    guard reasons.isEmpty else { return .not(reasons, note: exclusion?.reason) }
    var why: [LicenceReason] = [.unused]
    if subject.user.isEnabled == false { why.append(.blocked) }
    if subject.person?.absence == .left { why.append(.left) }
    return .ask(why: why, shares)
  }

  private func standing(_ subject: LicenceSubject) -> [LicenceReason] {
    var reasons: [LicenceReason] = []
    switch subject.verdict {
    case .inactive: break
    case .active: reasons.append(.active)
    case .excluded: reasons.append(.leftAlone)
    case .unknown: reasons.append(.unknown)
    }
    if subject.isKept { reasons.append(.kept) }
    // Of whom the directory does not know, their leader or the staff is asked.
    if let person = subject.person, !person.role.mayUseRakel { reasons.append(.noAccess) }
    if subject.campaign != nil { reasons.append(.inCampaign) }
    return reasons
  }

  private func scope(_ subject: LicenceSubject) -> [LicenceReason] {
    guard !policy.municipalities.isEmpty else { return [] }
    let isHere = subject.municipality.map(policy.municipalities.contains) ?? false
    return isHere ? [] : [.otherMunicipality]
  }

  /// What can be had of somebody; where that is nothing, why.
  private func shares(of subject: LicenceSubject) -> ([Share], [LicenceReason]) {
    guard case .inactive(_, let findings) = subject.verdict else { return ([], []) }
    var (shares, reasons): ([Share], Set<LicenceReason>) = ([], [])
    for finding in findings {
      if let reason = reason(not: finding) {
        reasons.insert(reason)
      } else {
        shares.append(Share(finding: finding, isFree: isFree(finding)))
      }
    }
    if reasons.isEmpty { reasons = [.nothingToFree] }
    return (shares, LicenceReason.allCases.filter(reasons.contains))
  }

  /// Why a licence is not asked about; nil where it is.
  private func reason(not finding: LicenceVerdict.Finding) -> LicenceReason? {
    let product = finding.product
    if !policy.products.isEmpty, !policy.products.contains(where: { $0.matches(product) }) {
      return .otherProduct
    }
    let isExcluded = exclusions.contains {
      if case .product(let glob) = $0.what { glob.matches(product) } else { false }
    }
    if isExcluded || !finding.canBeFreed { return .nothingToFree }
    if finding.obstacles.contains(.holdUnknown) { return .holdUnknown }
    if finding.obstacles.contains(.mailboxUnknown) { return .mailboxUnknown }
    if finding.obstacles.contains(.unclear) { return .unclear }
    if policy.mailbox == .leave, finding.obstacles.contains(.mailboxFirst) { return .nothingToFree }
    return nil
  }

  /// Whether nothing stands in the way but groups that the policy takes people out of.
  private func isFree(_ finding: LicenceVerdict.Finding) -> Bool {
    finding.obstacles.allSatisfy { obstacle in
      guard case .group(let name) = obstacle else { return false }
      return policy.groups.contains { $0.matches(name) }
    }
  }

  private func fits(_ exclusion: LicencePolicy.Exclusion, _ subject: LicenceSubject) -> Bool {
    switch exclusion.what {
    case .product: false
    case .unit(let glob): subject.person?.unit.map(glob.matches) ?? false
    case .municipality(let name): name == subject.municipality
    case .user(let name):
      [subject.user.id, subject.user.signIn, subject.person?.id, subject.person?.signIn]
        .contains { $0?.lowercased() == name }
    }
  }
}
