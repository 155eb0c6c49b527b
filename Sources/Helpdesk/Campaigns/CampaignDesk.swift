package import Flows
internal import Ground
package import Storage
package import Foundation

/// What the IT staff does with campaigns: on the command line and in the chat alike.
///
/// All functions take part in the caller's transaction, and write what was done into the audit in it.
package struct CampaignDesk: Sendable {
  /// The flow that feeds campaigns.
  package static let flow = "campaign"

  private let engine: FlowEngine
  /// The id of who does it.
  private let user: String
  private let now: Date

  /// - Parameter engine: knows ``flow``, and the flows that members run, to start any; else it may know none.
  package init(_ engine: FlowEngine, by user: String, at now: Date) {
    self.engine = engine
    self.user = user
    self.now = now
  }

  /// What came of it.
  package enum Outcome: Sendable, Hashable {
    /// How many members, or executions of members, it was done to.
    case done(Int)
    case missing
    /// It cannot be done to a campaign that stands so.
    case status(Campaign.Status)
    /// Nothing is to be done: whoever is meant stands so already.
    case unneeded
  }

  /// Starts a campaign with these members; nil where the flows it needs are not there.
  package func start(
    _ campaign: Campaign,
    members: [CampaignMember],
    in connection: Connection
  ) throws(DatabaseError) -> (number: Int, members: Int)? {
    guard engine.has(Self.flow), engine.has(campaign.flow) else { return nil }
    let made = try CampaignStore.create(campaign, members: members, in: connection)
    var started = campaign
    started.number = made.number
    // It is about nobody: who started it may leave, and be forgotten, without it.
    _ = try engine.start(
      Self.flow,
      named: started.execution,
      input: [
        "campaign": .integer(made.number), "kind": .string(campaign.kind), "language": "nb",
      ],
      now: now.milliseconds,
      in: connection
    )
    let details: AuditDetails = ["members": .integer(made.members)]
    try audit(.campaignStarted, made.number, details, in: connection)
    return made
  }

  /// Starts and reminds nobody until it is resumed; answers that come in are kept.
  package func pause(
    _ number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Outcome {
    guard let campaign = try CampaignStore.find(number, in: connection) else { return .missing }
    guard campaign.status == .running else {
      return campaign.status == .paused ? .unneeded : .status(campaign.status)
    }
    try CampaignStore.setStatus(.paused, of: number, in: connection)
    let count = try operate(.pause, onAllOf: campaign, in: connection)
    try audit(.campaignPaused, number, ["executions": .integer(count)], in: connection)
    return .done(count)
  }

  /// Goes on with what was paused.
  package func resume(
    _ number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Outcome {
    guard let campaign = try CampaignStore.find(number, in: connection) else { return .missing }
    guard campaign.status == .paused else {
      return campaign.status == .running ? .unneeded : .status(campaign.status)
    }
    try CampaignStore.setStatus(.running, of: number, in: connection)
    let count = try operate(.resume, onAllOf: campaign, in: connection)
    try audit(.campaignResumed, number, ["executions": .integer(count)], in: connection)
    try wake(campaign, in: connection)
    return .done(count)
  }

  /// Starts nobody more, for good, and has what nobody has answered withdrawn; what is agreed goes on.
  ///
  /// It is the campaign's flow that withdraws; it is woken to do so.
  package func stop(
    _ number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Outcome {
    guard let campaign = try CampaignStore.find(number, in: connection) else { return .missing }
    guard campaign.status.isActive else {
      return campaign.status == .stopped ? .unneeded : .status(campaign.status)
    }
    try CampaignStore.setStatus(.stopped, of: number, in: connection)
    let count = try CampaignStore.removeWaiting(number, at: now, in: connection)
    if campaign.status == .paused { _ = try operate(.resume, onAllOf: campaign, in: connection) }
    try audit(.campaignStopped, number, ["removed": .integer(count)], in: connection)
    try wake(campaign, in: connection)
    return .done(count)
  }

  /// Takes in one more, after all others.
  package func add(
    _ member: CampaignMember,
    in connection: Connection
  ) throws(DatabaseError) -> Outcome {
    let number = member.campaign
    guard let campaign = try CampaignStore.find(number, in: connection) else { return .missing }
    guard campaign.status.isActive else { return .status(campaign.status) }
    var member = member
    member.place = try CampaignStore.lastPlace(number, in: connection)
    guard try CampaignStore.add(member, in: connection) == .made else { return .unneeded }
    try audit(.campaignAdded, number, campaign.details(member.subject), in: connection)
    try wake(campaign, in: connection)
    return .done(1)
  }

  /// Takes out one who still waits.
  ///
  /// - Returns: ``Outcome/unneeded`` where it is on its way or through already: its own execution is to be cancelled.
  package func remove(
    _ number: Int,
    _ subject: String,
    in connection: Connection
  ) throws(DatabaseError) -> Outcome {
    guard let campaign = try CampaignStore.find(number, in: connection) else { return .missing }
    switch try CampaignStore.remove(number, subject, at: now, in: connection) {
    case .missing: return .missing
    case .unneeded: return .unneeded
    case .made:
      try audit(.campaignRemoved, number, campaign.details(subject), in: connection)
      return .done(1)
    }
  }

  /// Does it to the executions of all who are on their way, and to the campaign's own.
  private func operate(
    _ operation: FlowOperation,
    onAllOf campaign: Campaign,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    var count = 0
    for name in try CampaignStore.executions(campaign.number, in: connection) {
      let refusal = try engine.operate(
        operation,
        on: name,
        by: user,
        now: now.milliseconds,
        in: connection
      )
      if refusal == nil { count += 1 }
    }
    _ = try engine.operate(
      operation,
      on: campaign.execution,
      by: user,
      now: now.milliseconds,
      in: connection
    )
    return count
  }

  /// Has the campaign's flow look again now.
  private func wake(_ campaign: Campaign, in connection: Connection) throws(DatabaseError) {
    let execution = try ExecutionStore().execution(named: campaign.execution, in: connection)
    // Without a token it is at work, and looks again anyway.
    guard let token = execution?.token else { return }
    _ = try engine.answer(
      token,
      with: .success(["woken": true]),
      now: now.milliseconds,
      in: connection
    )
  }

  private func audit(
    _ event: AuditEvent,
    _ number: Int,
    _ details: AuditDetails,
    in connection: Connection
  ) throws(DatabaseError) {
    let subject = AuditSubject(.campaign, number)
    try AuditStore.append(
      AuditEntry(event, by: user, on: subject, details: details, at: now),
      in: connection
    )
  }
}

extension Campaign {
  /// What the audit has of one of its members.
  fileprivate func details(_ subject: String) -> AuditDetails {
    about == .licences ? ["account": .string(subject)] : ["device": .string(subject)]
  }
}
