import Foundation
import Ground
import Helpdesk
import Storage
import Testing
import WorkingTime

@Suite struct LicenceRemovalStoreTests {
  /// A Saturday in November.
  private static let now = Date(timeIntervalSince1970: 1_795_248_000)

  private static func database() throws -> Database {
    try Database(path: ":memory:", layouts: [LicenceRemovalStore.layout])
  }

  private static func removal(
    _ product: String,
    of user: String = "u1",
    key: String = "k",
    way: LicenceRemoval.Way = .direct
  ) -> LicenceRemoval {
    var removal = LicenceRemoval(
      key: key,
      user: user,
      product: product,
      sku: product.lowercased(),
      disabledPlans: ["p1", "p2"],
      way: way,
      decision: .leader,
      planned: now
    )
    removal.person = "kari"
    removal.decidedBy = "liv"
    removal.municipality = "molde"
    removal.campaign = 3
    removal.execution = "e"
    removal.øre = 24_400
    removal.given = now - 1e6
    return removal
  }

  private static let group = LicenceRemoval.Way.group(id: "g1", name: "Lisens E3")

  @Test func `keeps all that is needed to give a licence back`() async throws {
    try await Self.database().write { (connection) throws(DatabaseError) in
      let wanted = [Self.removal("VISIO"), Self.removal("E3", way: Self.group)]
      let stored = try LicenceRemovalStore.plan(wanted, in: connection) ?? []
      #expect(try LicenceRemovalStore.rows(key: "k", in: connection) == stored)
      #expect(try LicenceRemovalStore.rows(user: "u1", in: connection) == stored)
      #expect(try LicenceRemovalStore.rows(campaign: 3, in: connection) == stored)
      #expect(
        stored.map { removal in
          var plain = removal
          plain.number = 0
          return plain
        } == wanted
      )
    }
  }

  @Test func `goes from planned to done to undone, and nowhere else`() async throws {
    try await Self.database().write { (connection) throws(DatabaseError) in
      let row = try LicenceRemovalStore.plan([Self.removal("VISIO")], in: connection)?.first
      guard let row else { return #expect(Bool(false)) }
      func now() throws(DatabaseError) -> LicenceRemoval? {
        try LicenceRemovalStore.rows(key: "k", in: connection).first
      }
      #expect(try !LicenceRemovalStore.beginUndoing(row, by: "ida", in: connection))
      try LicenceRemovalStore.endUndoing(row.number, at: Self.now, in: connection)
      #expect(try now()?.status == .planned)
      try LicenceRemovalStore.markSent(row.number, at: Self.now, in: connection)
      try LicenceRemovalStore.end(row.number, as: .done, at: Self.now, in: connection)
      try LicenceRemovalStore.end(row.number, as: .cancelled, at: Self.now, in: connection)
      #expect(try now()?.status == .done)
      #expect(try now()?.sent == Self.now)
      #expect(try LicenceRemovalStore.beginUndoing(row, by: "ida", in: connection))
      #expect(try !LicenceRemovalStore.beginUndoing(row, by: "ida", in: connection))
      try LicenceRemovalStore.refuseUndoing(row.number, because: "noSeat", in: connection)
      #expect(try now()?.status == .done)
      #expect(try now()?.because == "noSeat")
      #expect(try LicenceRemovalStore.beginUndoing(row, by: "ida", in: connection))
      try LicenceRemovalStore.endUndoing(row.number, at: Self.now + 60, in: connection)
      let end = try now()
      #expect(end?.status == .undone && end?.undoneBy == "ida")
      #expect(end?.undone == Self.now + 60 && end?.because == nil)
    }
  }

  @Test func `takes nothing that somebody else is at`() async throws {
    try await Self.database().write { (connection) throws(DatabaseError) in
      let first = try LicenceRemovalStore.plan([Self.removal("VISIO")], in: connection)
      #expect(first?.count == 1)
      let both = [Self.removal("PROJECT", key: "l"), Self.removal("VISIO", key: "l")]
      #expect(try LicenceRemovalStore.plan(both, in: connection) == nil)
      #expect(try LicenceRemovalStore.rows(key: "l", in: connection).isEmpty)
      // The same product in another way, and somebody else's, are others.
      let others = [
        Self.removal("VISIO", key: "l", way: Self.group), Self.removal("VISIO", of: "u2", key: "l"),
      ]
      #expect(try LicenceRemovalStore.plan(others, in: connection)?.count == 2)
      for row in first ?? [] {
        try LicenceRemovalStore.end(row.number, as: .failed, at: Self.now, in: connection)
      }
      #expect(try LicenceRemovalStore.plan(both, in: connection)?.count == 2)
    }
  }

  @Test func `counts a day's, and what is freed and not given back`() async throws {
    try await Self.database().write { (connection) throws(DatabaseError) in
      let names = ["A", "B", "C", "D", "E"]
      let rows =
        try LicenceRemovalStore.plan(names.map { Self.removal($0) }, in: connection) ?? []
      let statuses: [LicenceRemoval.Status] = [.done, .done, .cancelled, .failed, .done]
      for (row, status) in zip(rows, statuses) {
        try LicenceRemovalStore.end(row.number, as: status, at: Self.now, in: connection)
      }
      #expect(try LicenceRemovalStore.beginUndoing(rows[4], by: "ida", in: connection))
      let today = OsloClock.reading(Self.now).day
      #expect(try LicenceRemovalStore.planned(on: today, in: connection) == 3)
      #expect(try LicenceRemovalStore.planned(on: today + 1, in: connection) == 0)
      // What is being given back still counts as freed until it has been.
      func total() throws(DatabaseError) -> [Int] {
        try LicenceRemovalStore.totals(in: connection).flatMap { [$0.licences, $0.øre] }
      }
      #expect(try total() == [3, 73_200])
      try LicenceRemovalStore.endUndoing(rows[4].number, at: Self.now, in: connection)
      #expect(try total() == [2, 48_800])
      let places = try LicenceRemovalStore.totals(campaign: 3, in: connection)
      #expect(places.map { "\($0.month) \($0.municipality ?? "")" } == ["2026-11 molde"])
      #expect(try LicenceRemovalStore.totals(campaign: 4, in: connection).isEmpty)
      #expect(try LicenceRemovalStore.totals(from: Self.now + 1, in: connection).isEmpty)
      #expect(try LicenceRemovalStore.totals(to: Self.now, in: connection).isEmpty)
    }
  }

  @Test func `forgets the person, but not what was saved`() async throws {
    try await Self.database().write { (connection) throws(DatabaseError) in
      let rows =
        try LicenceRemovalStore.plan([Self.removal("A"), Self.removal("B")], in: connection) ?? []
      try LicenceRemovalStore.end(rows[0].number, as: .done, at: Self.now, in: connection)
      for person in ["kari", "liv"] {
        #expect(try LicenceRemovalStore.export(of: person, in: connection).count == 2)
        try LicenceRemovalStore.anonymise(person, as: "removed-\(person)", in: connection)
        #expect(try LicenceRemovalStore.export(of: person, in: connection).isEmpty)
      }
      #expect(try LicenceRemovalStore.rows(user: "u1", in: connection).isEmpty)
      #expect(try LicenceRemovalStore.totals(in: connection).map(\.licences) == [1])
      // Nobody goes on with what was planned for somebody who is not known any more.
      let left = try LicenceRemovalStore.rows(campaign: 3, in: connection)
      #expect(left.map(\.status) == [.done, .cancelled])
      let purged = try LicenceRemovalStore.purge(before: Self.now, after: 0, in: connection)
      #expect(purged.removed == 0)
      let late = try LicenceRemovalStore.purge(before: Self.now + 1, after: 0, in: connection)
      #expect(late.removed == 2)
    }
  }
}
