import Foundation
import Ground
import Helpdesk
import Storage
import Testing

@Suite struct AuditStoreTests {
  private let registers: Registers

  init() throws { registers = try Registers() }

  private static func entry(_ number: Int) -> AuditEntry {
    AuditEntry(
      number.isMultiple(of: 2) ? .caseCreated : .flowStarted,
      by: number.isMultiple(of: 3) ? nil : "kari",
      on: number == 5 ? nil : AuditSubject(.helpdeskCase, 1000 + number),
      details: ["flow": "Skriver", "attempt": .integer(number)],
      at: Registers.hour(Double(number))
    )
  }

  private func fill(_ count: Int) async throws {
    try await registers { (connection) throws(DatabaseError) in
      for number in 1...count { try AuditStore.append(Self.entry(number), in: connection) }
    }
  }

  private func verdict() async throws -> AuditVerdict {
    try await registers.database.read { (connection) throws(DatabaseError) in
      try AuditStore.verdict(in: connection)
    }
  }

  private func records(_ change: @Sendable (inout AuditFilter) -> Void) async throws -> [Int] {
    var filter = AuditFilter()
    change(&filter)
    return try await registers.database.read { [filter] (connection) throws(DatabaseError) in
      try AuditStore.records(filter, in: connection).map(\.number)
    }
  }

  @Test func `gives back what was written, and is intact`() async throws {
    #expect(try await verdict() == .intact(entries: 0, head: [UInt8](repeating: 0, count: 32)))
    try await fill(6)
    let records = try await registers { (connection) throws(DatabaseError) in
      try AuditStore.records(AuditFilter(), in: connection)
    }
    #expect(records.map(\.entry) == (1...6).map(Self.entry))
    guard case .intact(entries: 6, _) = try await verdict() else {
      Issue.record("not intact")
      return
    }
  }

  @Test func `gives the entries that a filter lets through, the newest last`() async throws {
    try await fill(6)
    #expect(try await records { $0.user = "kari" } == [1, 2, 4, 5])
    #expect(try await records { $0.event = .caseCreated } == [2, 4, 6])
    #expect(try await records { $0.subject = AuditSubject(.helpdeskCase, 1003) } == [3])
    #expect(try await records { $0.subject = AuditSubject(.item, 1003) } == [])
    #expect(try await records { $0.since = Registers.hour(4) } == [4, 5, 6])
    #expect(try await records { $0.limit = 2 } == [5, 6])
  }

  @Test(arguments: [
    "UPDATE audit SET user = 'odd'", "DELETE FROM audit",
    "INSERT OR REPLACE INTO audit SELECT 1, time, 'odd', event, kind, subject, details, hash FROM audit WHERE number = 1",
    "INSERT INTO audit SELECT -1, time, 'odd', event, kind, subject, details, hash FROM audit WHERE number = 1",
  ])
  func `refuses`(sql: String) async throws {
    try await fill(3)
    let error = await #expect(throws: DatabaseError.self) {
      try await registers { (connection) throws(DatabaseError) in try connection.run(sql) }
    }
    #expect(error?.message == "the audit is append-only")
    #expect(try await records { _ in } == [1, 2, 3])
  }

  @Test(
    arguments: [
      ("UPDATE audit SET user = 'odd' WHERE number = 3", .altered(entry: 3)),
      ("UPDATE audit SET user = NULL WHERE number = 2", .altered(entry: 2)),
      ("UPDATE audit SET time = time + 1 WHERE number = 1", .altered(entry: 1)),
      ("UPDATE audit SET event = 'flow.cancelled' WHERE number = 4", .altered(entry: 4)),
      ("UPDATE audit SET kind = NULL, subject = NULL WHERE number = 4", .altered(entry: 4)),
      ("UPDATE audit SET kind = subject, subject = kind WHERE number = 4", .altered(entry: 4)),
      ("UPDATE audit SET details = '{}' WHERE number = 6", .altered(entry: 6)),
      ("UPDATE audit SET hash = zeroblob(32) WHERE number = 6", .altered(entry: 6)),
      ("DELETE FROM audit WHERE number = 1", .altered(entry: 1)),
      ("DELETE FROM audit WHERE number = 3", .altered(entry: 3)),
      ("DELETE FROM audit WHERE number > 4", .shortened(to: 4)),
      ("DELETE FROM audit", .shortened(to: 0)),
    ] as [(String, AuditVerdict)]
  )
  func `shows who went round the triggers`(sql: String, expected: AuditVerdict) async throws {
    try await fill(6)
    try await registers { (connection) throws(DatabaseError) in
      try connection.run("DROP TRIGGER auditIsNotAltered")
      try connection.run("DROP TRIGGER auditIsNotShortened")
      try connection.run(sql)
    }
    #expect(try await verdict() == expected)
  }

  @Test func `hashes as it always did`() async throws {
    try await fill(3)
    guard case .intact(_, let head) = try await verdict() else {
      Issue.record("not intact")
      return
    }
    // By another program, from the words that describe the chain.
    #expect(
      head.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        == "4b29681c80a8293e1b20a8ab07551bbe2d097089e726dc19ac57970a85d68ce6"
    )
  }

  @Test func `tells a whole new chain by its head only`() async throws {
    try await fill(1)
    let before = try await verdict()
    let other = try Registers()
    try await other { (connection) throws(DatabaseError) in
      try AuditStore.append(Self.entry(2), in: connection)
    }
    let after = try await other { (connection) throws(DatabaseError) in
      try AuditStore.verdict(in: connection)
    }
    #expect(before != after)
  }

  @Test func `verifies more than a page`() async throws {
    try await fill(2_001)
    guard case .intact(entries: 2_001, _) = try await verdict() else {
      Issue.record("not intact")
      return
    }
  }

  @Test func `counts who was refused, by day`() async throws {
    let times: [(String, Double)] = [("per", 0), ("per", 1), ("odd", 1), ("per", 30), ("odd", -30)]
    try await registers { (connection) throws(DatabaseError) in
      for (user, hour) in times {
        try AuditStore.append(
          AuditEntry(
            .accessRefused,
            by: user,
            on: AuditSubject(.intent, "Gevinst"),
            at: Registers.hour(hour)
          ),
          in: connection
        )
      }
      try AuditStore.append(
        AuditEntry(.caseCreated, by: "per", at: Registers.hour(1)),
        in: connection
      )
    }
    let (all, today, none) = try await registers { (connection) throws(DatabaseError) in
      (
        try AuditStore.refusals(since: Registers.hour(0), in: connection),
        try AuditStore.refusals(of: "per", onDayOf: Registers.hour(0), in: connection),
        try AuditStore.refusals(of: "kari", onDayOf: Registers.hour(0), in: connection)
      )
    }
    #expect(
      all == [
        Refusals(user: "per", day: "2026-11-19", count: 1),
        Refusals(user: "per", day: "2026-11-18", count: 2),
        Refusals(user: "odd", day: "2026-11-18", count: 1),
      ]
    )
    #expect(today == 2)
    #expect(none == 0)
  }

  @Test(arguments: [
    ("case.created", true), ("licence.removed", true), ("pc.wiped-2.x", true), ("case", false),
    ("case.", false), (".case", false), ("Case.created", false), ("case.opprettet på", false),
    ("a..b", false), ("", false), ("a.b\u{0}", false),
    ("a." + String(repeating: "b", count: 63), false),
  ])
  func `takes only plain names of events`(name: String, isPlain: Bool) {
    #expect((AuditEvent(rawValue: name) != nil) == isPlain)
  }

  @Test func `knows which names are Rakel's own`() {
    #expect(AuditEvent(rawValue: "case.stolen")?.isOwn == true)
    #expect(AuditEvent(rawValue: "licence.removed")?.isOwn == false)
    #expect(AuditEvent.accessRefused.isOwn)
  }

  @Test(
    arguments: [
      ("Skriver", "Skriver"), ("kari@åsdal.example", "kari@åsdal.example"), (12, 12), (nil, nil),
      (["a", 1], ["a", 1]), ("passordet er x", "…"), (["a", "b c"], "…"), (["a": "b"], "…"),
      ("a\nb", "…"), (.string(String(repeating: "a", count: 101)), "…"), ([["a"]], "…"),
    ] as [(JSON, JSON)]
  )
  func `keeps no free text`(value: JSON, kept: JSON) {
    let details = AuditDetails(["x": value].json)
    #expect(details.json["x"] == kept)
    #expect((AuditDetails.firstRefused(of: ["x": value].json) == nil) == (value == kept))
  }
}

extension [String: JSON] {
  /// The members as an object.
  fileprivate var json: JSONObject {
    reduce(into: JSONObject()) { $0[$1.key] = $1.value }
  }
}
