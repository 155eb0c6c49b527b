import Foundation
import Ground
import Helpdesk
import Storage
import TestKit
import Testing

// Commands are App's own.
@testable import App

@Suite struct ReportCommandTests {
  private let room: StaffRoom

  init() async throws {
    room = try StaffRoom()
    try await room.write { (connection) throws(DatabaseError) in
      for number in 0..<208 {
        let effort = Gain.Effort(before: 25, after: 3, isMeasured: number > 0)
        let gain = Gain(
          "pc-rollover",
          minutes: effort.saved,
          municipality: number % 2 == 0 ? "=storøya|" : "åsdal",
          at: StaffRoom.now,
          effort: effort
        )
        try GainStore.add(gain, key: "\(number)", in: connection)
      }
    }
  }

  @Test func `tells hours, kroner, and what they come from`() async throws {
    let lines = try await room.run(ReportCommand.self).lines
    #expect(lines.contains("**76,3 hours** · 34\u{A0}320 kr"))
    #expect(lines.contains("- before: 25 (baseline) · after: 3 (100 % measured)"))
    #expect(lines.contains("- 450 perHour (default)"))
    #expect(lines.contains("| 2026-11 | =storøya\\| | 104 | 103 | 38,1 | 17\u{A0}160 |"))
  }

  @Test func `gives a table without formulas, and figures for machines`() async throws {
    let table = try await room.run(ReportCommand.self, "--csv").lines
    #expect(table.count == 3)
    #expect(table[1] == "2026-11,'=storøya|,104,104,103,2600,312,2288,17160,0,0")
    let json = try JSON(parsing: try await room.run(ReportCommand.self, "--json").lines.joined())
    #expect(json["total"]?["exchanges"] == 208)
    #expect(json["total"]?["kroner"]?.double == 34_320)
  }

  @Test func `draws a picture that is whole`() async throws {
    let path = room.folder.path("gain.svg")
    #expect(try await room.run(ReportCommand.self, "--svg", path).lines == [path])
    let svg = try String(contentsOfFile: path, encoding: .utf8)
    #expect(svg.hasPrefix("<svg"))
    #expect(svg.contains(">76<"))
    #expect(!svg.contains("NaN"))
  }

  @Test func `has nothing to tell of another time, and no such campaign`() async throws {
    let lines = try await room.run(ReportCommand.self, "--since", "2027-01-01").lines
    #expect(lines.last == "nothing")
    let answer = try await room.run(ReportCommand.self, "--campaign", "7")
    #expect(answer.complaint == "there is no campaign 7")
    await #expect(throws: UsageError.self) {
      try await room.run(ReportCommand.self, "--csv", "--markdown")
    }
  }

  @Test func `is for the IT staff`() async throws {
    let answer = try await room.run(ReportCommand.self, words: ["--as", "kari"])
    #expect(answer.complaint == "'kari' may not do this; it is for the IT staff")
  }
}
