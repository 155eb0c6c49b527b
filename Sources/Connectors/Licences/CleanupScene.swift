internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage
internal import WorkingTime

/// Everything that is known of the clean-up of one account's licences when something is asked of it.
struct CleanupScene {
  let campaign: Campaign
  let policy: LicencePolicy
  /// The account's id in Entra.
  let account: String
  /// As the last scan found them; nil where it did not, or was let go of.
  let found: LicensedUser?
  /// What the execution has kept of them from before.
  let kept: JSON
  /// Who they are by the directory; nil where that does not know them.
  let person: User?
  let directory: Directory
  let timetable: Timetable
  let now: Date

  /// The day it is in Norway.
  var today: Day { OsloClock.reading(now).day }

  /// What to call them.
  var name: String {
    person?.name ?? found?.name ?? kept["name"]?.string ?? signIn ?? "…\(account.suffix(8))"
  }

  /// What they sign in with; nil where nobody says.
  var signIn: String? { found?.signIn ?? kept["account"]?.string ?? person?.signIn }

  /// The day on which they were there last; nil where nobody says.
  var lastUse: Day? {
    found?.lastUse.map { OsloClock.reading($0).day } ?? kept["unused"]?.string.flatMap { Day($0) }
  }

  var municipality: String? {
    found?.municipality ?? kept["municipality"]?.string ?? person?.municipality
  }

  /// What the execution is to keep: findings are let go of before the last answer can come.
  var who: JSON {
    [
      "name": .string(name), "account": .text(signIn), "unused": .text(lastUse?.text),
      "municipality": .text(municipality),
    ]
  }

  // MARK: Whom to ask

  /// Whom a question is for.
  enum Role: String, CaseIterable {
    case user, leader, staff
    /// Whoever it concerns, before anything is freed.
    case grace
    /// Nobody any more.
    case end
  }

  /// Who is asked; nil where nobody can be.
  func asked(as role: Role) -> User? {
    switch role {
    case .user: person.flatMap { canBeAsked($0) ? $0 : nil }
    // Whom the directory does not know has no leader in it.
    case .leader: person.flatMap { directory.leader(of: $0, on: today) }
    case .staff: starter
    case .grace: asked(as: .user) ?? asked(as: .leader) ?? asked(as: .staff)
    case .end: nil
    }
  }

  /// Whether somebody is there to read what they are sent.
  func canBeAsked(_ user: User) -> Bool {
    directory.knows(user.id) && user.role.mayUseRakel && user.absence?.holds(on: today) != true
  }

  /// Whoever started the campaign, where they are still there.
  private var starter: User? {
    let user = directory.user(campaign.startedBy)
    return user.role == .itstaff && canBeAsked(user) ? user : nil
  }

  /// The language to write to somebody in.
  func language(of user: User) -> String { policy.terms.language(of: user.municipality) }

  // MARK: When

  /// When an answer is waited for no longer, by whom is asked and how often they were.
  ///
  /// - Parameter since: when the first question was asked.
  func limit(_ role: Role, round: Int, since: Date) -> Date {
    let ask = policy.ask
    switch role {
    case .user:
      let day = OsloClock.reading(since).day + daysUntilNext(round)
      // Whatever was late before, nobody is given less than some days.
      return max(opening(on: day), timetable.next(after: now, days: Self.leastDays))
    case .leader, .staff: return opening(on: today + (ask.decideAfterDays - ask.leaderAfterDays))
    case .grace: return opening(on: today + policy.graceDays)
    case .end: return now
    }
  }

  /// The fewest working days that anybody has for an answer.
  private static let leastDays = 3

  private func daysUntilNext(_ round: Int) -> Int {
    let reminders = policy.ask.remindAfterDays
    return reminders.indices.contains(round) ? reminders[round] : policy.ask.leaderAfterDays
  }

  /// Whether somebody else is asked after this.
  func isLast(_ round: Int) -> Bool { !policy.ask.remindAfterDays.indices.contains(round) }

  /// When it first is open on that day or after it.
  private func opening(on day: Day) -> Date { timetable.opening(on: day) ?? now }
}
