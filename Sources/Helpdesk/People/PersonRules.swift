package import Foundation
package import People
internal import WorkingTime

/// How an account of the tenant becomes a user: what they are called, what they may, and where they belong.
///
/// Deny is the default: whoever no rule is about may nothing. A pupil is one whatever else they are.
package struct PersonRules: Sendable, Hashable {
  /// What the id is made of: ``AccountWord/mailNickname``, or ``AccountWord/userPrincipalName`` before its `@`.
  package var idWord = AccountWord.userPrincipalName
  /// In the order of the file, pupils among the others.
  package var roles: [RoleRule] = []
  /// The first that says something counts.
  package var municipalities: [MunicipalityRule] = []
  /// What names the school, the home, the office that somebody belongs to.
  package var unitWord: AccountWord?
  /// Whether the tenant is asked who leads people.
  package var asksForLeaders = false
  /// Which words tell until when somebody is on leave.
  package var leaves: [LeavePattern] = []
  /// Whether the tenant is asked when people leave.
  package var readsLeavingDates = false
  /// The groups that rules are about, by id or by whole name, each once; a place here is a bit of ``Memberships``.
  package var groups: [String] = []
  /// A digest of the text, by which another one is known.
  package var digest = ""

  /// How many groups rules may be about.
  package static let mostGroups = 64

  package init() {}

  /// The groups that somebody is in: a bit for each of ``PersonRules/groups``.
  package typealias Memberships = UInt64

  /// Who has a role.
  package struct RoleRule: Sendable, Hashable {
    package var role: Role
    package var conditions: AccountConditions
    /// Where it stands in the file, from 1.
    package var line: Int
  }

  /// What they say of an account.
  package struct Judgement: Sendable, Hashable {
    package var role: Role
    /// The line of the rule by which they have it; nil where none is about them.
    package var line: Int?
    package var municipality: String?
    package var unit: String?
    package var absence: Absence?
  }

  /// What they say of an account on a day.
  package func judge(_ account: Account, _ groups: Memberships, at now: Date) -> Judgement {
    let rule = rule(for: account, groups)
    let municipality = municipalities.lazy.compactMap { $0.municipality(of: account, groups) }.first
    return Judgement(
      role: rule?.role ?? .unknown,
      line: rule?.line,
      municipality: municipality,
      unit: unitWord.flatMap { account.words[$0] },
      absence: absence(of: account, at: now)
    )
  }

  /// The rule by which somebody has their role: that of pupils before all, and else the first.
  private func rule(for account: Account, _ groups: Memberships) -> RoleRule? {
    func first(_ isMeant: (RoleRule) -> Bool) -> RoleRule? {
      roles.first { isMeant($0) && $0.conditions.holds(for: account, groups) }
    }
    if let pupil = first({ $0.role == .pupil }) { return pupil }
    // Who was invited from elsewhere is nobody's unless a rule says that it means them.
    return first { $0.conditions.isGuest == true || account.isMember }
  }

  private func absence(of account: Account, at now: Date) -> Absence? {
    if account.isEnabled == false { return .left }
    if readsLeavingDates, let leaves = account.leaves, leaves <= now { return .left }
    // A leave that is over says nothing more.
    let today = OsloClock.reading(now).day
    let backs = leaves.compactMap { $0.back(account) }.filter { $0 > today }
    return backs.max().map(Absence.until)
  }

  /// The groups that say who is a pupil.
  package var pupilGroups: Memberships {
    roles.filter { $0.role == .pupil }.reduce(0) { $0 | ($1.conditions.groups ?? 0) }
  }

  /// The words that are kept of an account, for rules look at nothing else.
  package var words: [AccountWord] {
    var words: Set<AccountWord> = [.userPrincipalName, .displayName, idWord]
    for rule in roles { words.formUnion(rule.conditions.patterns.map(\.word)) }
    for rule in municipalities { words.formUnion(rule.words) }
    if let unitWord { words.insert(unitWord) }
    words.formUnion(leaves.map(\.word))
    return AccountWord.all.filter(words.contains)
  }

  /// What has to be asked of Graph (`$select`).
  package var properties: [String] {
    let all =
      Account.properties + words.map(\.property) + (readsLeavingDates ? [Account.leaving] : [])
    var seen: Set<String> = []
    return all.filter { seen.insert($0).inserted }
  }
}

/// What has to be so of an account: all that is given, and of each any.
package struct AccountConditions: Sendable, Hashable {
  /// Patterns of a word.
  package struct Patterns: Sendable, Hashable {
    package var word: AccountWord
    package var globs: [Glob]
  }

  package var patterns: [Patterns] = []
  /// Places among ``PersonRules/groups``; nil where groups do not matter.
  package var groups: PersonRules.Memberships?
  /// Whether it is about those invited from elsewhere, and them alone; nil where it is about those of the organisation.
  package var isGuest: Bool?

  /// Whether it says nothing, and so would be about everybody.
  var isEmpty: Bool { patterns.isEmpty && groups == nil && isGuest == nil }

  func holds(for account: Account, _ memberships: PersonRules.Memberships) -> Bool {
    if let isGuest, isGuest == account.isMember { return false }
    if let groups, groups & memberships == 0 { return false }
    return patterns.allSatisfy { pattern in
      guard let text = account.words[pattern.word] else { return false }
      return pattern.globs.contains { $0.matches(text) }
    }
  }
}
