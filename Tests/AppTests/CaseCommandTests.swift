import Foundation
import Ground
import Helpdesk
import Storage
import Testing

// Commands are App's own.
@testable import App

@Suite struct CaseCommandTests {
  private let room: StaffRoom

  init() async throws {
    room = try StaffRoom()
    try await room.write { (connection) throws(DatabaseError) in
      let printer = CaseReport(
        user: "kari",
        municipality: "åsdal",
        subject: "Skriveren står",
        category: "printer",
        description: "Lys\nblinker\u{1B}[31m",
        priority: .high,
        flow: "Skriver",
        execution: "Skriver-1"
      )
      let lines = [
        Case.Line(isFromUser: true, text: "skriveren står", time: StaffRoom.ago(hours: 73)),
        Case.Line(isFromUser: false, text: "Hvilken?", time: StaffRoom.ago(hours: 73)),
      ]
      _ = try CaseStore.create(
        printer,
        key: "1",
        transcript: lines,
        at: StaffRoom.ago(hours: 72),
        in: connection
      )
      let access = CaseReport(user: "odd", subject: "Tilgang\ntil 日本", category: "access")
      _ = try CaseStore.create(access, key: "2", at: StaffRoom.ago(hours: 1), in: connection)
    }
  }

  @Test func `lists cases in columns`() async throws {
    let answer = try await room.run(CaseCommand.self, "list")
    #expect(
      answer.lines == [
        "case  age     status  priority  user  where  category  subject",
        "1002  1 hour  open    normal    odd          access    Tilgang til 日本",
        "1001  3 days  open    high      kari  åsdal  printer   Skriveren står",
      ]
    )
    #expect(answer.status == 0)
  }

  @Test(arguments: [
    (["--user", "kari"], [1001]), (["--user=odd"], [1002]), (["--municipality", "ÅSDAL"], [1001]),
    (["--flow", "Skriver"], [1001]), (["--age", "2d"], [1001]), (["--age", "60m"], [1002, 1001]),
    (["--status", "closed"], []), (["--status", "all"], [1002, 1001]),
    (["--user", "kari", "--age", "1w"], []),
  ])
  func `filters`(words: [String], numbers: [JSON]) async throws {
    let answer = try await room.run(
      CaseCommand.self,
      words: ["list", "--json", "--as", "ida"] + words
    )
    let found = try JSON(parsing: answer.lines.joined()).array ?? []
    #expect(found.compactMap { $0["number"] } == numbers)
  }

  @Test func `shows all of a case, and nothing a terminal would obey`() async throws {
    _ = try await room.run(CaseCommand.self, "note", "1001", "Ringt", "leverandøren")
    let answer = try await room.run(CaseCommand.self, "show", "1001")
    #expect(
      answer.lines == [
        "case 1001: Skriveren står", "  status    open, high priority", "  user      kari",
        "  where     åsdal", "  category  printer", "  flow      Skriver, Skriver-1",
        "  created   3 days ago (2026-11-15T11:06:40Z)", "  changed   now (2026-11-18T11:06:40Z)",
        "  Lys", "  blinker [31m", "  ida, now (2026-11-18T11:06:40Z):", "    Ringt leverandøren",
        "  > skriveren står", "  < Hvilken?",
      ]
    )
    let machine = try await room.run(CaseCommand.self, "show", "1001", "--json")
    let json = try JSON(parsing: machine.lines.joined())
    #expect(json["transcript"]?.array?.count == 2)
    #expect(json["notes"]?.array?.first?["text"] == "Ringt leverandøren")
    #expect(json["priority"] == "high")
  }

  @Test func `closes a case with a word about it, once`() async throws {
    let closed = try await room.run(CaseCommand.self, "close", "1001", "ferdig")
    #expect(closed.lines == ["case 1001: closed"])
    let again = try await room.run(CaseCommand.self, "close", "1001", "igjen")
    #expect(again.complaint == "case 1001 is closed already")
    #expect(again.status == 1)
    let notes = try await room.write { (connection) throws(DatabaseError) in
      try CaseStore.notes(of: 1001, in: connection)
    }
    #expect(notes.map(\.text) == ["ferdig"])
    #expect(try await room.events() == ["ida case.closed case 1001"])
  }

  @Test func `closes what is on the worklist for a case with it`() async throws {
    try await room.write { (connection) throws(DatabaseError) in
      let order = WorkOrder(title: "Bytt valse", caseNumber: 1001)
      _ = try WorklistStore.add(order, key: "k", at: StaffRoom.now, in: connection)
    }
    _ = try await room.run(CaseCommand.self, "close", "1001", "ferdig")
    let item = try await room.write { (connection) throws(DatabaseError) in
      try WorklistStore.find(1, in: connection)
    }
    #expect(item?.status == .done)
    #expect(item?.doneNote == "ferdig")
    #expect(
      try await room.events() == ["ida case.closed case 1001", "ida item.done item 1"]
    )
  }

  @Test func `notes on a case, and says who has to do something next`() async throws {
    let noted = try await room.run(
      CaseCommand.self,
      "note",
      "1002",
      "Venter på svar",
      "--status",
      "waiting",
      "--json"
    )
    #expect(try JSON(parsing: noted.lines.joined())["status"] == "waiting")
    #expect(
      try await room.events() == ["ida case.noted case 1002", "ida case.changed case 1002"]
    )
  }

  @Test func `masks what somebody types after all`() async throws {
    _ = try await room.run(CaseCommand.self, "note", "1001", "passordet er Sommer2024!")
    let notes = try await room.write { (connection) throws(DatabaseError) in
      try CaseStore.notes(of: 1001, in: connection)
    }
    #expect(notes.count == 1)
    #expect(notes.first?.text.contains("Sommer2024") == false)
  }

  @Test(arguments: ["show", "close", "note"])
  func `says that there is no such case`(verb: String) async throws {
    let answer = try await room.run(CaseCommand.self, verb, "7", verb == "note" ? "x" : "")
    #expect(answer.complaint?.contains("7") == true)
    #expect(answer.status == 1)
    #expect(try await room.events().isEmpty)
  }

  @Test(arguments: [
    [], ["open"], ["list", "1001"], ["show"], ["show", "x"], ["note", "1001"], ["close", "--age"],
    ["show", "1001", "--user", "kari"], ["list", "--status", "lost"], ["list", "--age", "3"],
    ["list", "--age", "d"], ["list", "--age", "-3d"], ["list", "--age", "999999d"],
    ["note", "1001", "x", "--status", "all"], ["list", "--colour"],
  ])
  func `refuses what it does not understand`(words: [String]) async throws {
    await #expect(throws: UsageError.self) {
      try await room.run(CaseCommand.self, words: words + ["--as", "ida"])
    }
  }
}
