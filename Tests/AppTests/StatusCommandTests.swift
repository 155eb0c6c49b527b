import Ground
import Testing

// Commands are App's own.
@testable import App

@Suite struct StatusCommandTests {
  private let room: StaffRoom

  init() throws { room = try StaffRoom() }

  @Test func `announces, tells and ends`() async throws {
    #expect(try await room.run(StatusCommand.self, "list").lines == ["nothing is down"])
    let added = try await room.run(
      StatusCommand.self,
      "add",
      "Visma er nede",
      "--system",
      "Visma",
      "--since",
      "2h"
    )
    #expect(added.lines == ["announcement 1: added"])
    _ = try await room.run(
      StatusCommand.self,
      "add",
      "Nettet",
      "er",
      "nede",
      "--municipality=Åsdal"
    )
    #expect(
      try await room.run(StatusCommand.self, "list").lines == [
        "no.  since    where       system  text",
        "2    now      åsdal               Nettet er nede",
        "1    2 hours  everywhere  Visma   Visma er nede",
      ]
    )
    let elsewhere = try await room.run(
      StatusCommand.self,
      "list",
      "--municipality=nordbygd",
      "--json"
    )
    #expect(try JSON(parsing: elsewhere.lines.joined()).array?.map { $0["number"] } == [1])
    #expect(try await room.run(StatusCommand.self, "end", "1").lines == ["announcement 1: over"])
    #expect(
      try await room.run(StatusCommand.self, "end", "1").complaint
        == "announcement 1 is over already"
    )
    #expect(
      try await room.run(StatusCommand.self, "end", "5").complaint == "there is no announcement 5"
    )
    #expect(try await room.run(StatusCommand.self, "list").lines.count == 2)
    #expect(try await room.run(StatusCommand.self, "list", "--all").lines.count == 3)
    #expect(
      try await room.events() == [
        "ida status.added announcement 1", "ida status.added announcement 2",
        "ida status.ended announcement 1",
      ]
    )
  }

  @Test(arguments: [
    "", "add", "end", "end x", "end 1 2", "list x", "list --system=a", "end 1 --all", "add x --all",
    "list --all --municipality=a", "add x --since=y",
  ])
  func `refuses what it does not understand`(line: String) async throws {
    let words = line.split(separator: " ").map(String.init) + ["--as", "ida"]
    await #expect(throws: UsageError.self) {
      try await room.run(StatusCommand.self, words: words)
    }
  }
}
