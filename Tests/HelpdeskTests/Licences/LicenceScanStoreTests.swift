import Foundation
import Helpdesk
import Storage
import Testing

@Suite struct LicenceScanStoreTests {
  private static let now = Date(timeIntervalSince1970: 1_795_248_000)

  private static func database() throws -> Database {
    try Database(path: ":memory:", layouts: [LicenceScanStore.layout])
  }

  private static func users(_ numbers: Range<Int>) -> [LicensedUser] {
    numbers.map { number in
      var user = LicensedUser(id: "u\(number)")
      user.name = "A"
      return user
    }
  }

  @Test func `keeps how far it is, with what was read`() async throws {
    var standing = LicenceScanStanding(source: "t", begun: Self.now)
    standing.cursor = "/v1.0/users?$skiptoken=x"
    standing.tally.users = 7
    standing.tally.newest = Self.now
    standing.tally.products = ["SPE_E3": 3]
    let state = standing
    try await Self.database().write { (connection) throws(DatabaseError) in
      try LicenceScanStore.keep(Self.users(0..<7), state, in: connection)
      // The same page again, as after a crash between the answer and its keeping.
      try LicenceScanStore.keep(Self.users(5..<9), state, in: connection)
      #expect(try LicenceScanStore.standing(in: connection) == state)
      let first = try LicenceScanStore.users(after: 0, limit: 4, in: connection)
      let place = first.last?.number ?? 0
      let rest = try LicenceScanStore.users(after: place, limit: 99, in: connection)
      #expect((first + rest).map(\.user) == Self.users(0..<9))
      try LicenceScanStore.clear(in: connection)
      #expect(try LicenceScanStore.standing(in: connection) == nil)
      #expect(try LicenceScanStore.users(after: 0, limit: 9, in: connection).isEmpty)
    }
  }

  @Test func `is gone on with for a day, by the same asker`() {
    let standing = LicenceScanStanding(source: "t", begun: Self.now)
    #expect(standing.isFresh(at: Self.now + 86_399, of: "t"))
    #expect(!standing.isFresh(at: Self.now + 86_400, of: "t"))
    #expect(!standing.isFresh(at: Self.now - 1, of: "t"))
    #expect(!standing.isFresh(at: Self.now, of: "another"))
  }

  @Test func `lets go of a scan that was left lying`() async throws {
    try await Self.database().write { (connection) throws(DatabaseError) in
      let standing = LicenceScanStanding(source: "t", begun: Self.now)
      try LicenceScanStore.keep(Self.users(0..<700), standing, in: connection)
      func purge(_ time: Date) throws(DatabaseError) -> Int {
        var next: Int? = 0
        var removed = 0
        while let row = next {
          let sweep = try LicenceScanStore.purge(before: time, after: row, in: connection)
          removed += sweep.removed
          next = sweep.next
        }
        return removed
      }
      #expect(try purge(Self.now) == 0)
      #expect(try purge(Self.now + 1) == 701)
      #expect(try LicenceScanStore.standing(in: connection) == nil)
    }
  }
}
