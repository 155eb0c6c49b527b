import Channels
import Dialogue
import Flows
import Foundation
import Ground
import Helpdesk
import Messaging
import Storage
import Telemetry
import TestKit
import Testing

// The housekeeping is App's own.
@testable import App

@Suite struct HousekeepingTests {
  private static let now = Date(timeIntervalSince1970: 1_795_000_000)

  private let folder: TemporaryFolder
  private let database: Database
  private let time = VirtualTime(now)
  private let metrics = Metrics()

  init() throws {
    folder = try TemporaryFolder()
    database = try Database(path: folder.path("rakel.sqlite"), layouts: Tables.all)
  }

  private var housekeeping: Housekeeping {
    Housekeeping(
      database: database,
      purges: Purge.all(ServerConfiguration.KeepDays()),
      clock: time,
      log: .none,
      metrics: metrics
    )
  }

  private static func ago(days: Int) -> Date { now.addingTimeInterval(-86_400 * Double(days)) }

  private func write(_ body: @Sendable (Connection) throws(DatabaseError) -> Void) async throws {
    try await database.write(body)
  }

  private func count(_ table: String) async throws -> Int {
    try await database.read { (connection) throws(DatabaseError) in
      try connection.rows("SELECT count(*) FROM \(table)") { (row) in row.integer(0) }
    }[0]
  }

  /// Something of every kind, so many days old, under names that end in `mark`.
  private func fill(_ mark: String, days: Int) async throws {
    let then = Self.ago(days: days)
    try await write { (connection) throws(DatabaseError) in
      let reference = Reference(
        user: "kari-\(mark)",
        channelID: "msteams",
        serviceURL: "https://smba.example/",
        conversationID: "a:\(mark)",
        isPersonal: true,
        botID: "28:b",
        channelUserID: "29:\(mark)"
      )
      try ReferenceStore.keep(reference, at: then, in: connection)
      var refused = reference
      (refused.user, refused.key) = ("refused:\(mark)", "refused:\(mark)")
      try ReferenceStore.keep(refused, at: then, in: connection)
      try RefusalStore.note(mark, at: then, in: connection)
      let incoming = Incoming(
        conversation: reference.key,
        user: reference.user,
        activityID: "1",
        content: .text("hemmelig \(mark)", isMasked: false)
      )
      let number = try InboxStore.add(incoming, at: then, in: connection) ?? 0
      _ = try InboxStore.settle(number, at: then, in: connection)
      let sent = try OutboxStore.add(
        OutgoingMessage("hemmelig \(mark)"),
        to: reference.user,
        at: then,
        in: connection
      )
      try OutboxStore.markDelivered(sent, at: then, in: connection)
      try connection.run(
        "INSERT INTO conversation (id, state, updated, user) VALUES (?, '{}', ?, ?)",
        .text(reference.key),
        .real(then.timeIntervalSince1970),
        .text(reference.user)
      )
      try connection.run(
        "INSERT INTO message (conversation, fromUser, text, time) VALUES (?, 1, ?, ?)",
        .text(reference.key),
        .text("hemmelig \(mark)"),
        .real(then.timeIntervalSince1970)
      )
      let report = CaseReport(user: reference.user, subject: "hemmelig \(mark)", category: "pc")
      let helpdeskCase = try CaseStore.create(report, key: mark, at: then, in: connection).number
      let note = Note(by: "ida", at: then, "hemmelig \(mark)")
      _ = try CaseStore.note(note, on: helpdeskCase, in: connection)
      _ = try CaseStore.set(.closed, of: helpdeskCase, at: then, in: connection)
      let item = try WorklistStore.add(WorkOrder(title: mark), key: mark, at: then, in: connection)
      _ = try WorklistStore.finish(
        item.number,
        with: note,
        answering: FlowAnswers(),
        in: connection
      )
      try AuditStore.append(AuditEntry(.caseCreated, by: "ida", at: then), in: connection)
    }
  }

  private static let tables = [
    "inbox", "outbox", "message", "conversation", "reference", "refusal", "cases", "caseNote",
    "workItem",
  ]

  @Test func `lets go of what is old, of every kind`() async throws {
    try await fill("old", days: 1_096)
    try await fill("new", days: 1)
    await housekeeping.run()
    for table in Self.tables {
      #expect(try await count(table) == (table == "reference" ? 2 : 1), "\(table)")
    }
    // The new entry, and the one about those that went.
    #expect(try await count("audit") == 2)
    #expect(metrics.value(of: .purged, ["kind": "messages"]) == 2)
    #expect(metrics.value(of: .databaseIsSound) == 1)
  }

  @Test func `nothing of it is left in the bytes of the file or its log`() async throws {
    try await fill("gammelt", days: 1_096)
    try await fill("nytt", days: 1)
    func bytes() throws -> Data {
      try ["rakel.sqlite", "rakel.sqlite-wal"].reduce(into: Data()) {
        $0 += try Data(contentsOf: URL(filePath: folder.path($1)))
      }
    }
    #expect(try bytes().firstRange(of: Data("hemmelig gammelt".utf8)) != nil)
    await housekeeping.run()
    #expect(try bytes().firstRange(of: Data("hemmelig gammelt".utf8)) == nil)
    #expect(try bytes().firstRange(of: Data("hemmelig nytt".utf8)) != nil)
  }

  @Test func `keeps each kind as long as it is told`() async throws {
    // Between any two of these numbers of days one kind more goes.
    let left: [(days: Int, tables: Int)] = [
      (6, 9), (8, 8), (31, 6), (181, 4), (401, 3), (1_094, 3), (1_096, 0),
    ]
    for (index, expected) in left.enumerated() {
      let room = try HousekeepingTests()
      try await room.fill("a", days: expected.days)
      await room.housekeeping.run()
      var tables = 0
      for table in Self.tables where try await room.count(table) > 0 { tables += 1 }
      #expect(tables == expected.tables, "\(index): after \(expected.days) days")
    }
  }

  @Test func `keeps what is still needed, however old`() async throws {
    let then = Self.ago(days: 2_000)
    try await write { (connection) throws(DatabaseError) in
      let incoming = Incoming(
        conversation: "c",
        user: "kari",
        activityID: "1",
        content: .text("hei", isMasked: false)
      )
      _ = try InboxStore.add(incoming, at: then, in: connection)
      let card = try OutboxStore.add(
        OutgoingMessage("et kort"),
        to: "kari",
        at: then,
        in: connection
      )
      try OutboxStore.markDelivered(card, at: then, in: connection)
      let receipt = OutgoingMessage("kvittering", replaces: card)
      _ = try OutboxStore.add(receipt, to: "kari", at: then, in: connection)
      let question = Question(
        token: "t",
        execution: "e",
        flow: "F",
        user: "kari",
        text: "Hva?",
        inputs: [],
        asked: then
      )
      let asked = try QuestionStore.open(
        question,
        saying: { _ in OutgoingMessage("Hva?") },
        in: connection
      )
      try OutboxStore.markDelivered(asked.message, at: then, in: connection)
      _ = try CaseStore.create(
        CaseReport(user: "kari", subject: "åpen", category: "pc"),
        key: "k",
        at: then,
        in: connection
      )
    }
    await housekeeping.run()
    #expect(try await count("inbox") == 1)
    #expect(try await count("outbox") == 3)
    #expect(try await count("question") == 1)
    #expect(try await count("cases") == 1)
  }

  @Test func `lets go of more than one step takes`() async throws {
    let then = Self.ago(days: 500)
    try await write { (connection) throws(DatabaseError) in
      for number in 1...1_300 {
        let sent = try OutboxStore.add(
          OutgoingMessage("\(number)", replaces: number.isMultiple(of: 7) ? number - 1 : nil),
          to: "kari",
          at: then,
          in: connection
        )
        try OutboxStore.markDelivered(sent, at: then, in: connection)
        try AuditStore.append(
          AuditEntry(.caseCreated, by: "ida", at: Self.ago(days: 1_200)),
          in: connection
        )
      }
    }
    await housekeeping.run()
    #expect(try await count("outbox") == 0)
    #expect(try await count("audit") == 1)
  }

  @Test func `takes runs that have ended with all that belongs to them`() async throws {
    let engine = FlowEngine(
      flows: [
        try Flow(
          name: "Mange",
          text: """
            {"StartAt": "All", "States": {"All": {"Type": "Map", "ItemsPath": "$.items", "End": true,
              "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}}}}}
            """
        ),
        try Flow(
          name: "Vent",
          text:
            #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 999999999, "End": true}}}"#
        ),
      ],
      connectors: Connectors([])
    )
    let then = Self.ago(days: 500).milliseconds
    try await write { (connection) throws(DatabaseError) in
      // More rows than one step takes: 300 children, each with its history.
      let items = JSON.array((0..<300).map(JSON.integer))
      for (flow, input) in [("Mange", ["items": items]), ("Vent", [:])] as [(String, JSON)] {
        _ = try engine.start(flow, input: input, now: then, in: connection)
      }
      while try engine.round(replies: [], now: then, limit: 1_000, in: connection).executions > 0 {}
    }
    #expect(try await count("execution") == 302)
    await housekeeping.run()
    #expect(try await count("execution") == 1)
    #expect(try await count("event WHERE execution NOT IN (SELECT id FROM execution)") == 0)
  }

  @Test func `is due once a day, whatever the clock and restarts do`() async throws {
    #expect(try await housekeeping.due() == Self.now)
    await housekeeping.run()
    #expect(try await housekeeping.due() == Self.now.addingTimeInterval(Housekeeping.day))
    time.set(to: Self.now.addingTimeInterval(-30 * Housekeeping.day))
    #expect(try await housekeeping.due() == Self.now.addingTimeInterval(-29 * Housekeeping.day))
  }
}
