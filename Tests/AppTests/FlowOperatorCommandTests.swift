import Flows
import Foundation
import Ground
import Helpdesk
import Storage
import Synchronization
import TestKit
import Testing

// Commands are App's own.
@testable import App

@Suite struct FlowOperatorCommandTests {
  private let staff: FlowStaffRoom

  init() async throws { staff = try await FlowStaffRoom() }

  @Test func `does it to those that are named, and audits each`() async throws {
    let (first, second) = (staff.waiting[0], staff.waiting[1])
    let paused = try await staff.run(FlowPauseCommand.self, first, second)
    #expect(paused.lines == ["paused 2 executions"])
    let again = try await staff.run(FlowPauseCommand.self, first, staff.waiting[2], "nobody")
    #expect(
      again.lines == [
        "paused 1 execution", "\(first): it is paused", "nobody: there is no such execution",
      ]
    )
    #expect(again.complaint == "2 of 3 could not be paused")
    #expect(try await staff.run(FlowResumeCommand.self, first).lines == ["resumed 1 execution"])
    #expect(try await staff.run(FlowCancelCommand.self, first).lines == ["cancelled 1 execution"])
    #expect(try await staff.run(FlowRetryCommand.self, first).lines == ["retried 1 execution"])
    #expect(try await staff.status(first) == .running)
    #expect(
      try await staff.room.events() == [
        "ida flow.paused execution \(first)", "ida flow.paused execution \(second)",
        "ida flow.paused execution \(staff.waiting[2])", "ida flow.resumed execution \(first)",
        "ida flow.cancelled execution \(first)", "ida flow.retried execution \(first)",
      ]
    )
  }

  @Test func `asks before it does it to many, with their number`() async throws {
    let questions = Mutex<[String]>([])
    let no = Consent { question in
      questions.withLock { $0.append(question) }
      return false
    }
    let refused = try await staff.run(FlowPauseCommand.self, "--flow", "wait", asking: no)
    #expect(refused.complaint == "nothing was done")
    #expect(questions.withLock { $0 } == ["pause 3 executions?"])
    let error = await #expect(throws: UsageError.self) {
      try await staff.run(FlowPauseCommand.self, "--flow", "wait")
    }
    #expect(error?.description == "this would pause 3 executions; say --yes")
    #expect(try await staff.status(staff.waiting[0]) == .running)
    #expect(try await staff.room.events().isEmpty)
    let yes = Consent { _ in true }
    let done = try await staff.run(FlowPauseCommand.self, "--user", "kari", asking: yes)
    #expect(done.lines == ["paused 2 executions"])
    #expect(try await staff.room.events().count == 2)
  }

  @Test func `does it to as many as it may`() async throws {
    let answer = try await staff.run(
      FlowCancelCommand.self,
      "--flow",
      "wait",
      "--limit",
      "2",
      "--yes",
      "--json"
    )
    #expect(answer.lines == [#"{"changed":2,"refused":[]}"#])
    #expect(try await staff.status(staff.waiting[1]) == .cancelled)
    #expect(try await staff.status(staff.waiting[2]) == .running)
    let none = try await staff.run(FlowResumeCommand.self, "--all", "--yes")
    #expect(none.lines == ["there is nothing to resume"])
  }

  @Test func `tries again what has failed, not what was cancelled`() async throws {
    _ = try await staff.run(FlowCancelCommand.self, staff.waiting[0])
    let answer = try await staff.run(FlowRetryCommand.self, "--all", "--yes")
    #expect(answer.lines == ["retried 1 execution"])
    #expect(try await staff.status(staff.failed) == .running)
    #expect(try await staff.status("\(staff.failed).1.0") == .running)
    #expect(try await staff.status(staff.waiting[0]) == .cancelled)
  }

  @Test func `moves runs to the present definition of their flow, where that can be`() async throws
  {
    let same = try await staff.run(FlowMigrateCommand.self, staff.waiting[0])
    #expect(same.lines == ["\(staff.waiting[0]): it goes by that definition already"])
    try staff.room.folder.write(
      """
      {"StartAt": "Wait a while", "States": {
        "Wait a while": {"Type": "Wait", "Seconds": 1728000, "Next": "End"}, "End": {"Type": "Pass", "End": true}}}
      """,
      to: "flows/wait.asl.json"
    )
    let due = try #require(try await staff.execution(staff.waiting[0])?.due)
    let answer = try await staff.run(FlowMigrateCommand.self, "--flow", "wait", "--yes")
    #expect(answer.lines == ["migrated 3 executions"])
    #expect(try await staff.execution(staff.waiting[0])?.due == due + 864_000_000)
    try staff.room.folder.write(
      #"{"StartAt": "Other", "States": {"Other": {"Type": "Pass", "End": true}}}"#,
      to: "flows/wait.asl.json"
    )
    let refused = try await staff.run(FlowMigrateCommand.self, staff.waiting[0])
    #expect(
      refused.lines == [
        "\(staff.waiting[0]): \(staff.waiting[0]) differs at event 2, in the state 'Wait a while':"
          + " it began there; the definition begins in 'Other'"
      ]
    )
    #expect(refused.status == 1)
    #expect(try await staff.room.events().count { $0.contains("flow.migrated") } == 3)
  }

  @Test func `closes what was asked`() async throws {
    let name = staff.waiting[0]
    try await staff.room.write { (connection) throws(DatabaseError) in
      try connection.run(
        "UPDATE execution SET waiting = 'token', token = 'x.y' WHERE name = ?",
        .text(name)
      )
      var order = WorkOrder(title: "a")
      order.token = "x.y"
      _ = try WorklistStore.add(order, key: "1", at: StaffRoom.now, in: connection)
    }
    _ = try await staff.run(FlowCancelCommand.self, staff.waiting[0])
    #expect(try await staff.room.events().contains("- item.cancelled item 1"))
  }

  @Test(arguments: ["kari", "per", "nobody"])
  func `is for the IT staff`(user: String) async throws {
    let answer = try await staff.run(FlowCancelCommand.self, "--all", "--yes", as: user)
    #expect(answer.complaint == "'\(user)' may not do this; it is for the IT staff")
    #expect(try await staff.room.events() == ["\(user) access.refused command flow.cancel"])
    #expect(try await staff.status(staff.waiting[0]) == .running)
  }

  @Test(arguments: [
    [], ["--yes"], ["--status", "succeeded"], ["--limit", "5"], ["--flow", "a", "--colour"],
  ])
  func `refuses what it does not understand`(words: [String]) async throws {
    await #expect(throws: UsageError.self) {
      try await FlowPauseCommand.answer(
        Arguments(words + ["--as", "ida", "--content", staff.room.folder.url.path]),
        at: StaffRoom.now,
        asking: Consent(ask: nil)
      )
    }
  }

  @Test func `works while a transaction is open elsewhere`() async throws {
    let other = try Connection(path: staff.room.databasePath)
    try other.run("BEGIN")
    _ = try other.rows("SELECT count(*) FROM execution") { (row) in row.integer(0) }
    let answer = try await staff.run(FlowPauseCommand.self, "--all", "--yes")
    #expect(answer.lines == ["paused 3 executions"])
    try other.run("COMMIT")
  }
}
