internal import Foundation
internal import Graph
internal import Helpdesk
internal import Storage
internal import WorkingTime

/// What came of writing down what is to be taken.
enum LicencePlanning: Sendable {
  case planned([LicenceRemoval])
  /// As many licences as are taken on a day are written down for today.
  case full
  case paused
  /// Somebody else is at one of them.
  case busy
  /// Nothing is to be taken any more, for this reason.
  case off(String)

  /// Writes it down, unless there is a reason not to.
  init(
    _ wanted: [LicenceRemoval],
    in matter: LicenceMatter,
    at now: Date,
    _ connection: Connection
  ) throws(DatabaseError) {
    switch try CampaignStore.find(matter.campaign.number, in: connection)?.status {
    case .stopped?, nil:
      self = .off("stopped")
      return
    case .paused?:
      self = .paused
      return
    case .running?, .finished?: break
    }
    let today = OsloClock.reading(now).day
    guard try !LicenceKeepStore.isKept(matter.user, on: today, in: connection) else {
      self = .off("kept")
      return
    }
    let planned = try LicenceRemovalStore.planned(on: today, in: connection)
    // Who has more than the cap by themselves has a day for themselves.
    guard planned == 0 || planned + wanted.count <= matter.policy.mostRemovalsPerDay else {
      self = .full
      return
    }
    self = try LicenceRemovalStore.plan(wanted, in: connection).map(Self.planned) ?? .busy
  }
}

extension LicenceRemoval {
  /// The licence as somebody has it in the way in which it is taken; nil where they do not.
  func assignment(in account: TenantUser) -> LicenceAssignment? {
    account.assignments.first { $0.licence.sku == sku && $0.group == group?.id }
  }

  /// How a licence that is to be taken looks in somebody's account now.
  enum Sight: Sendable, Hashable {
    case unchanged
    /// They do not have it, in this way.
    case gone
    /// It was given anew, or with other parts.
    case changed
    /// There is no such account any more.
    case noAccount

    init(of removal: LicenceRemoval, in account: TenantUser?) {
      guard let account else {
        self = .noAccount
        return
      }
      guard let assignment = removal.assignment(in: account) else {
        self = .gone
        return
      }
      let isSame =
        assignment.licence.disabledPlans == removal.disabledPlans
        && assignment.updated.map(\.milliseconds) == removal.given.map(\.milliseconds)
      self = isSame ? .unchanged : .changed
    }
  }
}
