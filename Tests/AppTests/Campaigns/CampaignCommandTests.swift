import Foundation
import Ground
import Helpdesk
import Storage
import TestKit
import Testing
import WorkingTime

// What the commands on campaigns print is App's own.
@testable import App

@Suite struct CampaignCommandTests {
  @Test func `plans who takes part, and says why not`() async throws {
    let room = try await CampaignRoom()
    let plan = try await room.run(CampaignPlanCommand.self, "p", "--members", "--excluded")
    #expect(plan.json["devices"] == 2)
    #expect(plan.json["why"] == ["age": 2])
    #expect(plan.json["not"] == ["shared": 1])
    #expect(plan.json["municipalities"] == ["storøya": 1, "åsdal": 1])
    #expect(plan.json["last"] == .string((CampaignRoom.today + 1).text))
    #expect(plan.lines.contains { $0.contains("shared by several") })
    #expect(plan.lines.contains { $0.hasPrefix("A1") && $0.contains("older than the limit") })
    let csv = try await room.run(CampaignPlanCommand.self, "p", "--csv").lines
    #expect(csv.count == 4)
    #expect(csv[1].hasPrefix("A1,yes,100,age,,kari@x,åsdal,"))
    let one = try await room.run(CampaignPlanCommand.self, "p", "--device", "d4")
    #expect(one.lines.first == "D4 does not take part: not old enough")
    let narrow = try await room.run(CampaignPlanCommand.self, "p", "--municipality", "Storøya")
    #expect(narrow.json["devices"] == 1)
    #expect(narrow.json["plan"] != plan.json["plan"])
  }

  @Test func `a field of CSV is no formula`() async throws {
    let room = try await CampaignRoom()
    try await room.own(CampaignRoom.device("E5", "kari@x") { $0.model = "=1+1,\"x\"" })
    let csv = try await room.run(CampaignPlanCommand.self, "p", "--csv").lines
    #expect(csv.contains { $0.contains(#""'=1+1,""x""""#) })
  }

  @Test func `starts only what was confirmed`() async throws {
    let room = try await CampaignRoom()
    await #expect(throws: UsageError.self) { try await room.run(CampaignStartCommand.self, "p") }
    let wrong = try await room.run(CampaignStartCommand.self, "p", "--yes", "3")
    #expect(wrong.complaint?.contains("nothing was started") == true)
    let mistyped = try await room.run(CampaignStartCommand.self, "p", typing: 1)
    #expect(mistyped.status == 1)
    let plan = try await room.run(CampaignPlanCommand.self, "p")
    let id = try #require(plan.json["plan"]?.string)
    try room.write("flows/campaigns/p.json", CampaignRoom.policy.replacing("Vår", with: "Høst"))
    let changed = try await room.run(CampaignStartCommand.self, "p", "--yes", "2", "--plan", id)
    #expect(changed.complaint?.contains("look at it again") == true)
    let started = try await room.run(CampaignStartCommand.self, "p", typing: 2)
    #expect(started.json == ["campaign": 1, "devices": 2])
    let again = try await room.run(CampaignStartCommand.self, "p", "--yes", "2")
    #expect(again.complaint?.contains("nobody takes part") == true)
  }

  @Test func `runs a campaign from the command line, and audits it`() async throws {
    let room = try await CampaignRoom()
    _ = try await room.run(CampaignStartCommand.self, "p", "--yes", "2")
    let status = try await room.run(CampaignStatusCommand.self, "1")
    #expect(status.json["waiting"] == 2)
    #expect(status.json["last"] == .string((CampaignRoom.today + 1).text))
    #expect(try await room.run(CampaignListCommand.self).lines.count == 2)
    #expect(try await room.run(CampaignShowCommand.self, "1").lines.count == 3)
    #expect(try await room.run(CampaignPauseCommand.self, "1").json["done"] == true)
    #expect(try await room.run(CampaignPauseCommand.self, "1").json["done"] == false)
    #expect(try await room.run(CampaignResumeCommand.self, "1").json["done"] == true)
    #expect(try await room.run(CampaignAddCommand.self, "1", "d4").json["done"] == true)
    #expect(try await room.run(CampaignAddCommand.self, "1", "c3").status == 1)
    #expect(try await room.run(CampaignAddCommand.self, "1", "nope").status == 1)
    #expect(try await room.run(CampaignRemoveCommand.self, "1", "A1").json["done"] == true)
    #expect(try await room.run(CampaignStopCommand.self, "1").json["count"] == 2)
    #expect(try await room.run(CampaignResumeCommand.self, "1").status == 1)
    #expect(try await room.run(CampaignStatusCommand.self, "7").status == 1)
    let refused = try await room.run(CampaignListCommand.self, as: "kari")
    #expect(refused.complaint?.contains("for the IT staff") == true)
    let events = try await room.room.write { (connection) throws(DatabaseError) in
      try connection.rows("SELECT event FROM audit ORDER BY number") { (row) in row.text(0) }
    }
    #expect(
      events == [
        "campaign.started", "campaign.paused", "campaign.resumed", "campaign.added",
        "campaign.removed", "campaign.stopped", "access.refused",
      ]
    )
  }

  @Test func `reports what a campaign was worth, in each form`() async throws {
    let room = try await CampaignRoom()
    _ = try await room.run(CampaignStartCommand.self, "p", "--yes", "2")
    try await room.room.write { (connection) throws(DatabaseError) in
      let step = RolloverStep(
        .noticed,
        campaign: 1,
        serial: "A1",
        execution: "e",
        at: CampaignRoom.now
      )
      try RolloverStore.step(step, key: "e/noticed", in: connection)
    }
    let text = try await room.run(CampaignReportCommand.self, "1").lines
    #expect(text.first?.hasSuffix(": Vår") == true)
    #expect(text.contains("- noticed: 1"))
    #expect(try await room.run(CampaignReportCommand.self, "1", "--csv").lines.count == 1)
    let picture = room.room.folder.path("report.svg")
    #expect(
      try await room.run(CampaignReportCommand.self, "1", "--svg", picture).lines == [picture]
    )
    #expect(try String(contentsOfFile: picture, encoding: .utf8).hasPrefix("<svg"))
    let json = try await room.run(CampaignReportCommand.self, "1", "--json").lines
    #expect(try JSON(parsing: json.joined())["total"]?["exchanges"] == 0)
    #expect(
      try await room.run(CampaignReportCommand.self, "7").complaint == "there is no campaign 7"
    )
    await #expect(throws: UsageError.self) {
      try await room.run(CampaignReportCommand.self, "1", "--csv", "--markdown")
    }
  }

  @Test func `plays a campaign without telling anybody`() async throws {
    let room = try await CampaignRoom()
    for number in 0..<20 { try await room.own(CampaignRoom.device("S\(number)", "kari@x")) }
    let played = try await room.run(CampaignSimulateCommand.self, "p", "--seed", "3")
    #expect(played.json["devices"] == 22)
    #expect(played.json["status"] == "finished")
    #expect(played.json["errors"] == [:])
    let days = try #require(played.json["perDay"]?.array)
    #expect(days.allSatisfy { ($0["notices"]?.int ?? 0) <= 1 })
    #expect(days.contains { ($0["klargjoring done"]?.int ?? 0) > 0 })
    let again = try await room.run(CampaignSimulateCommand.self, "p", "--seed", "3")
    #expect(again.json["perDay"] == played.json["perDay"])
    let real = try await room.room.write { (connection) throws(DatabaseError) in
      try CampaignStore.all(in: connection).count
    }
    #expect(real == 0)
  }
}
