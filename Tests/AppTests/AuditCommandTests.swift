import Ground
import Helpdesk
import Storage
import Testing

// Commands are App's own.
@testable import App

@Suite struct AuditCommandTests {
  private let room: StaffRoom

  init() async throws {
    room = try StaffRoom()
    try await room.write { (connection) throws(DatabaseError) in
      try AuditStore.append(
        AuditEntry(
          .caseCreated,
          by: nil,
          on: AuditSubject(.helpdeskCase, 1001),
          details: ["flow": "Skriver", "attempt": 2],
          at: StaffRoom.ago(hours: 48)
        ),
        in: connection
      )
      try AuditStore.append(
        AuditEntry(
          .accessRefused,
          by: "per",
          on: AuditSubject(.intent, "Gevinst"),
          at: StaffRoom.ago(hours: 1)
        ),
        in: connection
      )
    }
  }

  @Test func `tells who did what`() async throws {
    #expect(
      try await room.run(AuditCommand.self).lines == [
        "no.  time                  who    what            on              details",
        "1    2026-11-16T11:06:40Z  rakel  case.created    case 1001       flow=Skriver attempt=2",
        "2    2026-11-18T10:06:40Z  per    access.refused  intent Gevinst",
      ]
    )
    for (word, numbers) in [
      ("--user=per", [2]), ("--event=case.created", [1]), ("--since=1d", [2]), ("--limit=1", [2]),
      ("--event=case.closed", []),
    ] as [(String, [JSON])] {
      let answer = try await room.run(AuditCommand.self, word, "--json")
      #expect(
        try JSON(parsing: answer.lines.joined()).array?.compactMap { $0["number"] } == numbers
      )
    }
  }

  @Test func `tells who was refused`() async throws {
    let expected = ["day         user  refused", "2026-11-18  per   1"]
    #expect(try await room.run(AuditCommand.self, "--refused").lines == expected)
  }

  @Test func `tells whether the audit was altered`() async throws {
    let intact = try await room.run(AuditCommand.self, "--verify")
    #expect(intact.lines.first?.hasPrefix("the audit is intact: 2 entries, head ") == true)
    try await room.write { (connection) throws(DatabaseError) in
      try connection.run("DROP TRIGGER auditIsNotAltered")
      try connection.run("UPDATE audit SET user = 'odd' WHERE number = 2")
    }
    let altered = try await room.run(AuditCommand.self, "--verify", "--json")
    #expect(altered.lines == [#"{"intact":false,"altered":2}"#])
    #expect(altered.status == 1)
    try await room.write { (connection) throws(DatabaseError) in
      try connection.run("DROP TRIGGER auditIsNotShortened")
      try connection.run("DELETE FROM audit WHERE number = 2")
    }
    let shortened = try await room.run(AuditCommand.self, "--verify")
    #expect(shortened.complaint == "the audit was shortened: entries after 1 are gone")
  }

  @Test(arguments: [
    "x", "--verify --refused", "--verify --user=per", "--refused --user=per", "--event=x",
    "--limit=0", "--limit=x", "--since=x",
  ])
  func `refuses what it does not understand`(line: String) async throws {
    let words = line.split(separator: " ").map(String.init) + ["--as", "ida"]
    await #expect(throws: UsageError.self) {
      try await room.run(AuditCommand.self, words: words)
    }
  }
}
