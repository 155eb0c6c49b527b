import Foundation
import Helpdesk
import Storage
import Testing

// Commands are App's own.
@testable import App

@Suite struct StaffCommandTests {
  private let room: StaffRoom

  init() async throws {
    room = try StaffRoom()
    try await room.write { (connection) throws(DatabaseError) in
      let report = CaseReport(user: "kari", subject: "Skriveren står", category: "printer")
      _ = try CaseStore.create(report, key: "1", at: StaffRoom.now, in: connection)
      _ = try WorklistStore.add(WorkOrder(title: "a"), key: "1", at: StaffRoom.now, in: connection)
    }
  }

  private func refused(_ answer: Answer, _ user: String) {
    #expect(answer.complaint == "'\(user)' may not do this; it is for the IT staff")
    #expect(answer.lines.isEmpty)
    #expect(answer.status == 1)
  }

  @Test(arguments: ["kari", "per", "nobody", ""])
  func `refuses everybody else, and says so in the audit`(user: String) async throws {
    refused(try await room.run(CaseCommand.self, "list", "--json", as: user), user)
    refused(try await room.run(CaseCommand.self, "close", "1001", as: user), user)
    refused(try await room.run(WorklistCommand.self, "claim", "1", as: user), user)
    refused(try await room.run(StatusCommand.self, "add", "x", as: user), user)
    refused(try await room.run(AuditCommand.self, as: user), user)
    #expect(
      try await room.events()
        == ["case.list", "case.close", "worklist.claim", "status.add", "audit.list"].map {
          "\(user) access.refused command \($0)"
        }
    )
    let (status, item) = try await room.write { (connection) throws(DatabaseError) in
      (
        try CaseStore.find(1001, in: connection)?.status,
        try WorklistStore.find(1, in: connection)?.status
      )
    }
    #expect(status == .open)
    #expect(item == .open)
  }

  @Test func `wants to know who is asking`() async throws {
    let error = await #expect(throws: UsageError.self) {
      try await room.run(CaseCommand.self, words: ["list"])
    }
    #expect(error?.description == "say who you are with --as USER")
  }

  @Test func `makes no database where there is none`() async throws {
    let error = await #expect(throws: DatabaseFault.self) {
      try await room.run(CaseCommand.self, words: ["list", "--as", "ida"], state: "typo")
    }
    #expect(error?.description.hasSuffix("typo/rakel.sqlite'; is --state right?") == true)
    #expect(!room.isThere("typo"))
  }

  /// Ways in which a file is no longer a database.
  enum Damage: CaseIterable { case nonsense, cut, holes }

  @Test(arguments: Damage.allCases)
  func `says in one line that the database is damaged, and leaves it alone`(
    damage: Damage
  ) async throws {
    let file = URL(filePath: room.databasePath)
    for suffix in ["-wal", "-shm"] {
      // It may be gone with the last connection.
      try? FileManager.default.removeItem(atPath: file.path + suffix)
    }
    var bytes = [UInt8](try Data(contentsOf: file))
    switch damage {
    case .nonsense: bytes = Array(repeating: 0x41, count: bytes.count)
    case .cut: bytes.removeLast(bytes.count / 2)
    case .holes: for index in 4_096..<bytes.count { bytes[index] = 0x41 }
    }
    try Data(bytes).write(to: file)
    let error = await #expect(throws: DatabaseFault.self) {
      try await room.run(CaseCommand.self, "close", "1001")
    }
    #expect(error?.description.contains("is damaged") == true)
    #expect(error?.description.contains("\n") == false)
    #expect([UInt8](try Data(contentsOf: file)) == bytes)
  }
}
