import Flows
import Foundation
import Ground
import Helpdesk
import Storage
import Testing
import WorkingTime

/// Campaigns about people's licences, with a flow that only waits.
@Suite struct CampaignOfLicencesTests {
  private static let layouts = [
    FleetStore.layout, CampaignStore.layout, ExecutionStore.layout, AuditStore.layout,
    WorklistStore.layout, LicenceScanStore.layout, LicenceFindingStore.layout,
    LicenceKeepStore.layout,
  ]
  private static let wait =
    #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 9, "End": true}}}"#

  private let database: Database
  private let engine: FlowEngine
  private let feeder: CampaignFeeder

  init() throws {
    database = try Database(path: ":memory:", layouts: Self.layouts)
    engine = FlowEngine(
      flows: try ["licence-cleanup", CampaignDesk.flow].map {
        try Flow(name: $0, text: Self.wait)
      },
      connectors: Connectors([])
    )
    feeder = CampaignFeeder(engine, people: { Idle.people }, hours: BusinessHours())
  }

  private func campaign(
    _ users: [LicensedUser],
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    try Idle.find(users, in: connection)
    let members = users.map { CampaignMember(subject: $0.id, municipality: $0.municipality) }
    let campaign = Campaign(
      kind: "licence-cleanup",
      title: "T",
      flow: "licence-cleanup",
      policy: [:],
      startedBy: "ida",
      created: Idle.now
    )
    let desk = CampaignDesk(engine, by: "ida", at: Idle.now)
    return try desk.start(campaign, members: members, in: connection)?.number ?? 0
  }

  @Test func `starts each with what its flow needs, also whom nobody knows`() async throws {
    let feeder = feeder
    let users = [Idle.user("a", "kari@x"), Idle.user("b", "nobody@x"), Idle.user("c", "ola@x")]
    let (fed, members, inputs) = try await database.write { (connection) throws(DatabaseError) in
      let number = try campaign(users, in: connection)
      let fed = try feeder.feed(number, at: Idle.now, in: connection)
      let members = try CampaignStore.members(number, [.started], limit: 9, in: connection)
      return (
        fed, members,
        try members.map { (member) throws(DatabaseError) in
          try ExecutionStore().execution(named: member.execution ?? "", in: connection)?.input
        }
      )
    }
    #expect(fed?.started == 3 && fed?.troubles == [])
    #expect(members.map(\.user) == ["kari", nil, "ola"])
    let known = try JSON(parsing: try #require(inputs[0]))
    #expect(
      known == [
        "user": ["id": "kari", "name": "Kari", "role": "employee", "municipality": "molde"],
        "language": "nb", "licences": ["user": "a"], "campaign": 1, "intent": "licence-cleanup",
        "text": "", "entities": [:], "conversation": "",
      ]
    )
    let unknown = try JSON(parsing: try #require(inputs[1]))
    #expect(unknown["user"] == .null && unknown["licences"]?["user"] == "b")
  }

  @Test func `starts no pupil, and says so`() async throws {
    let feeder = feeder
    let fed = try await database.write { (connection) throws(DatabaseError) in
      let number = try campaign([Idle.user("p", "per@x")], in: connection)
      return try feeder.feed(number, at: Idle.now, in: connection)
    }
    #expect(fed?.started == 0)
    #expect(fed?.troubles.map(\.reason) == ["noAccess"])
    #expect(fed?.counts.byOutcome == ["noAccess": 1])
  }

  @Test func `a member is found by what they sign in with, and audited as an account`() async throws
  {
    let engine = engine
    let (outcome, details) = try await database.write { (connection) throws(DatabaseError) in
      let number = try campaign([Idle.user("a", "kari@x")], in: connection)
      try CampaignStore.add(
        CampaignMember(campaign: number, subject: "o", user: "ola"),
        in: connection
      )
      let subjects = try ["KARI@x", "ola@x", "ola", "a", "per@x"].map {
        (name) throws(DatabaseError) in
        try CampaignStore.subject(name, of: number, people: Idle.people, in: connection)
      }
      #expect(subjects == ["a", "o", "o", "a", nil])
      let subject = subjects[0]
      let desk = CampaignDesk(engine, by: "ida", at: Idle.now)
      let outcome = try desk.remove(number, subject ?? "", in: connection)
      let details = try connection.rows(
        "SELECT details FROM audit WHERE event = 'campaign.removed'"
      ) { (row) in row.text(0) }
      return (outcome, details)
    }
    #expect(outcome == .done(1))
    #expect(details.first.map { $0.contains(#""account":"a""#) } == true)
  }

  @Test func `who is deleted is no member by their account either`() async throws {
    let subjects = try await database.write { (connection) throws(DatabaseError) in
      let number = try campaign([Idle.user("a", "kari@x"), Idle.user("b", "b@x")], in: connection)
      try connection.run("UPDATE campaignMember SET user = 'kari', place = 7 WHERE subject = 'a'")
      try CampaignStore.anonymise("kari", as: "removed-1", at: Idle.now, in: connection)
      return try CampaignStore.members(
        number,
        Set(CampaignMember.Status.allCases),
        limit: 9,
        in: connection
      ).map(\.subject)
    }
    #expect(subjects == ["b", "removed-1:7"])
  }
}
