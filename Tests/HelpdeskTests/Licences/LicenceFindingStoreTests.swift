import Foundation
import Ground
import Helpdesk
import Storage
import Testing

@Suite struct LicenceFindingStoreTests {
  private static let now = Date(timeIntervalSince1970: 1_795_248_000)

  private static func database() throws -> Database {
    try Database(
      path: ":memory:",
      layouts: [LicenceScanStore.layout, LicenceFindingStore.layout]
    )
  }

  private static func users(_ numbers: Range<Int>) -> [LicensedUser] {
    numbers.map { number in
      var user = LicensedUser(id: "u\(number + 1_000)")
      user.signIn = "u\(number)@x.example"
      user.licences = [HeldLicence(product: "VISIO", mayHoldMailbox: false, ways: [.direct])]
      return user
    }
  }

  private static func findings(_ count: Int, begun: Date = now) -> LicenceFindings {
    var counts = LicenceTotals.Row()
    counts.inactive = count
    return LicenceFindings(begun: begun, source: "t", counts: counts)
  }

  @Test func `keeps what was found until another scan is finished`() async throws {
    try await Self.database().write { (connection) throws(DatabaseError) in
      #expect(try LicenceFindingStore.read(in: connection) == nil)
      try LicenceFindingStore.begin(in: connection)
      try LicenceFindingStore.note(Self.users(0..<3), in: connection)
      #expect(try LicenceFindingStore.all(in: connection).isEmpty)
      try LicenceFindingStore.finish(Self.findings(3), in: connection)
      #expect(try LicenceFindingStore.all(in: connection) == Self.users(0..<3))
      // One that breaks off, and then another, changes nothing of it.
      for _ in 0..<2 {
        try LicenceFindingStore.begin(in: connection)
        try LicenceFindingStore.note(Self.users(7..<9), in: connection)
        #expect(try LicenceFindingStore.all(in: connection) == Self.users(0..<3))
        #expect(try LicenceFindingStore.find("u1007", in: connection) == nil)
      }
      try LicenceFindingStore.finish(Self.findings(2), in: connection)
      #expect(try LicenceFindingStore.read(in: connection) == Self.findings(2))
      #expect(try LicenceFindingStore.all(in: connection) == Self.users(7..<9))
      #expect(try LicenceFindingStore.find("u1007", in: connection) == Self.users(7..<8)[0])
      #expect(try LicenceFindingStore.find("u1001", in: connection) == nil)
    }
  }

  @Test func `lets go of a person, and of what is old`() async throws {
    try await Self.database().write { (connection) throws(DatabaseError) in
      try LicenceFindingStore.note(Self.users(0..<700), in: connection)
      try LicenceFindingStore.finish(Self.findings(700), in: connection)
      let export = try LicenceFindingStore.export(ofUser: "U5@x.example", in: connection)
      #expect(export.map { $0["id"] } == ["u1005"])
      try LicenceFindingStore.forget(user: "u5@x.example", in: connection)
      #expect(try LicenceFindingStore.find("u1005", in: connection) == nil)
      // What is left of a scan that nobody goes on with.
      try LicenceFindingStore.note(Self.users(900..<901), in: connection)
      func purge(_ time: Date) throws(DatabaseError) -> Int {
        var next: Int? = 0
        var removed = 0
        while let row = next {
          let sweep = try LicenceFindingStore.purge(before: time, after: row, in: connection)
          removed += sweep.removed
          next = sweep.next
        }
        return removed
      }
      #expect(try purge(Self.now) == 1)
      #expect(try LicenceFindingStore.all(in: connection).count == 699)
      #expect(try purge(Self.now + 1) == 700)
      #expect(try LicenceFindingStore.read(in: connection) == nil)
    }
  }

  @Test(arguments: [(-1.0, false), (0.0, true), (604_799.0, true), (604_800.0, false)])
  func `is good for plans for a week`(later: Double, isFresh: Bool) {
    #expect(Self.findings(0).isFresh(at: Self.now + later) == isFresh)
  }
}
