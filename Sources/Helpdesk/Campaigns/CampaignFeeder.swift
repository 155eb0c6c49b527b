package import Flows
internal import Ground
package import People
package import Storage
package import WorkingTime
package import Foundation

/// Starts the members of a campaign, a few at a time.
///
/// All functions take part in the caller's transaction, and nobody is started twice: who is started is marked in the
/// same transaction, and the name of the execution is the same each time.
package struct CampaignFeeder: Sendable {
  private let engine: FlowEngine
  private let people: @Sendable () -> Directory
  private let hours: BusinessHours

  /// - Parameter engine: knows the flows that members run; it runs none itself.
  package init(
    _ engine: FlowEngine,
    people: @escaping @Sendable () -> Directory,
    hours: BusinessHours
  ) {
    self.engine = engine
    self.people = people
    self.hours = hours
  }

  /// What came of one go.
  package struct Feeding: Sendable, Hashable {
    package var started = 0
    package var status = Campaign.Status.running
    package var counts = CampaignCounts()
    /// When to come again; nil for never.
    package var next: Date?
    /// Those who could not be started, and why.
    package var troubles: [Trouble] = []
    /// Whether the status became finished just now.
    package var hasFinished = false

    package init() {}
  }

  /// Somebody who could not be started; they have ended with the reason as their outcome.
  package struct Trouble: Sendable, Hashable {
    package var subject: String
    package var municipality: String?
    /// A code of the campaign's kind, which its words tell.
    package var reason: String
  }

  /// How long to wait at most before looking again, in seconds: executions end meanwhile, machines get other users, and
  /// what is not prepared the day before has to be seen within that day's working time.
  private static let longestWait = 3_600.0 * 4

  /// Starts those whose turn it is; nil where there is no such campaign.
  package func feed(
    _ number: Int,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Feeding? {
    guard let campaign = try CampaignStore.find(number, in: connection) else { return nil }
    var feeding = Feeding()
    feeding.status = campaign.status
    if campaign.status == .running {
      try start(membersOf: campaign, at: now, &feeding, in: connection)
    }
    // What ends is looked for when there is time, and not in each of many goes that follow one another.
    if feeding.next.map({ $0 > now }) ?? true {
      try CampaignStore.settleEnded(number, at: now, in: connection)
    }
    feeding.counts = try CampaignStore.counts(number, in: connection)
    let isOver = feeding.counts.waiting == 0 && feeding.counts.started == 0
    if isOver {
      feeding.hasFinished = campaign.status == .running
      if feeding.hasFinished {
        try CampaignStore.setStatus(.finished, of: number, in: connection)
        feeding.status = .finished
      }
      feeding.next = nil
    } else {
      let latest = now.addingTimeInterval(Self.longestWait)
      feeding.next = min(feeding.next ?? latest, latest)
    }
    return feeding
  }

  private func start(
    membersOf campaign: Campaign,
    at now: Date,
    _ feeding: inout Feeding,
    in connection: Connection
  ) throws(DatabaseError) {
    let waiting = try CampaignStore.waiting(campaign.number, in: connection)
    guard !waiting.isEmpty else { return }
    let today = OsloClock.reading(now).day
    if let stops = campaign.ends, today > stops {
      _ = try CampaignStore.removeWaiting(campaign.number, at: now, in: connection)
      return
    }
    let started = try CampaignStore.started(campaign.number, on: today, in: connection)
    let share = campaign.pace(hours).share(at: now, of: Array(waiting.keys), today: started)
    feeding.next = share.next
    guard share.most > 0 else { return }
    let members = try CampaignStore.nextWaiting(
      campaign.number,
      limit: share.most,
      of: share.municipalities,
      in: connection
    )
    let people = people()
    for member in members {
      if let trouble = try start(member, of: campaign, people, at: now, in: connection) {
        feeding.troubles.append(trouble)
      } else {
        feeding.started += 1
      }
    }
    // Those who could not be started leave room for others.
    if !feeding.troubles.isEmpty { feeding.next = now }
    // With nobody left here, the next who wait are elsewhere, or there are none.
    if campaign.perDay == nil, members.count < share.most, feeding.troubles.isEmpty {
      let rest = waiting.keys.filter { !share.municipalities.contains($0) }
      feeding.next = rest.map { hours[$0].opening(after: now) }.min()
    }
  }

  /// Starts one; gives why not where that cannot be.
  private func start(
    _ member: CampaignMember,
    of campaign: Campaign,
    _ people: Directory,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Trouble? {
    let turn: CampaignTurn
    switch try CampaignTurn.of(member, in: campaign, people, in: connection) {
    case .success(let found): turn = found
    case .failure(let refusal):
      try CampaignStore.markEnded(
        campaign.number,
        member.subject,
        outcome: refusal.code,
        at: now,
        in: connection
      )
      return Trouble(
        subject: member.subject,
        municipality: member.municipality,
        reason: refusal.code
      )
    }
    let name = campaign.execution(of: member.subject)
    let started = try engine.start(
      campaign.flow,
      named: name,
      input: turn.input(member, of: campaign),
      now: now.milliseconds,
      in: connection
    )
    guard started != nil else {
      throw DatabaseError(code: 1, message: "there is no flow '\(campaign.flow)'")
    }
    try CampaignStore.markStarted(
      campaign.number,
      member.subject,
      execution: name,
      user: turn.user?.id,
      at: now,
      in: connection
    )
    return nil
  }
}
