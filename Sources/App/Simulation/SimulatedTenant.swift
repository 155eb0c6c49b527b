internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage
internal import Synchronization
internal import WorkingTime

/// Answers for a tenant in which nobody comes back, and what can be taken is gone at once; it reaches nobody.
///
/// It knows the accounts of a plan as the plan found them. What is outside otherwise, ``SimulatedOutside`` answers for.
final class SimulatedTenant: StandIn {
  private let plan: LicencePlan
  private let members: [String: LicencePlan.Member]
  private let prices: PriceFile?
  private let hours: BusinessHours
  private let state = Mutex(State())

  private struct State {
    var freed: [Freed] = []
    var decisions: [String: Int] = [:]
  }

  /// A licence that was freed, and when.
  struct Freed: Sendable, Hashable {
    let account: String
    let product: String
    let day: Day
    /// Øre a month; nil where nobody says.
    let øre: Int?
  }

  init(_ plan: LicencePlan, prices: PriceFile?, hours: BusinessHours) {
    self.plan = plan
    self.prices = prices
    self.hours = hours
    members = Dictionary(
      plan.members.map { ($0.subject.user.id, $0) },
      uniquingKeysWith: { one, _ in one }
    )
  }

  /// What was freed, in order.
  var freed: [Freed] { state.withLock(\.freed) }
  /// By whose decision accounts were freed of licences, and how many.
  var decisions: [String: Int] { state.withLock(\.decisions) }

  func answers(for state: String, resource: String) -> Bool {
    resource.hasPrefix("rakel:licence.")
      || SimulatedOutside().answers(for: state, resource: resource)
  }

  func outcome(of state: String, _ request: TaskRequest) -> TaskOutcome {
    guard request.verb.hasPrefix("rakel:licence.") else {
      return SimulatedOutside().outcome(of: state, request)
    }
    guard let account = request.input["licences"]?["user"]?.string, let member = members[account]
    else { return .failed(error: "Licence.BadRequest", cause: "the plan has no such account") }
    let isConverted = request.parameters["mailbox"]?.string == "converted"
    let licences = left(of: member).map { Licence($0, policy: plan.policy, isConverted) }
    switch request.verb {
    case "rakel:licence.look": return look(licences)
    case "rakel:licence.remove": return remove(licences, from: account, request)
    default: return .failed(error: "Licence.BadRequest", cause: "'\(request.verb)' is not played")
    }
  }

  private func left(of member: LicencePlan.Member) -> [LicenceEligibility.Share] {
    let gone = freed.filter { $0.account == member.subject.user.id }.map(\.product)
    return member.shares.filter { !gone.contains($0.finding.product) }
  }

  private func look(_ licences: [Licence]) -> TaskOutcome {
    .done([
      "state": licences.isEmpty ? "cancelled" : "go", "because": licences.isEmpty ? ["none"] : [],
      "licences": .array(
        licences.map { licence in
          [
            "product": .string(licence.product), "title": .string(licence.product),
            "way": .string(licence.way), "group": .text(licence.group),
            "obstacle": .text(licence.obstacle),
            "kroner": prices?.price(of: licence.product).map { .double(Double($0) / 100) } ?? .null,
          ]
        }
      ),
    ])
  }

  /// Over the policy's most a day it goes on when the next working day begins.
  private func remove(
    _ licences: [Licence],
    from account: String,
    _ request: TaskRequest
  ) -> TaskOutcome {
    let today = OsloClock.reading(request.now).day
    let free = licences.filter(\.canBeFreed)
    let isFull = state.withLock { state -> Bool in
      let before = state.freed.count { $0.day == today }
      if before > 0, before + free.count > plan.policy.mostRemovalsPerDay { return true }
      state.freed += free.map {
        Freed(account: account, product: $0.product, day: today, øre: prices?.price(of: $0.product))
      }
      if !free.isEmpty {
        state.decisions[request.parameters["decision"]?.string ?? "", default: 0] += 1
      }
      return false
    }
    guard !isFull else {
      let midnight = TimeOfDay("00:00").map { OsloClock.moment(today + 1, $0) }
      let morning = hours[nil].opening(after: midnight ?? request.now.addingTimeInterval(86_400))
      return .again(after: Int(morning.timeIntervalSince(request.now) * 1_000))
    }
    let rest = licences.filter { !$0.canBeFreed }
    return .done([
      "state": rest.isEmpty ? "done" : "partly", "because": [],
      "removed": .array(
        free.map { ["product": .string($0.product), "way": .string($0.way)] }
      ),
      "left": .array(
        rest.map { licence in
          [
            "product": .string(licence.product), "obstacle": .text(licence.obstacle),
            "group": .text(licence.group),
          ]
        }
      ),
    ])
  }
}

/// A licence as flows are told of it.
private struct Licence {
  let product: String
  let way: String
  let group: String?
  /// What stands in the way, as a code; nil for nothing.
  let obstacle: String?

  var canBeFreed: Bool { way == "direct" || way == "group" }

  /// - Parameter isConverted: whether the mailbox was made a shared one.
  init(_ share: LicenceEligibility.Share, policy: LicencePolicy, _ isConverted: Bool) {
    product = share.finding.product
    var group: String?
    var others: [LicenceObstacle] = []
    var needsMailbox = false
    for obstacle in share.finding.obstacles {
      switch obstacle {
      case .mailboxFirst: needsMailbox = !isConverted
      case .group(let name) where policy.groups.contains { $0.matches(name) }: group = name
      case .group(let name), .synchronisedGroup(let name), .dynamicGroup(let name):
        group = name
        others.append(obstacle)
      default: others.append(obstacle)
      }
    }
    self.group = group
    obstacle = others.first?.word ?? (needsMailbox ? LicenceObstacle.mailboxFirst.word : nil)
    way =
      !others.isEmpty ? "person" : needsMailbox ? "mailbox" : group == nil ? "direct" : "group"
  }
}
