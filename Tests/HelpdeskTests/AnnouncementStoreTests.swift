import Foundation
import Helpdesk
import Storage
import Testing

@Suite struct AnnouncementStoreTests {
  private let registers: Registers

  init() throws { registers = try Registers() }

  private func fill() async throws {
    try await registers { (connection) throws(DatabaseError) in
      for (text, municipality, hour) in [
        ("Visma er nede", nil, 0.0), ("Nettet er nede", "Åsdal", 2), ("Skriver", "storøya", 1),
        ("I morgen", nil, 24),
      ] as [(String, String?, Double)] {
        let notice = Announcement.Notice(
          text,
          system: "s",
          municipality: municipality,
          since: Registers.hour(hour)
        )
        _ = try AnnouncementStore.add(notice, in: connection)
      }
    }
  }

  private func current(_ municipality: String?) async throws -> [Int] {
    try await registers { (connection) throws(DatabaseError) in
      try AnnouncementStore.current(in: municipality, at: Registers.hour(3), in: connection)
        .map(\.number)
    }
  }

  @Test func `tells what concerns a municipality now, the newest first`() async throws {
    try await fill()
    #expect(try await current(nil) == [2, 3, 1])
    #expect(try await current("ÅSDAL") == [2, 1])
    #expect(try await current("nordbygd") == [1])
  }

  @Test func `is over when somebody says so`() async throws {
    try await fill()
    let changes = try await registers { (connection) throws(DatabaseError) in
      [
        try AnnouncementStore.end(2, at: Registers.hour(3), in: connection),
        try AnnouncementStore.end(2, at: Registers.hour(4), in: connection),
        try AnnouncementStore.end(9, at: Registers.hour(4), in: connection),
      ]
    }
    #expect(changes == [.made, .unneeded, .missing])
    #expect(try await current("åsdal") == [1])
    let all = try await registers { (connection) throws(DatabaseError) in
      try AnnouncementStore.all(in: connection)
    }
    #expect(all.map(\.number) == [4, 2, 3, 1])
    let notice = Announcement.Notice(
      "Nettet er nede",
      system: "s",
      municipality: "åsdal",
      since: Registers.hour(2)
    )
    #expect(all[1] == Announcement(number: 2, notice: notice, ended: Registers.hour(3)))
  }
}
