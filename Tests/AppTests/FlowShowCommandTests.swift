import Flows
import Foundation
import Ground
import TestKit
import Testing

// Commands are App's own.
@testable import App

@Suite struct FlowShowCommandTests {
  private let staff: FlowStaffRoom

  init() async throws { staff = try await FlowStaffRoom() }

  @Test func `shows what waits, with its history by clocks in Oslo`() async throws {
    let name = staff.waiting[2]
    let answer = try await staff.room.run(FlowShowCommand.self, name)
    #expect(
      answer.lines == [
        "\(name): running", "  flow       wait",
        "  state      Wait a while (the 1st it entered)",
        "  waits for  a moment, for 25 hours", "  due        in 8 days (2026-11-27 11:06:40)",
        "  user       per", "  started    25 hours ago (2026-11-17 11:06:40)",
        "  changed    25 hours ago (2026-11-17 11:06:40)",
        "no.  time (Oslo)          event    state         about it",
        "1    2026-11-17 11:06:40  started", "2    2026-11-17 11:06:40  entered  Wait a while",
        "3    2026-11-17 11:06:40  waited   Wait a while  10 days",
      ]
    )
  }

  @Test func `shows what has failed, and what came of its children`() async throws {
    let answer = try await staff.room.run(FlowShowCommand.self, staff.failed)
    #expect(answer.lines.contains("  failed     Even"))
    #expect(answer.lines.contains("  children   1 cancelled, 1 failed"))
    #expect(answer.lines.contains { $0.hasSuffix("forked   Items  2 children") })
  }

  @Test func `keeps to itself what was written, unless it is asked for`() async throws {
    for words in [
      [staff.failed], [staff.failed, "--json"], [staff.waiting[0]], ["\(staff.failed).1.1"],
    ] {
      let answer = try await staff.room.run(FlowShowCommand.self, words: words + ["--as", "ida"])
      #expect(!answer.lines.joined().contains("hunter2"))
      let open = try await staff.room.run(
        FlowShowCommand.self,
        words: words + ["--data", "--as", "ida"]
      )
      #expect(open.lines.joined().contains("hunter2"))
    }
  }

  @Test func `draws the flow with the state it is in`() async throws {
    let answer = try await staff.room.run(FlowShowCommand.self, staff.waiting[0], "--mermaid")
    #expect(answer.lines.joined().hasPrefix("flowchart"))
    #expect(answer.lines.joined().contains("is_current"))
  }

  @Test func `writes the picture, or says why it cannot`() async throws {
    let file = staff.room.folder.path("flow.svg")
    let answer = try await staff.room.run(FlowShowCommand.self, staff.waiting[0], "--svg", file)
    if let complaint = answer.complaint {
      #expect(complaint == GraphvizError.notInstalled.description)
    } else {
      #expect(try String(contentsOfFile: file, encoding: .utf8).contains("<svg"))
    }
  }

  @Test func `says that there is none of that name`() async throws {
    let answer = try await staff.room.run(FlowShowCommand.self, "nobody")
    #expect(answer.complaint == "there is no such execution")
    let refused = try await staff.room.run(FlowShowCommand.self, staff.failed, as: "kari")
    #expect(refused.complaint?.contains("IT staff") == true)
    #expect(try await staff.room.events() == ["kari access.refused command flow.show"])
  }

  @Test(arguments: [[], ["a", "b"], ["a", "--mermaid", "--svg", "x"], ["a", "--colour"]])
  func `refuses what it does not understand`(words: [String]) async throws {
    await #expect(throws: UsageError.self) {
      try await staff.room.run(FlowShowCommand.self, words: words + ["--as", "ida"])
    }
  }
}
