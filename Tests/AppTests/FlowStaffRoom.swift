import Flows
import Foundation
import Ground
import Storage
import TestKit
import Testing

// Commands are App's own.
@testable import App

/// A folder with flows, and executions of them that wait.
struct FlowStaffRoom {
  let room: StaffRoom
  /// The executions of `wait`, which waits for ten days, and of `fail`, which has failed.
  let waiting: [String]
  let failed: String

  private static let wait = """
    {"StartAt": "Wait a while", "States": {
      "Wait a while": {"Type": "Wait", "Seconds": 864000, "Next": "End"}, "End": {"Type": "Pass", "End": true}}}
    """
  private static let fail = """
    {"StartAt": "Items", "States": {"Items": {"Type": "Map", "ItemsPath": "$.items", "End": true,
      "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, "StartAt": "Odd?", "States": {
        "Odd?": {"Type": "Choice", "Default": "No", "Choices": [{"Variable": "$.n", "NumericEquals": 1, "Next": "Yes"}]},
        "No": {"Type": "Fail", "Error": "Even", "CausePath": "$.secret"},
        "Yes": {"Type": "Wait", "Seconds": 60, "End": true}}}}}}
    """

  init() async throws {
    let room = try StaffRoom()
    self.room = room
    try room.folder.write(Self.wait, to: "flows/wait.asl.json")
    try room.folder.write(Self.fail, to: "flows/fail.asl.json")
    let engine = FlowEngine(
      flows: [try Flow(name: "wait", text: Self.wait), try Flow(name: "fail", text: Self.fail)],
      connectors: Connectors([])
    )
    let now = StaffRoom.ago(hours: 73).milliseconds
    let users = ["kari", "kari", "per"]
    (waiting, failed) = try await room.write { (connection) throws(DatabaseError) in
      var names: [String] = []
      for (index, user) in users.enumerated() {
        let input: JSON = ["user": ["id": .string(user)], "secret": "hunter2"]
        let start = now + index * 86_400_000
        names.append(
          try engine.start("wait", input: input, now: start, in: connection) ?? ""
        )
        _ = try engine.round(replies: [], now: start, limit: 100, in: connection)
      }
      let input: JSON = ["items": [["n": 1], ["n": 2, "secret": "hunter2"]]]
      let failed = try engine.start("fail", input: input, now: now, in: connection) ?? ""
      while try engine.round(replies: [], now: now, limit: 100, in: connection).executions > 0 {}
      return (names, failed)
    }
  }

  /// Runs an operator's command, which asks nobody unless `asking` says who answers.
  func run<Operator: FlowOperatorCommand>(
    _ command: Operator.Type,
    _ words: String...,
    as user: String = "ida",
    asking consent: Consent = Consent(ask: nil)
  ) async throws -> Answer {
    let place = ["--content", room.folder.url.path, "--state", room.folder.path("state")]
    return try await command.answer(
      Arguments(words + ["--as", user] + place),
      at: StaffRoom.now,
      asking: consent
    )
  }

  func status(_ name: String) async throws -> Execution.Status? {
    try await execution(name)?.status
  }

  func execution(_ name: String) async throws -> Execution? {
    try await room.write { (connection) throws(DatabaseError) in
      try ExecutionStore().execution(named: name, in: connection)
    }
  }
}
