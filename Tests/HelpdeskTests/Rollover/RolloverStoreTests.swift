import Foundation
import Helpdesk
import Storage
import Testing

@Suite struct RolloverStoreTests {
  private let database: Database

  init() throws {
    database = try Database(path: ":memory:", layouts: [RolloverStore.layout])
  }

  private static func run(
    _ execution: String,
    _ serial: String = "A",
    user: String = "kari"
  )
    -> RolloverRun
  {
    RolloverRun(
      execution: execution,
      campaign: 1,
      serial: serial,
      user: user,
      registered: "kari@x.example",
      begun: Registers.hour(0)
    )
  }

  private static func step(_ kind: RolloverStep.Kind, of run: RolloverRun) -> RolloverStep {
    RolloverStep(
      kind,
      campaign: 1,
      serial: run.serial,
      execution: run.execution,
      user: run.user,
      at: Registers.hour(1)
    )
  }

  private func begin(_ run: RolloverRun) async throws -> Bool {
    try await database.write { (connection) throws(DatabaseError) in
      try RolloverStore.begin(run, in: connection)
    }
  }

  @Test func `has a machine in one exchange at a time`() async throws {
    #expect(try await begin(Self.run("one")))
    #expect(try await begin(Self.run("one")))
    #expect(try await begin(Self.run("two")) == false)
    try await database.write { (connection) throws(DatabaseError) in
      try RolloverStore.end("one", at: Registers.hour(2), in: connection)
    }
    #expect(try await begin(Self.run("two")))
    #expect(try await begin(Self.run("one")) == false)
  }

  @Test func `takes a step once, and tells the last`() async throws {
    let run = Self.run("one")
    _ = try await begin(run)
    let (taken, last, steps) = try await database.write { (connection) throws(DatabaseError) in
      var taken: [Bool] = []
      for (kind, key) in [(RolloverStep.Kind.noticed, "k1"), (.noticed, "k1"), (.reminded, "k2")] {
        taken.append(try RolloverStore.step(Self.step(kind, of: run), key: key, in: connection))
      }
      return (
        taken, try RolloverStore.run("one", in: connection)?.last,
        try RolloverStore.steps(campaign: 1, in: connection).map(\.kind)
      )
    }
    #expect(taken == [true, false, true])
    #expect(last == .reminded)
    #expect(steps == [.noticed, .reminded])
  }

  @Test func `tells somebody's exchanges apart`() async throws {
    _ = try await begin(Self.run("one", "A"))
    _ = try await begin(Self.run("two", "B"))
    _ = try await begin(Self.run("three", "C", user: "odd"))
    let (karis, all) = try await database.write { (connection) throws(DatabaseError) in
      try RolloverStore.end("one", at: Registers.hour(2), in: connection)
      return (
        try RolloverStore.runs(ofUser: "kari", in: connection).map(\.serial),
        try RolloverStore.runs(campaign: 1, in: connection).map(\.serial)
      )
    }
    #expect(karis == ["B"])
    #expect(all == ["B", "C"])
  }

  @Test func `keeps the figures when the person goes`() async throws {
    let runs = [Self.run("one", "A"), Self.run("two", "B")]
    let (exported, left, serials) = try await database.write { (connection) throws(DatabaseError) in
      for run in runs {
        _ = try RolloverStore.begin(run, in: connection)
        for kind in [RolloverStep.Kind.noticed, .collected] {
          let key = "\(run.execution)\(kind)"
          try RolloverStore.step(Self.step(kind, of: run), key: key, in: connection)
        }
      }
      let exported = try RolloverStore.export(of: "kari", in: connection)
      try RolloverStore.anonymise("kari", as: "removed-1", at: Registers.hour(3), in: connection)
      return (
        exported.count, try RolloverStore.export(of: "kari", in: connection).count,
        try RolloverStore.steps(campaign: 1, in: connection).map(\.serial)
      )
    }
    #expect((exported, left) == (4, 0))
    #expect(serials == ["removed:1", "removed:1", "removed:3", "removed:3"])
    let swept = try await database.write { (connection) throws(DatabaseError) in
      try RolloverStore.purge(before: Registers.hour(9), after: 0, in: connection).removed
    }
    #expect(swept == 4)
  }

  @Test func `forgets a leader in the steps of others`() async throws {
    let details = try await database.write { (connection) throws(DatabaseError) in
      let run = Self.run("e", user: "odd")
      _ = try RolloverStore.begin(run, in: connection)
      for (kind, detail) in [(RolloverStep.Kind.leaderAsked, "liv"), (.answered, "liv")] {
        var step = Self.step(kind, of: run)
        step.detail = detail
        try RolloverStore.step(step, key: kind.rawValue, in: connection)
      }
      try RolloverStore.anonymise("liv", as: "removed-1", at: Registers.hour(3), in: connection)
      return try RolloverStore.steps(campaign: 1, in: connection).map(\.detail)
    }
    #expect(details == ["removed-1", "liv"])
  }
}
