package import Foundation

/// Who counts as inactive, and who is left alone.
package struct LicenceRules: Sendable, Hashable {
  /// How many days somebody was not there before they count as inactive (30 to 720; Microsoft suggests 90 to 180).
  package var inactiveDays = 90
  /// How many days an account must have been there (0 to 720).
  package var minimumAgeDays = 60
  package var exclusions: [Exclusion] = []
  /// The products that are taken from nobody, by Microsoft's names.
  package var leftAlone: [Glob] = []

  /// Days of ``inactiveDays`` that rules may set.
  package static let inactiveBounds = 30...720
  /// How late sign-ins may be in Graph, in days.
  static let lagDays = 1

  package init() {}

  /// Accounts that are left alone, by any of the patterns.
  package struct Exclusion: Sendable, Hashable {
    package var reason: LicenceExclusion
    /// Of the whole name that they sign in with, or of what stands before `@`.
    package var signIns: [Glob]
    /// Of what kind of employee they are.
    package var employments: [Glob]
    /// Of any other word that the organisation keeps of them.
    package var attributes: [Glob]

    package init(
      _ reason: LicenceExclusion,
      signIns: [Glob] = [],
      employments: [Glob] = [],
      attributes: [Glob] = []
    ) {
      self.reason = reason
      self.signIns = signIns
      self.employments = employments
      self.attributes = attributes
    }

    func holds(for user: LicensedUser) -> Bool {
      if let signIn = user.signIn, !signIns.isEmpty {
        let local = String(signIn.prefix { $0 != "@" })
        if signIns.contains(where: { $0.matches(signIn) || $0.matches(local) }) { return true }
      }
      if let employment = user.employment, employments.contains(where: { $0.matches(employment) }) {
        return true
      }
      return attributes.contains { pattern in user.attributes.contains { pattern.matches($0) } }
    }
  }

  /// What they say about somebody.
  ///
  /// - Parameter read: when what is known of them was read: what happened since is not known.
  package func verdict(on user: LicensedUser, read: Date) -> LicenceVerdict {
    let days = 86_400.0
    if let lastUse = user.lastUse,
      lastUse >= read - Double(inactiveDays + Self.lagDays) * days
    {
      return .active(lastUse: lastUse)
    }
    let reasons = reasons(to: user, at: read)
    guard reasons.isEmpty else { return .excluded(reasons) }
    guard let lastUse = user.lastUse else { return .unknown(.activity) }
    guard user.created != nil else { return .unknown(.age) }
    guard user.isMember != nil, user.signIn?.contains("@") == true else {
      return .unknown(.account)
    }
    guard user.isWhole else { return .unknown(.licences) }
    return .inactive(lastUse: lastUse, user.licences.map { finding($0, of: user) })
  }

  /// Why they are left alone; empty where nothing says so.
  private func reasons(to user: LicensedUser, at now: Date) -> [LicenceExclusion] {
    var reasons = Set(exclusions.filter { $0.holds(for: user) }.map(\.reason))
    if user.isMember == false { reasons.insert(.guest) }
    if user.isAdministrator { reasons.insert(.admin) }
    if user.isHeld == true { reasons.insert(.hold) }
    if user.isAbsent { reasons.insert(.leave) }
    // Who has left is not on leave; who is about to leave is somebody else's to deal with.
    if let leaves = user.leaves, leaves > now { reasons.insert(.leave) }
    if let created = user.created, created > now - Double(minimumAgeDays) * 86_400 {
      reasons.insert(.new)
    }
    switch user.mailbox {
    case .shared: reasons.insert(.sharedMailbox)
    case .room: reasons.insert(.room)
    case .person, .none?, .unclear, nil: break
    }
    return LicenceExclusion.allCases.filter(reasons.contains)
  }

  private func finding(_ licence: HeldLicence, of user: LicensedUser) -> LicenceVerdict.Finding {
    var obstacles: [LicenceObstacle] = []
    if leftAlone.contains(where: { $0.matches(licence.product) }) { obstacles.append(.leftAlone) }
    if user.isHeld == nil { obstacles.append(.holdUnknown) }
    if user.mailbox == nil || user.mailbox == .unclear { obstacles.append(.mailboxUnknown) }
    if licence.ways.isEmpty { obstacles.append(.unclear) }
    for case .group(let name, let membership) in licence.ways {
      switch membership {
      case .assigned: obstacles.append(.group(name))
      case .dynamic: obstacles.append(.dynamicGroup(name))
      case .synchronised: obstacles.append(.synchronisedGroup(name))
      case .unknown: obstacles.append(.unclear)
      }
    }
    if licence.ways.count > 1 { obstacles.append(.twice) }
    if licence.mayHoldMailbox { obstacles.append(.mailboxFirst) }
    return LicenceVerdict.Finding(product: licence.product, obstacles: obstacles)
  }
}
