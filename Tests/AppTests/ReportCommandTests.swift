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

  @Test func `tells freed licences, apart from what is saved at renewal, and not those given back`()
    async throws
  {
    try await room.write { (connection) throws(DatabaseError) in
      var planned: [LicenceRemoval] = []
      for number in 0..<3 {
        var removal = LicenceRemoval(
          key: "k\(number)",
          user: "user\(number)",
          product: "SPE_E3",
          sku: "sku",
          disabledPlans: [],
          way: .direct,
          decision: .user,
          planned: StaffRoom.now
        )
        (removal.municipality, removal.øre) = ("åsdal", 24_450)
        planned += try LicenceRemovalStore.plan([removal], in: connection) ?? []
      }
      for removal in planned {
        try LicenceRemovalStore.end(removal.number, as: .done, at: StaffRoom.now, in: connection)
      }
      _ = try LicenceRemovalStore.beginUndoing(planned[2], by: "ida", in: connection)
      try LicenceRemovalStore.endUndoing(planned[2].number, at: StaffRoom.now, in: connection)
    }
    let lines = try await room.run(ReportCommand.self).lines
    #expect(lines.contains("- freed: 2 (489 perMonth)"))
    #expect(lines.contains("- atRenewal: 5\u{A0}868 perYear"))
    #expect(lines.contains("| 2026-11 | åsdal | 104 | 104 | 38,1 | 17\u{A0}160 | 2 |"))
    let table = try await room.run(ReportCommand.self, "--csv").lines
    #expect(table.last == "2026-11,åsdal,104,104,104,2600,312,2288,17160,2,489")
    let other = try await room.run(ReportCommand.self, "--csv", "--municipality", "storøya").lines
    #expect(other.count == 1)
    let json = try JSON(parsing: try await room.run(ReportCommand.self, "--json").lines.joined())
    #expect(json["licences"]?["kronerPerYearAtRenewal"]?.double == 5_868)
    let path = room.folder.path("licences.svg")
    _ = try await room.run(ReportCommand.self, "--svg", path)
    #expect(try String(contentsOfFile: path, encoding: .utf8).contains(">2 freed: 489 perMonth"))
  }

  @Test func `is for the IT staff`() async throws {
    let answer = try await room.run(ReportCommand.self, words: ["--as", "kari"])
    #expect(answer.complaint == "'kari' may not do this; it is for the IT staff")
  }
}
