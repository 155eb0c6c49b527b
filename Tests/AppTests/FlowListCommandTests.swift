import Flows
import Ground
import Testing

// Commands are App's own.
@testable import App

@Suite struct FlowListCommandTests {
  private let staff: FlowStaffRoom

  init() async throws { staff = try await FlowStaffRoom() }

  @Test func `lists what waits or has failed, in columns`() async throws {
    let answer = try await staff.room.run(FlowListCommand.self, "--limit", "3")
    let (last, second) = (staff.waiting[2], staff.waiting[1])
    #expect(
      answer.lines == [
        "execution              age       status   state         waits for  due        user  error",
        "\(last)      25 hours  running  Wait a while  a moment   in 8 days  per",
        "\(second)      2 days    running  Wait a while  a moment   in 7 days  kari",
        "\(staff.failed).1.1  3 days    failed   No                                        Even",
        "only 3 are shown; a filter shows the rest",
      ]
    )
  }

  @Test(arguments: [
    ([], [2, 1, 5, 3, 0]), (["--flow", "wait"], [2, 1, 0]), (["--user", "kari"], [1, 0]),
    (["--error", "Even"], [5, 3]), (["--older", "2d"], [1, 5, 3, 0]), (["--newer", "2d"], [2]),
    (["--status", "failed"], [5, 3]), (["--limit", "1"], [2]), (["--at", "No"], [5]),
    (["--kind", "item"], [5]), (["--all"], [2, 1, 5, 4, 3, 0]),
    (["--flow", "wait", "--status", "paused"], []),
  ])
  func `filters`(words: [String], places: [Int]) async throws {
    let names = staff.waiting + [staff.failed, "\(staff.failed).1.0", "\(staff.failed).1.1"]
    let answer = try await staff.room.run(
      FlowListCommand.self,
      words: words + ["--json", "--as", "ida"]
    )
    let found = try JSON(parsing: answer.lines.joined()).array ?? []
    #expect(found.compactMap { $0["name"]?.string } == places.map { names[$0] })
  }

  @Test(arguments: [
    ["--status", "lost"], ["--kind", "flow"], ["--older", "3"], ["--limit", "0"], ["--colour"],
  ])
  func `refuses what it does not understand`(words: [String]) async throws {
    await #expect(throws: UsageError.self) {
      try await staff.room.run(FlowListCommand.self, words: words + ["--as", "ida"])
    }
  }
}
