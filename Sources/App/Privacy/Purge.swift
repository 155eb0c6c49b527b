internal import Channels
internal import Dialogue
internal import Flows
internal import Foundation
internal import Helpdesk
internal import Messaging
internal import Storage
internal import Telemetry

/// One kind of data, how long it is kept, and how what is older is let go of.
struct Purge: Sendable {
  /// What it is called in the settings, in the log and in metrics.
  let kind: Word
  let days: Int
  /// Where it lies, gone through in this order.
  let parts: [Part]

  /// What is gone through by itself, a stretch in each transaction.
  enum Part: Sendable {
    case inbox, executions, questions, outbox, messages, conversations, references
    case refusals
    /// Where those were told who have no access.
    case refused
    case cases, workItems, campaigns, exchanges, reservations, audit
    /// A scan that was never gone on with; one that is finished leaves nothing.
    case licenceScans
    /// Whom the last finished scan found.
    case licenceFindings
    /// The ledger of licences that were taken.
    case licenceRemovals
    /// The licences that somebody wanted to be kept, once that is over.
    case licenceKeeps
    /// What people were called who are gone.
    case formerPeople
  }

  /// Every kind there is.
  ///
  /// What executions have asked goes with them, and open questions hold messages: in this order most goes on one day.
  static func all(_ keep: ServerConfiguration.KeepDays) -> [Purge] {
    [
      Purge(kind: "inbox", days: keep.inbox, parts: [.inbox]),
      Purge(kind: "executions", days: keep.executions, parts: [.executions]),
      Purge(kind: "questions", days: keep.questions, parts: [.questions]),
      Purge(kind: "outbox", days: keep.outbox, parts: [.outbox]),
      Purge(kind: "messages", days: keep.messages, parts: [.messages, .conversations]),
      Purge(kind: "references", days: keep.references, parts: [.references]),
      Purge(kind: "refusals", days: keep.refusals, parts: [.refusals, .refused]),
      Purge(
        kind: "cases",
        days: keep.cases,
        parts: [.cases, .workItems, .campaigns, .exchanges, .reservations, .formerPeople]
      ),
      Purge(kind: "audit", days: keep.audit, parts: [.audit]),
      // No setting: after a day it can be gone on with no more.
      Purge(kind: "licenceScans", days: 1, parts: [.licenceScans]),
      // Nor here: plans are made of it for a week, and looked at a little longer.
      Purge(kind: "licenceFindings", days: 30, parts: [.licenceFindings]),
      // Nor here: what was saved is counted, and what was taken can be given back, for two years.
      Purge(kind: "licenceRemovals", days: 730, parts: [.licenceRemovals]),
      // From the day that it holds no longer.
      Purge(kind: "licenceKeeps", days: 1, parts: [.licenceKeeps]),
    ]
  }

  /// Lets go of what is too old, and gives how many rows that were.
  func run(at now: Date, on database: Database) async throws(DatabaseError) -> Int {
    let before = now.addingTimeInterval(-Double(days) * 86_400)
    var removed = 0
    for part in parts {
      var next: Int? = 0
      while let after = next, !Task.isCancelled {
        let sweep = try await database.write { (connection) throws(DatabaseError) in
          if case .audit = part, after == 0 {
            _ = try AuditStore.trim(before: before, at: now, in: connection)
          }
          return try part.sweep(before: before, after: after, in: connection)
        }
        removed += sweep.removed
        next = sweep.next
      }
    }
    return removed
  }
}

extension Purge.Part {
  /// Deletes what is from before `time` among the next rows after `row`.
  fileprivate func sweep(
    before time: Date,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    switch self {
    case .inbox: try InboxStore.purge(before: time, after: row, in: connection)
    case .executions: try executions(before: time, after: row, in: connection)
    case .questions: try QuestionStore.purge(before: time, after: row, in: connection)
    case .outbox: try OutboxStore.purge(before: time, after: row, in: connection)
    case .messages:
      try ConversationStore.purgeMessages(before: time, after: row, in: connection)
    case .conversations: try ConversationStore.purge(before: time, after: row, in: connection)
    case .references: try ReferenceStore.purge(unseenSince: time, after: row, in: connection)
    case .refusals: try RefusalStore.purge(before: time, after: row, in: connection)
    case .refused:
      try ReferenceStore.purge(
        unseenSince: time,
        ofUsers: Channels.Refusals.prefix,
        after: row,
        in: connection
      )
    case .cases: try CaseStore.purge(before: time, after: row, in: connection)
    case .workItems: try WorklistStore.purge(before: time, after: row, in: connection)
    case .campaigns: try CampaignStore.purge(before: time, after: row, in: connection)
    case .exchanges: try RolloverStore.purge(before: time, after: row, in: connection)
    case .reservations: try ReservationStore.purge(before: time, after: row, in: connection)
    case .audit: try AuditStore.purge(after: row, in: connection)
    case .formerPeople: try PersonStore.purge(before: time, after: row, in: connection)
    case .licenceScans: try LicenceScanStore.purge(before: time, after: row, in: connection)
    case .licenceKeeps: try LicenceKeepStore.purge(before: time, after: row, in: connection)
    case .licenceFindings:
      try LicenceFindingStore.purge(before: time, after: row, in: connection)
    case .licenceRemovals:
      try LicenceRemovalStore.purge(before: time, after: row, in: connection)
    }
  }

  private func executions(
    before time: Date,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    var purged = try ExecutionStore().purge(
      endedBefore: time.milliseconds,
      after: row,
      in: connection
    )
    purged.sweep.removed += try QuestionStore.forget(ofExecutions: purged.names, in: connection)
    return purged.sweep
  }
}
