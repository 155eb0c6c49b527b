import Foundation
import Ground
import Helpdesk
import Storage
import Testing
import WorkingTime

@Suite struct LicenceKeepStoreTests {
  private static func keep(
    _ user: String,
    until day: Day,
    by: String = "lise"
  ) -> LicenceKeep {
    LicenceKeep(
      user: user,
      person: "kari",
      reason: "Prosjekt\nX",
      until: day,
      by: by,
      time: Idle.now
    )
  }

  private static func write<T: Sendable>(
    _ body: @escaping @Sendable (borrowing Connection) throws(DatabaseError) -> T
  ) async throws -> T {
    let database = try Database(path: ":memory:", layouts: [LicenceKeepStore.layout])
    return try await database.write { (connection) throws(DatabaseError) in try body(connection) }
  }

  @Test func `keeps to the last day, by the last word`() async throws {
    let today = Idle.today
    let kept = try await Self.write { (connection) throws(DatabaseError) in
      try LicenceKeepStore.keep(Self.keep("a", until: today + 300), in: connection)
      try LicenceKeepStore.keep(Self.keep("a", until: today + 10), in: connection)
      return [
        try LicenceKeepStore.isKept("a", on: today + 10, in: connection),
        try LicenceKeepStore.isKept("a", on: today + 11, in: connection),
        try LicenceKeepStore.isKept("b", on: today, in: connection),
        try LicenceKeepStore.kept(on: today + 10, in: connection) == ["a"],
        try LicenceKeepStore.kept(on: today + 11, in: connection).isEmpty,
        try LicenceKeepStore.find("a", in: connection)?.reason == "Prosjekt X",
      ]
    }
    #expect(kept == [true, false, false, true, true, true])
  }

  @Test func `tells a person what there is, and forgets it`() async throws {
    let today = Idle.today
    let (told, after, other) = try await Self.write { (connection) throws(DatabaseError) in
      try LicenceKeepStore.keep(Self.keep("a", until: today), in: connection)
      let told = try LicenceKeepStore.export(of: "kari", in: connection)
      try LicenceKeepStore.anonymise("lise", as: "removed-1", in: connection)
      let other = try LicenceKeepStore.find("a", in: connection)
      try LicenceKeepStore.anonymise("kari", as: "removed-2", in: connection)
      return (told, try LicenceKeepStore.find("a", in: connection), other)
    }
    #expect(told.count == 1 && told.first?["by"] == "lise")
    #expect(other?.by == "removed-1" && other?.reason == "" && other?.until == today)
    #expect(after == nil)
  }

  @Test func `lets go of what is over`() async throws {
    let today = Idle.today
    let left = try await Self.write { (connection) throws(DatabaseError) in
      try LicenceKeepStore.keep(Self.keep("a", until: today + -1), in: connection)
      try LicenceKeepStore.keep(Self.keep("b", until: today), in: connection)
      let sweep = try LicenceKeepStore.purge(before: Idle.now, after: 0, in: connection)
      #expect(sweep.removed == 1)
      return try LicenceKeepStore.kept(on: Day(number: 0), in: connection)
    }
    #expect(left == ["b"])
  }
}
