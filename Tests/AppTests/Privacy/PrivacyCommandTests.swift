import Flows
import Foundation
import Ground
import HTTP
import Helpdesk
import Messaging
import Storage
import TestKit
import Testing

// What the commands print is App's own.
@testable import App

@Suite struct PrivacyCommandTests {
  private static let now = StaffRoom.now

  private func export(_ room: ServingRoom, _ words: String...) async throws -> Answer {
    let place = ["--content", room.folder.url.path]
    return try await PrivacyExportCommand.answer(Arguments(words + place), at: Self.now)
  }

  private func delete(
    _ room: ServingRoom,
    _ words: String...,
    asking consent: Consent = Consent(ask: nil)
  ) async throws -> Answer {
    try await PrivacyDeleteCommand.answer(
      Arguments(words + ["--content", room.folder.url.path]),
      at: Self.now,
      asking: consent
    )
  }

  /// Anna and Olav have talked; Anna has a flow, a case and a work item.
  private func talked() async throws -> ServingRoom {
    let room = try ServingRoom()
    _ = try await room.message(["text": "annasord virker ikke"])
    _ = try await room.webhook("olavsord virker ikke")
    try await room.start("Ord", for: "anna")
    _ = try await room.message(["text": "annasvar på spørsmålet"])
    _ = try await room.chat(["annalinje i terminalen"], as: "anna")
    try await room.database.write { (connection) throws(DatabaseError) in
      for user in ["anna", "olav"] {
        let report = CaseReport(
          user: user,
          subject: "\(user)sak",
          category: "pc",
          description: "\(user)sak"
        )
        let number = try CaseStore.create(report, key: user, at: Self.now, in: connection).number
        let note = Note(by: "ivar", at: Self.now, "\(user)notat")
        _ = try CaseStore.note(note, on: number, in: connection)
        let order = WorkOrder(title: "\(user)jobb", device: "\(user)pc", user: user)
        _ = try WorklistStore.add(order, key: "j\(user)", at: Self.now, in: connection)
        try connection.run(
          """
          INSERT INTO device (serial, name, user, ownership, isShared, readiness, stage, changed)
          VALUES (?1, ?1, ?2, 'organisation', 0, 'unknown', 'inUse', 0)
          """,
          .text("\(user)maskin"),
          .text("\(user)@x.example")
        )
      }
    }
    return room
  }

  private func sections(_ answer: Answer) throws -> [String: JSON] {
    let document = try JSON(parsing: answer.lines.joined(separator: "\n"))
    var sections: [String: JSON] = [:]
    for section in document["sections"]?.array ?? [] {
      sections[section["kind"]?.string ?? ""] = section
    }
    return sections
  }

  @Test func `exports everything about a person, and nothing of others`() async throws {
    let room = try await talked()
    let answer = try await export(room, "anna")
    #expect(answer.status == 0)
    let sections = try sections(answer)
    let counts = sections.mapValues { $0["count"]?.int ?? 0 }
    #expect(counts["conversations"] == 2)
    #expect(counts["inbox"] == 2)
    #expect(counts["references"] == 1)
    #expect(counts["questions"] == 3)
    #expect(counts["executions"] == 1)
    #expect(counts["cases"] == 1)
    #expect(counts["workItems"] == 1)
    #expect(counts["machines"] == 1)
    #expect((counts["outbox"] ?? 0) > 3)
    let text = answer.lines.joined()
    for word in ["annasord", "annasvar", "annalinje", "annasak", "annanotat", "annajobb"] {
      #expect(text.contains(word), "\(word)")
    }
    #expect(!text.contains("olav"))
    for section in sections.values {
      #expect(section["kept"]?.string?.contains("days") == true || section["kind"] == "caseNotes")
    }
    #expect(try await export(room, "olav").lines.joined().contains("olavsord"))
  }

  @Test func `writes the export to a file, and the audit has it`() async throws {
    let room = try await talked()
    let path = room.folder.path("anna.json")
    let answer = try await export(room, "anna", "--out", path, "--as", "ivar")
    #expect(answer.lines.isEmpty)
    #expect(try String(contentsOfFile: path, encoding: .utf8).contains("annasord"))
    let again = try await export(room, "anna")
    #expect(try sections(again)["audit"]?["entries"]?.array?.last?["event"] == "privacy.exported")
  }

  @Test func `says that it knows nothing of somebody`() async throws {
    let room = try ServingRoom()
    for answer in [try await export(room, "ukjent"), try await delete(room, "ukjent", "--yes")] {
      #expect(answer.status == 1)
      #expect(answer.complaint?.contains("'ukjent'") == true)
    }
    #expect(try await export(room, "anna").status == 0)
  }

  @Test func `is for the IT staff where somebody says who they are`() async throws {
    let room = try await talked()
    #expect(try await export(room, "anna", "--as", "olav").status == 1)
    #expect(try await delete(room, "anna", "--yes", "--as", "olav").status == 1)
    #expect(try await export(room, "anna").lines.joined().contains("annasord"))
  }

  @Test func `refuses while a flow runs, and asks before it deletes`() async throws {
    let room = try await talked()
    let refused = try await delete(room, "anna", "--yes")
    #expect(refused.complaint?.contains("--cancel-flows") == true)
    let declined = try await delete(
      room,
      "anna",
      "--cancel-flows",
      asking: Consent { _ in false }
    )
    #expect(declined.complaint == "nothing was deleted")
    await #expect(throws: UsageError.self) { try await delete(room, "anna", "--cancel-flows") }
    #expect(try await export(room, "anna").lines.joined().contains("annasord"))
  }

  @Test func `deletes a person beside the running server, and leaves others alone`() async throws {
    let room = try await talked()
    let before = try await export(room, "olav").lines.joined()
    let answer = try await delete(room, "anna", "--yes", "--cancel-flows", "--as", "ivar")
    #expect(answer.status == 0)
    let after = try sections(try await export(room, "anna"))
    for (kind, section) in after where kind != "audit" {
      #expect(section["count"] == 0, "\(kind)")
    }
    var bytes = Data()
    for file in room.files.dropLast() { bytes += try Data(contentsOf: URL(filePath: file)) }
    for word in [
      "annasord", "annasvar", "annalinje", "annasak", "annanotat", "annajobb", "annapc",
      "anna@x.example",
    ] {
      #expect(bytes.firstRange(of: Data(word.utf8)) == nil, "\(word)")
    }
    let others = try await export(room, "olav").lines.joined()
    #expect(others.contains("olavsak") && others.contains("olavjobb"))
    #expect(before.contains("olavsord") && others.contains("olavsord"))
    let kept = try await room.database.read { (connection) throws(DatabaseError) in
      (
        try CaseStore.cases(CaseFilter(), in: connection).map(\.report.user),
        try WorklistStore.items(WorklistFilter(), in: connection).compactMap(\.order.user),
        try AuditStore.verdict(in: connection)
      )
    }
    #expect(kept.0.count == 2 && kept.0.contains("olav") && !kept.0.contains("anna"))
    #expect(Set(kept.0) == Set(kept.1))
    let machines = try sections(try await export(room, "olav"))["machines"]
    #expect(machines?["count"] == 1)
    guard case .intact = kept.2 else { throw UsageError("the audit is not intact") }
  }

  @Test func `the server goes on with a person as with a new one`() async throws {
    let room = try await talked()
    _ = try await delete(room, "anna", "--yes", "--cancel-flows")
    #expect(try await room.message(["text": "hei igjen"]).status == .ok)
    let sections = try sections(try await export(room, "anna"))
    #expect(sections["conversations"]?["count"] == 1)
    #expect(sections["references"]?["count"] == 1)
  }

  @Test func `waits for the answer to the flows of others, or lets them go on without`()
    async throws
  {
    let room = try ServingRoom()
    try await room.start("Ord", for: "olav")
    try await room.database.write { (connection) throws(DatabaseError) in
      try connection.run("UPDATE question SET user = 'anna'")
    }
    #expect(try await delete(room, "anna", "--yes").status == 1)
    #expect(try await delete(room, "anna", "--yes", "--cancel-flows").status == 0)
    let running = try await room.database.read { (connection) throws(DatabaseError) in
      try ExecutionStore().involvement(of: "olav", in: connection).running
    }
    #expect(running.count == 1)
    #expect(try sections(try await export(room, "anna"))["questions"]?["count"] == 0)
  }
}
