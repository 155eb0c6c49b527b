import Flows
import Foundation
import Ground
import Helpdesk
import People
import StatesLanguage
import Storage
import Testing
import WorkingTime

/// Campaigns with a flow that only waits, and their machines.
@Suite struct CampaignFeederTests {
  private static let layouts =
    Fleet.layouts + [ExecutionStore.layout, AuditStore.layout, WorklistStore.layout]
  private static let wait =
    #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 9, "End": true}}}"#

  private let database: Database
  private let engine: FlowEngine
  private let feeder: CampaignFeeder

  init() throws {
    database = try Database(path: ":memory:", layouts: Self.layouts)
    engine = FlowEngine(
      flows: try ["pc-rollover", CampaignDesk.flow].map { try Flow(name: $0, text: Self.wait) },
      connectors: Connectors([])
    )
    feeder = CampaignFeeder(engine, people: { Fleet.people }, hours: BusinessHours())
  }

  /// A Monday morning at nine.
  private static let monday = Fleet.moment(Day("2027-01-11") ?? Fleet.today, 9 * 60)

  /// A campaign about these machines; without a pace where `perDay` is nil.
  private func campaign(
    _ devices: [Device],
    perDay: Int? = nil,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    var members: [CampaignMember] = []
    for (place, device) in devices.enumerated() {
      try FleetStore.add(device, at: Self.monday, in: connection)
      members.append(
        CampaignMember(subject: device.serial, municipality: device.municipality, place: place)
      )
    }
    let campaign = Campaign(
      kind: "pc-rollover",
      title: "T",
      flow: "pc-rollover",
      policy: perDay.map { ["pace": ["perDay": .integer($0)], "languages": ["Fjordviken": "nn"]] }
        ?? [:],
      startedBy: "ida",
      created: Self.monday
    )
    let desk = CampaignDesk(engine, by: "ida", at: Self.monday)
    return try desk.start(campaign, members: members, in: connection)?.number ?? 0
  }

  @Test func `starts each once, with what its flow needs`() async throws {
    let feeder = feeder
    let (first, again, execution) = try await database.write { (connection) throws(DatabaseError) in
      let number = try campaign(
        [Fleet.device("B1"), Fleet.device("A1")],
        perDay: 1,
        in: connection
      )
      let first = try feeder.feed(number, at: Self.monday, in: connection)
      let again = try feeder.feed(number, at: Self.monday, in: connection)
      return (
        first, again,
        try ExecutionStore().execution(named: "pc-rollover-1-b1", in: connection)
      )
    }
    #expect(first?.started == 1)
    #expect(first?.counts.waiting == 1)
    #expect(again?.started == 0)
    // The next notice is tomorrow; it looks before that.
    #expect(again?.next == Self.monday.addingTimeInterval(4 * 3_600))
    let input = try JSON(parsing: try #require(execution?.input))
    #expect(
      input == [
        "user": [
          "id": "kari", "name": "Kari", "role": "employee", "municipality": "fjordviken",
        ],
        "language": "nn", "device": ["serial": "B1"], "campaign": 1, "intent": "pc-rollover",
        "text": "", "entities": [:], "conversation": "",
      ]
    )
    #expect(execution?.user == "kari")
    #expect(execution?.device == "B1")
  }

  @Test func `one member's trouble stops nobody`() async throws {
    let feeder = feeder
    let devices = [
      Fleet.device("A") { $0.user = "none@x" }, Fleet.device("B") { $0.user = "ola@x" },
      Fleet.device("C") { $0.user = nil }, Fleet.device("D") { $0.user = "per@x" },
      Fleet.device("E"),
    ]
    let (fed, counts) = try await database.write { (connection) throws(DatabaseError) in
      let number = try campaign(devices, in: connection)
      let fed = try feeder.feed(number, at: Self.monday, in: connection)
      return (fed, try CampaignStore.counts(number, in: connection))
    }
    #expect(fed?.started == 1)
    #expect(fed?.troubles.map(\.reason) == ["unknownUser", "left", "noUser", "noAccess"])
    #expect(counts.byOutcome == ["unknownUser": 1, "left": 1, "noUser": 1, "noAccess": 1])
  }

  @Test func `writes to whoever has the machine now`() async throws {
    let feeder = feeder
    let member = try await database.write { (connection) throws(DatabaseError) in
      let number = try campaign([Fleet.device("A")], in: connection)
      try connection.run("UPDATE device SET user = 'odd@x'")
      _ = try feeder.feed(number, at: Self.monday, in: connection)
      return try CampaignStore.member(number, "A", in: connection)
    }
    #expect(member?.user == "odd")
    #expect(member?.status == .started)
  }

  @Test func `goes on for as long as a machine that was passed on is on its way`() async throws {
    let (feeder, engine) = (feeder, engine)
    let (fed, passed, over) = try await database.write { (connection) throws(DatabaseError) in
      let number = try campaign([Fleet.device("A")], in: connection)
      let (now, second) = (Self.monday.milliseconds, "pc-rollover-1-a-2")
      _ = try feeder.feed(number, at: Self.monday, in: connection)
      _ = try engine.start("pc-rollover", named: second, input: [:], now: now, in: connection)
      try CampaignStore.markPassedOn(number, "A", to: second, user: "odd", in: connection)
      _ = try engine.cancel("pc-rollover-1-a", by: "ida", now: now, in: connection)
      let fed = try feeder.feed(number, at: Self.monday, in: connection)
      let passed = try CampaignStore.member(number, "A", in: connection)
      _ = try engine.cancel(second, by: "ida", now: now, in: connection)
      return (fed, passed, try feeder.feed(number, at: Self.monday, in: connection))
    }
    #expect(fed?.status == .running)
    #expect(passed?.status == .started)
    #expect(passed?.user == "odd")
    #expect(over?.status == .finished)
  }

  @Test func `is finished once all have ended, however they did`() async throws {
    let (feeder, engine) = (feeder, engine)
    let (fed, counts) = try await database.write { (connection) throws(DatabaseError) in
      let number = try campaign([Fleet.device("A"), Fleet.device("B")], in: connection)
      _ = try feeder.feed(number, at: Self.monday, in: connection)
      try CampaignStore.markEnded(
        number,
        "A",
        outcome: "exchanged",
        at: Self.monday,
        in: connection
      )
      let now = Self.monday.milliseconds
      _ = try engine.cancel("pc-rollover-1-b", by: "ida", now: now, in: connection)
      let fed = try feeder.feed(number, at: Self.monday, in: connection)
      return (fed, try CampaignStore.counts(number, in: connection))
    }
    #expect(fed?.status == .finished)
    #expect(fed?.next == nil)
    #expect(counts.byOutcome == ["exchanged": 1, "cancelled": 1])
  }

  @Test func `pauses, resumes and stops with all that is under way`() async throws {
    let (feeder, engine) = (feeder, engine)
    let outcomes = try await database.write { (connection) throws(DatabaseError) in
      let desk = CampaignDesk(engine, by: "ida", at: Self.monday)
      let number = try campaign(
        [Fleet.device("A"), Fleet.device("B"), Fleet.device("C")],
        perDay: 2,
        in: connection
      )
      _ = try feeder.feed(number, at: Self.monday, in: connection)
      var outcomes = [
        try desk.pause(number, in: connection), try desk.pause(number, in: connection),
      ]
      let paused = try feeder.feed(number, at: Self.monday + 7_200, in: connection)
      #expect(paused?.started == 0)
      let status = try ExecutionStore().execution(named: "pc-rollover-1-a", in: connection)?.status
      #expect(status == .paused)
      outcomes.append(try desk.resume(number, in: connection))
      outcomes.append(try desk.remove(number, "A", in: connection))
      outcomes.append(try desk.remove(number, "B", in: connection))
      outcomes.append(try desk.stop(number, in: connection))
      outcomes.append(try desk.resume(number, in: connection))
      outcomes.append(try desk.pause(99, in: connection))
      return outcomes
    }
    #expect(
      outcomes == [
        .done(1), .unneeded, .done(1), .unneeded, .done(1), .done(1), .status(.stopped), .missing,
      ]
    )
    let events = try await database.read { (connection) throws(DatabaseError) in
      try connection.rows("SELECT event FROM audit ORDER BY number") { (row) in row.text(0) }
    }
    #expect(
      events == [
        "campaign.started", "campaign.paused", "campaign.resumed", "campaign.removed",
        "campaign.stopped",
      ]
    )
  }
}
