import Connectors
import Flows
import Foundation
import Ground
import Storage
import TestKit
import Testing

// Commands are App's own.
@testable import App

@Suite struct FlowAnswersTests {
  private let room: StaffRoom
  private let engine: FlowEngine

  private struct Clock: TimeSource {
    func now() -> Date { StaffRoom.now }
  }

  init() throws {
    room = try StaffRoom()
    let text = """
      {
        "StartAt": "Bytt",
        "States": {
          "Bytt": {
            "Type": "Task",
            "Resource": "rakel:worklist.add.waitForTaskToken",
            "Parameters": { "title": "Bytt PC" },
            "End": true
          }
        }
      }
      """
    engine = FlowEngine(
      flows: [try Flow(name: "PCRullering", text: text)],
      connectors: Connectors(RegisterConnectors.all())
    )
  }

  private func settle(_ database: Database) async throws {
    try await FlowWorker(engine: engine, database: database, clock: Clock()).settle()
  }

  @Test func `lets a flow go on when its work is done on the command line`() async throws {
    let database = try room.database()
    let engine = engine
    let name = try await database.write { (connection) throws(DatabaseError) in
      try engine.start(
        "PCRullering",
        input: ["user": "kari"],
        now: StaffRoom.now.milliseconds,
        in: connection
      )
    }
    try await settle(database)
    let done = try await room.run(WorklistCommand.self, "done", "1", "byttet")
    #expect(done.lines == ["item 1: done; the flow goes on"])
    try await settle(database)
    let execution = try await database.read { (connection) throws(DatabaseError) in
      try ExecutionStore().execution(named: name ?? "", in: connection)
    }
    #expect(execution?.status == .succeeded)
    #expect(execution?.output == #"{"item":1,"by":"ida","note":"byttet"}"#)
  }
}
