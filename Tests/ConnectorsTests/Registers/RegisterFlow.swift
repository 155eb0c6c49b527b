import Connectors
import Flows
import Foundation
import Ground
import Helpdesk
import Messaging
import Storage

/// A flow that calls the registers, in memory.
struct RegisterFlow {
  static let now = Date(timeIntervalSince1970: 1_795_000_000)

  /// So many minutes after nine o'clock on a Monday.
  static func workday(_ minutes: Double) -> Date {
    Date(timeIntervalSince1970: 1_795_420_800 + minutes * 60)
  }

  let database: Database
  var input: JSON = [
    "user": ["id": "kari", "municipality": "åsdal"], "language": "nn", "conversation": "c",
  ]
  var user: String? = "kari"
  var execution = "Skriver-1"

  init() throws {
    database = try Database(
      path: ":memory:",
      layouts: [
        CaseStore.layout, WorklistStore.layout, AuditStore.layout, AnnouncementStore.layout,
        GainStore.layout, LicenceRemovalStore.layout, OutboxStore.layout, QuestionStore.layout,
        WorkCardStore.layout,
        FleetStore.layout, CampaignStore.layout, RolloverStore.layout,
      ]
    )
  }

  /// Calls `card.verb` with some parameters.
  ///
  /// - Parameter cards: the cards that show work items.
  func call(
    _ resource: String,
    _ parameters: JSON = [:],
    key: String = "k",
    token: String? = nil,
    cards: WorkCards = WorkCards()
  ) async throws -> TaskOutcome {
    let words = resource.split(separator: ".").map(String.init)
    let all = RegisterConnectors.all(
      transcript: { (conversation, _, _) in
        [Case.Line(isFromUser: true, text: "sagt i \(conversation)", time: Self.now)]
      },
      cards: cards
    )
    guard let connector = all.first(where: { $0.name == words[0] }) else {
      return .failed(error: "none", cause: words[0])
    }
    let request = TaskRequest(
      verb: words[1],
      parameters: parameters,
      token: token,
      key: key,
      execution: execution,
      flow: "Skriver",
      state: "S",
      user: user,
      input: input,
      entered: Self.now,
      now: Self.now
    )
    return try await database.write { (connection) throws(DatabaseError) in
      try connector.perform(request, in: connection)
    }
  }

  /// The cause of a failure with that error name; nil for any other outcome.
  func cause(
    of error: String,
    _ resource: String,
    _ parameters: JSON
  ) async throws -> String? {
    guard case .failed(error, let cause) = try await call(resource, parameters) else { return nil }
    return cause
  }

  /// The events in the audit, in order.
  func events() async throws -> [AuditEntry] {
    try await database.read { (connection) throws(DatabaseError) in
      try AuditStore.records(AuditFilter(), in: connection).map(\.entry)
    }
  }
}
