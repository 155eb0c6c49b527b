import Foundation
import Ground
import Helpdesk
import Storage
import Testing

@Suite struct CampaignPrivacyTests {
  private let database: Database

  init() throws { database = try Database(path: ":memory:", layouts: [CampaignStore.layout]) }

  private static func add(
    _ status: Campaign.Status,
    _ subjects: [String],
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    let campaign = Campaign(
      kind: "pc-rollover",
      title: "T",
      flow: "pc-rollover",
      policy: [:],
      status: status,
      startedBy: "ida",
      created: Registers.hour(0)
    )
    let members = subjects.map { CampaignMember(subject: $0, user: "kari") }
    return try CampaignStore.create(campaign, members: members, in: connection).number
  }

  @Test func `tells a person what campaigns have of them, and forgets them`() async throws {
    let (before, after, counts) = try await database.write { (connection) throws(DatabaseError) in
      let number = try Self.add(.running, ["A", "B"], in: connection)
      try CampaignStore.markStarted(
        number,
        "A",
        execution: "x",
        at: Registers.hour(1),
        in: connection
      )
      let before = try CampaignStore.export(of: "kari", in: connection)
      for user in ["kari", "ida"] {
        try CampaignStore.anonymise(user, as: "removed-1", at: Registers.hour(2), in: connection)
      }
      return (
        before,
        try CampaignStore.export(of: "kari", in: connection)
          + CampaignStore.export(of: "ida", in: connection),
        try CampaignStore.counts(number, in: connection).byStatus
      )
    }
    #expect(before.count == 2)
    #expect(before.first?["subject"] == "A")
    #expect(after == [])
    #expect(counts == [.started: 1, .removed: 1])
  }

  @Test func `lets go of campaigns that were over long ago, a stretch at a time`() async throws {
    let (removed, left) = try await database.write { (connection) throws(DatabaseError) in
      let old = try Self.add(.stopped, (0..<1_200).map { "S\($0)" }, in: connection)
      _ = try CampaignStore.removeWaiting(old, at: Registers.hour(1), in: connection)
      let late = try Self.add(.stopped, ["L"], in: connection)
      _ = try CampaignStore.removeWaiting(late, at: Registers.hour(50), in: connection)
      _ = try Self.add(.running, ["R"], in: connection)
      var (removed, next): (Int, Int?) = (0, 0)
      while let after = next {
        let sweep = try CampaignStore.purge(
          before: Registers.hour(10),
          after: after,
          in: connection
        )
        removed += sweep.removed
        next = sweep.next
      }
      return (removed, try CampaignStore.all(in: connection).map(\.number))
    }
    #expect(removed == 1_201)
    #expect(left == [3, 2])
  }
}
