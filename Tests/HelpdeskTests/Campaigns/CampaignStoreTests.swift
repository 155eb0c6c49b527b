import Foundation
import Ground
import Helpdesk
import Storage
import Testing
import WorkingTime

@Suite struct CampaignStoreTests {
  private let database: Database

  init() throws { database = try Database(path: ":memory:", layouts: [CampaignStore.layout]) }

  private static let campaign = Campaign(
    kind: "pc-rollover",
    title: "Vår",
    flow: "pc-rollover",
    policy: ["pace": ["perDay": 4], "starts": "2027-01-11"],
    startedBy: "ida",
    created: Registers.hour(0),
    ends: Day("2027-03-31")
  )

  private static func members(_ serials: [String]) -> [CampaignMember] {
    serials.enumerated().map { place, serial in
      CampaignMember(
        subject: serial,
        user: "kari",
        municipality: "Åsdal",
        place: place,
        why: ["age"]
      )
    }
  }

  @Test func `keeps a campaign with its members, in their order`() async throws {
    let (made, found, next) = try await database.write { (connection) throws(DatabaseError) in
      let made = try CampaignStore.create(
        Self.campaign,
        members: Self.members(["C", "A", "B"]),
        in: connection
      )
      return (
        made, try CampaignStore.find(made.number, in: connection),
        try CampaignStore.nextWaiting(made.number, limit: 2, in: connection)
      )
    }
    #expect(made == (1, 3))
    var expected = Self.campaign
    expected.number = 1
    #expect(found == expected)
    #expect(found?.perDay == 4)
    #expect(found?.starts == Day("2027-01-11"))
    #expect(next.map(\.subject) == ["C", "A"])
    #expect(next.first?.municipality == "åsdal")
    #expect(expected.execution(of: "5CG123") == "pc-rollover-1-5cg123")
    // Serial numbers that differ in nothing but signs are still two.
    #expect(expected.execution(of: "AB-12") != expected.execution(of: "A-B12"))
    #expect(expected.execution(of: "AB-12").hasPrefix("pc-rollover-1-ab12-"))
    #expect(expected.execution(of: "A-1") != expected.execution(of: "A1"))
    var huge = expected
    huge.number = 123_456_789_012
    let long = String(repeating: "å9", count: 200)
    #expect(huge.execution(of: long).utf8.count <= 77)
    #expect(huge.execution(of: long) != huge.execution(of: long + "9"))
  }

  @Test func `nothing is in two campaigns at once`() async throws {
    let (second, change, third) = try await database.write { (connection) throws(DatabaseError) in
      let first = try CampaignStore.create(
        Self.campaign,
        members: Self.members(["A", "B"]),
        in: connection
      ).number
      let second = try CampaignStore.create(
        Self.campaign,
        members: Self.members(["B", "C"]),
        in: connection
      )
      var member = Self.members(["A"])[0]
      member.campaign = second.number
      let change = try CampaignStore.add(member, in: connection)
      try CampaignStore.markEnded(
        first,
        "A",
        outcome: "declined",
        at: Registers.hour(2),
        in: connection
      )
      return (second, change, try CampaignStore.add(member, in: connection))
    }
    #expect(second == (2, 1))
    #expect(change == .unneeded)
    #expect(third == .made)
  }

  @Test func `a member is started once, and ends once`() async throws {
    let (changes, counts, member) = try await database.write { (connection) throws(DatabaseError) in
      let number = try CampaignStore.create(
        Self.campaign,
        members: Self.members(["A", "B", "C"]),
        in: connection
      ).number
      var changes: [Change] = []
      for _ in 0..<2 {
        changes.append(
          try CampaignStore.markStarted(
            number,
            "A",
            execution: "x",
            at: Registers.hour(1),
            in: connection
          )
        )
      }
      changes.append(try CampaignStore.remove(number, "A", at: Registers.hour(1), in: connection))
      for _ in 0..<2 {
        changes.append(
          try CampaignStore.markEnded(
            number,
            "A",
            outcome: "exchanged",
            at: Registers.hour(2),
            in: connection
          )
        )
      }
      changes.append(try CampaignStore.remove(number, "B", at: Registers.hour(1), in: connection))
      changes.append(try CampaignStore.remove(number, "X", at: Registers.hour(1), in: connection))
      return (
        changes, try CampaignStore.counts(number, in: connection),
        try CampaignStore.member(number, "A", in: connection)
      )
    }
    #expect(changes == [.made, .unneeded, .unneeded, .made, .unneeded, .made, .missing])
    #expect(counts.byStatus == [.ended: 1, .removed: 1, .waiting: 1])
    #expect(counts.byOutcome == ["exchanged": 1])
    #expect(counts.total == 2)
    #expect(member?.started == Registers.hour(1))
    #expect(member?.execution == "x")
  }

  @Test func `one that was taken out can be put in again`() async throws {
    let statuses = try await database.write { (connection) throws(DatabaseError) in
      let number = try CampaignStore.create(
        Self.campaign,
        members: Self.members(["A", "B"]),
        in: connection
      ).number
      let removed = try CampaignStore.removeWaiting(number, at: Registers.hour(1), in: connection)
      var member = Self.members(["A"])[0]
      member.campaign = number
      let added = try CampaignStore.add(member, in: connection)
      return (removed, added, try CampaignStore.counts(number, in: connection).byStatus)
    }
    #expect(statuses.0 == 2)
    #expect(statuses.1 == .made)
    #expect(statuses.2 == [.waiting: 1, .removed: 1])
  }
}
