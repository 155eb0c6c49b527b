internal import Dialogue
internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import Messaging
internal import People
internal import Storage

/// The deletion of what is kept about one person, in one transaction.
struct Erasure: Sendable {
  let user: String
  /// The name that they sign in with, by which the inventory knows them; nil for none.
  let signIn: String?
  /// Their account in the tenant; nil where none is known.
  var account: EntraID?
  /// Who deletes, by their id in the directory; nil where nobody said.
  let operatorID: String?
  let now: Date
  /// Whether executions that run are cancelled first; else they stand in the way.
  let cancelsFlows: Bool

  /// What came of it.
  enum Outcome: Sendable {
    case done(parts: Int)
    /// What stands in the way: the names of executions that run, or wait for an answer of theirs.
    case refused(running: [String])
  }

  /// The executions that stand in the way: about the person, or waiting for their answer.
  static func obstacles(
    for user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [String] {
    let running = try ExecutionStore().involvement(of: user, in: connection).running
    let asking = try QuestionStore.executionsAsking(user, in: connection)
    return running + asking.filter { !running.contains($0) }
  }

  /// Deletes and anonymises, and says so in the audit.
  func run(in connection: Connection) throws(DatabaseError) -> Outcome {
    if cancelsFlows { try cancel(in: connection) }
    let running = try ExecutionStore().involvement(of: user, in: connection).running
    let asking =
      cancelsFlows ? [] : try QuestionStore.executionsAsking(user, in: connection)
    guard running.isEmpty, asking.isEmpty else { return .refused(running: running + asking) }
    // Nothing leads from it to the person, and nothing else of theirs has the same.
    let pseudonym = "removed-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
    let parts = try ExecutionStore().involvement(of: user, in: connection).parts
    let executions = try ExecutionStore().forget(user, as: pseudonym, in: connection)
    let cases = try CaseStore.anonymise(user, as: pseudonym, executions: executions, in: connection)
    let items = try WorklistStore.anonymise(
      user,
      as: pseudonym,
      executions: executions,
      cases: cases,
      in: connection
    )
    try WorkCardStore.removeAll(of: user, in: connection)
    try CampaignStore.anonymise(user, as: pseudonym, at: now, in: connection)
    try ReservationStore.anonymise(user, as: pseudonym, in: connection)
    try RolloverStore.anonymise(user, as: pseudonym, at: now, in: connection)
    try LicenceRemovalStore.anonymise(user, as: pseudonym, in: connection)
    try LicenceKeepStore.anonymise(user, as: pseudonym, in: connection)
    if let signIn {
      try FleetStore.forget(user: signIn, in: connection)
      try LicenceFindingStore.forget(user: signIn, in: connection)
    }
    if let account { try PersonStore.erase(account, at: now, in: connection) }
    // While the references and the inbox still say which conversations are theirs.
    let talk = try ConversationStore.forget(user, in: connection)
    try QuestionStore.forget(ofExecutions: executions, in: connection)
    try QuestionStore.forget(user, in: connection)
    try InboxStore.forget(user, in: connection)
    try OutboxStore.forget(user, in: connection)
    try ReferenceStore.forget(user, in: connection)
    // It has accounts, not users; a scan that is not finished begins anew.
    try LicenceScanStore.clear(in: connection)
    let details: AuditDetails = [
      "conversations": .integer(talk.conversations), "messages": .integer(talk.messages),
      "executions": .integer(executions.count), "cases": .integer(cases.count),
      "items": .integer(items.count),
    ]
    let entry = AuditEntry(
      .privacyDeleted,
      by: operatorID,
      on: AuditSubject(.user, user),
      details: details,
      at: now
    )
    try AuditStore.append(entry, in: connection)
    return .done(parts: parts)
  }

  /// Cancels what runs about the person.
  private func cancel(in connection: Connection) throws(DatabaseError) {
    let engine = FlowEngine(
      flows: [],
      connectors: Connectors([]),
      onWaitEnded: Automation.closeWait
    )
    for name in try ExecutionStore().involvement(of: user, in: connection).running {
      // One that went along with what it is part of has ended already.
      let isStopped = try engine.cancel(
        name,
        by: operatorID ?? "rakel",
        now: now.milliseconds,
        in: connection
      )
      guard isStopped else { continue }
      let entry = AuditEntry(
        .flowCancelled,
        by: operatorID,
        on: AuditSubject(.execution, name),
        at: now
      )
      try AuditStore.append(entry, in: connection)
    }
  }
}
