internal import Foundation
internal import Graph
internal import Helpdesk
internal import WorkingTime

// Judging is pure: what is known in, what follows from it out.
extension LicenceLook {
  /// What somebody did about the mailbox, as a flow says; what Graph says must agree.
  enum MailboxWord: String, Sendable, Hashable, CaseIterable {
    /// It was made a shared one.
    case converted
    /// There is none.
    case none
  }

  /// Judges an account as it is now.
  ///
  /// - Parameter office: rules, prices and people.
  init(
    _ known: LicenceAccount,
    in matter: LicenceMatter,
    mailbox word: MailboxWord?,
    office: LicenceOffice,
    at now: Date
  ) {
    guard let ground = office.ground else {
      self.init(.wait, because: ["rules"])
      return
    }
    var user = known.user
    // Shared mailboxes are in no plan: it has become one since, and is looked after as somebody's own.
    if matter.isMember, user.mailbox == .shared { user.mailbox = .person }
    let verdict = ground.rules.verdict(on: user, read: now)
    let subject = LicenceSubject(
      user,
      verdict,
      person: LicenceSubject.person(user, in: office.people()),
      isKept: matter.isKept
    )
    let eligibility = LicenceEligibility(matter.policy, today: OsloClock.reading(now).day)
    switch eligibility.verdict(on: subject) {
    case .not(let reasons, _): self.init(not: reasons, verdict)
    case .ask(_, let shares):
      var isCleared = false
      switch word {
      case .converted?: isCleared = known.user.mailbox == .shared
      case MailboxWord.none?: isCleared = known.user.mailbox == LicensedUser.Mailbox.none
      case nil: break
      }
      let sorting = Sorting(
        known,
        user,
        verdict,
        shares: Set(shares.map(\.finding)),
        policy: matter.policy,
        prices: ground.prices,
        isMailboxCleared: isCleared
      )
      self.init(.go, items: sorting.items)
    }
  }

  /// Why nobody is asked: for good, or only because it is not known now.
  private init(not reasons: [LicenceReason], _ verdict: LicenceVerdict) {
    let isOpen = reasons.allSatisfy {
      $0 == .unknown || $0 == .holdUnknown || $0 == .mailboxUnknown
    }
    var because = reasons.filter { $0 != .leftAlone && $0 != .unknown }.map(\.rawValue)
    switch verdict {
    case .excluded(let exclusions): because += exclusions.map(\.rawValue)
    case .unknown(let gap): because.append(gap.rawValue)
    case .active, .inactive: break
    }
    self.init(isOpen ? .wait : .cancelled, because: because)
  }
}

/// Which way each of somebody's licences is freed.
private struct Sorting {
  private(set) var items: [LicenceLook.Item] = []
  private let known: LicenceAccount
  private let policy: LicencePolicy
  private let isMailboxCleared: Bool

  /// - Parameters:
  ///   - user: as the rules have judged them.
  ///   - shares: what the policy is about.
  init(
    _ known: LicenceAccount,
    _ user: LicensedUser,
    _ verdict: LicenceVerdict,
    shares: Set<LicenceVerdict.Finding>,
    policy: LicencePolicy,
    prices: PriceFile?,
    isMailboxCleared: Bool
  ) {
    self.known = known
    self.policy = policy
    self.isMailboxCleared = isMailboxCleared
    guard case .inactive(_, let findings) = verdict else { return }
    // One way each, and nothing in it but perhaps the group: those that may be freed together.
    var plain: Set<String> = []
    for (licence, finding) in zip(known.account.licences, findings)
    where shares.contains(finding) && rest(of: finding).isEmpty {
      plain.insert(licence.sku)
    }
    for (licence, finding) in zip(known.account.licences, findings) {
      let assignment = known.account.assignments.first { $0.licence.sku == licence.sku }
      let group = assignment?.group.flatMap { known.tenant.groups[$0] }
      let (way, obstacle) =
        shares.contains(finding)
        ? self.way(finding, group, plain: plain)
        : (.leftAlone, finding.obstacles.first?.word ?? "otherProduct")
      var holding: LicenceLook.Holding?
      if let assignment, way == .direct || way == .group {
        holding = LicenceLook.Holding(assignment, group: group)
      }
      items.append(
        LicenceLook.Item(
          product: finding.product,
          way: holding == nil && (way == .direct || way == .group) ? .person : way,
          obstacle: obstacle,
          group: group.map { $0.name ?? $0.id },
          øre: prices?.price(of: finding.product),
          holding: holding
        )
      )
    }
  }

  /// What stands in the way beside a group that they may be taken out of.
  private func rest(of finding: LicenceVerdict.Finding) -> [LicenceObstacle] {
    finding.obstacles.filter { obstacle in
      if case .group = obstacle { return false }
      return obstacle != .mailboxFirst || !isMailboxCleared
    }
  }

  private func way(
    _ finding: LicenceVerdict.Finding,
    _ group: TenantGroup?,
    plain: Set<String>
  ) -> (LicenceLook.Way, obstacle: String?) {
    let rest = rest(of: finding)
    if let hard = rest.first(where: { $0 != .mailboxFirst }) { return (.person, hard.word) }
    let isOfGroup = finding.obstacles.contains { if case .group = $0 { true } else { false } }
    if isOfGroup {
      guard let group, let name = group.name,
        policy.groups.contains(where: { $0.matches(name) })
      else { return (.person, "group") }
      guard group.isForLicencesAlone else { return (.person, "groupUnfit") }
      // The mailbox's own licence is dealt with first, and then the group is looked at again.
      if !rest.isEmpty { return (.mailbox, LicenceObstacle.mailboxFirst.word) }
      guard group.licences.allSatisfy({ plain.contains($0.sku) }) else {
        return (.person, "groupGivesMore")
      }
      return (.group, nil)
    }
    return rest.isEmpty ? (.direct, nil) : (.mailbox, LicenceObstacle.mailboxFirst.word)
  }
}

extension TenantGroup {
  /// Whether somebody can be taken out of it, and loses nothing by it but licences, as far as Graph tells.
  fileprivate var isForLicencesAlone: Bool {
    !isDynamic && !isSynchronised && !givesRoles && isSecurity && !isMailEnabled
  }
}

extension LicenceLook.Holding {
  fileprivate init?(_ assignment: LicenceAssignment, group: TenantGroup?) {
    // A group that is not known cannot be put back into.
    guard assignment.group == nil || group != nil else { return nil }
    self.init(
      sku: assignment.licence.sku,
      disabledPlans: assignment.licence.disabledPlans,
      way: group.map { .group(id: $0.id, name: $0.name ?? $0.id) } ?? .direct,
      given: assignment.updated
    )
  }
}
