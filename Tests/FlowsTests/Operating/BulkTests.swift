import Flows
import Ground
import Storage
import Testing

@Suite struct BulkTests {
  private let room: FlowRoom
  private let names: [String]

  init() throws {
    let ask = Definition.chain([("ask", Definition.ask)])
    let map = Definition.chain([("m", Definition.map([("ask", Definition.ask)]))])
    let room = try FlowRoom(["f": ask, "m": map])
    names = try (0..<620).map { _ in try room.start("f") } + [room.start("m", ["items": [1, 2]])]
    self.room = room
  }

  private func all(
    _ operation: FlowOperation,
    _ query: ExecutionQuery = ExecutionQuery()
  ) throws -> [FlowBatch] {
    var batches: [FlowBatch] = []
    var next: Int? = 0
    while let start = next {
      let batch = try room.connection.transaction { (connection) throws(DatabaseError) in
        try room.engine.operate(
          operation,
          onAll: query,
          from: start,
          by: "ida",
          now: room.now,
          in: connection
        )
      }
      batches.append(batch)
      next = batch.next
    }
    return batches
  }

  @Test func `does it to all that are asked for, 500 in a transaction`() throws {
    #expect(try all(.pause).map(\.changed.count) == [500, 121])
    #expect(try room.all().allSatisfy { $0.status == .paused })
    #expect(try all(.resume).map(\.changed.count) == [500, 121])
    #expect(try room.all().allSatisfy { $0.status == .running })
    #expect(try all(.cancel).map(\.changed.count) == [500, 121])
    #expect(try all(.pause).map(\.changed.count) == [0])
    #expect(try all(.retry).map(\.changed.count) == [500, 121])
    #expect(try room.all().allSatisfy { $0.status == .running })
  }

  @Test func `does it to no other`() throws {
    var query = ExecutionQuery()
    query.flow = "m"
    query.kinds = [.item]
    #expect(
      try all(.pause, query).flatMap(\.changed).map(\.name) == [
        "\(names[620]).1.0", "\(names[620]).1.1",
      ]
    )
    query.statuses = [.succeeded]
    #expect(try all(.pause, query).map(\.changed.count) == [0])
    #expect(try room.all().count { $0.status == .paused } == 2)
  }

  @Test func `tells which could not be done, and goes on`() throws {
    try room.connection.run("UPDATE definition SET text = text || ' '")
    try room.connection.run("UPDATE execution SET data = '{' WHERE name = ?", .text(names[1]))
    var query = ExecutionQuery()
    query.names = [names[0], names[1], names[2]]
    let batch = try #require(try all(.migrate, query).first)
    #expect(batch.changed.map(\.name) == [names[0], names[2]])
    #expect(batch.refused.map(\.name) == [names[1]])
    #expect(batch.refused.map(\.refusal) == [.unreadable])
  }
}
