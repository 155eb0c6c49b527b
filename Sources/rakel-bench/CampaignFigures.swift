internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage
internal import WorkingTime

/// What large campaigns cost on a real file: finding who takes part in a fleet of a million, starting 100,000 and
/// noticing them all; and pausing one of which 5,000 are under way, which holds up all other writes.
struct CampaignFigures {
  private let folder: URL
  private static let fleet = 1_000_000
  /// Every tenth is old.
  private static let members = fleet / 10
  private static let people = 10_000
  private static let layouts = [
    FleetStore.layout, CampaignStore.layout, ExecutionStore.layout, AuditStore.layout,
    WorklistStore.layout,
  ]

  /// - Parameter folder: where database files may be made; on a disk, or the figures mean nothing.
  init(in folder: URL) { self.folder = folder }

  func all() async throws -> [Figure] {
    let database = try Database(path: path("campaign.sqlite"), layouts: Self.layouts)
    let (people, today) = (try Self.directory(), Day(number: 20_833))
    let now = Date(milliseconds: today.number * 86_400_000 + 9 * 3_600_000)
    try await fill(database, today)
    let policy = try CampaignPolicy(parsing: Self.policy)
    let engine = FlowEngine(
      flows: try ["pc-rollover", CampaignDesk.flow].map { try Flow(name: $0, text: Self.flow) },
      connectors: Connectors([])
    )
    let before = Usage.residentBytes()
    let clock = ContinuousClock()
    let begun = clock.now
    let plan = try await database.read { (connection) throws(DatabaseError) in
      try CampaignPlan(policy, on: CampaignPlan.Ground(people: people), at: now, in: connection)
    }
    let planned = clock.now - begun
    let desk = CampaignDesk(engine, by: "ida", at: now)
    let number = try await database.write { (connection) throws(DatabaseError) in
      try desk.start(
        plan.campaign(startedBy: "ida", at: now),
        members: plan.members,
        in: connection
      )?.number ?? 0
    }
    let created = clock.now - begun - planned
    let feeder = CampaignFeeder(engine, people: { people }, hours: BusinessHours())
    var started = 0
    while started < Self.members {
      let fed = try await database.write { (connection) throws(DatabaseError) in
        try feeder.feed(number, at: now, in: connection)
      }
      guard let fed, fed.started > 0 else { break }
      started += fed.started
    }
    let whole = clock.now - begun
    precondition(started == Self.members, "not everybody was started")
    let resident = Double(max(0, Usage.residentBytes() - before)) / 1e6
    return [
      Figure(name: "campaign: plan of a million", unit: "ms", value: planned / .milliseconds(1)),
      Figure(name: "campaign: create 100,000", unit: "ms", value: created / .milliseconds(1)),
      Figure(name: "campaign: plan and start 100,000", unit: "ms", value: whole / .milliseconds(1)),
      Figure(name: "campaign: memory for 100,000", unit: "MB", value: resident),
    ] + (try await pause(now))
  }

  /// A campaign that is paused and resumed while many of it are under way.
  private func pause(_ now: Date) async throws -> [Figure] {
    let database = try Database(path: path("pause.sqlite"), layouts: Self.layouts)
    let people = try Self.directory()
    let engine = FlowEngine(
      flows: try ["pc-rollover", CampaignDesk.flow].map { try Flow(name: $0, text: Self.flow) },
      connectors: Connectors([])
    )
    let feeder = CampaignFeeder(engine, people: { people }, hours: BusinessHours())
    let number = try await database.write { (connection) throws(DatabaseError) in
      var members: [CampaignMember] = []
      for place in 0..<Self.underWay {
        var device = Device(serial: "SN\(place)")
        device.user = "u\(place % Self.people)@x"
        try FleetStore.add(device, at: now, in: connection)
        members.append(CampaignMember(subject: device.serial, place: place))
      }
      let campaign = Campaign(
        kind: "pc-rollover",
        title: "T",
        flow: "pc-rollover",
        policy: [:],
        startedBy: "ida",
        created: now
      )
      let desk = CampaignDesk(engine, by: "ida", at: now)
      return try desk.start(campaign, members: members, in: connection)?.number ?? 0
    }
    for _ in 0..<(Self.underWay / CampaignPace.mostAtOnce) {
      _ = try await database.write { (connection) throws(DatabaseError) in
        try feeder.feed(number, at: now, in: connection)
      }
    }
    let desk = CampaignDesk(engine, by: "ida", at: now)
    let clock = ContinuousClock()
    let paused = try await clock.measure {
      let outcome = try await database.write { (connection) throws(DatabaseError) in
        try desk.pause(number, in: connection)
      }
      precondition(outcome == .done(Self.underWay), "not everybody was paused")
    }
    let resumed = try await clock.measure {
      _ = try await database.write { (connection) throws(DatabaseError) in
        try desk.resume(number, in: connection)
      }
    }
    return [
      Figure(name: "campaign: pause 5,000", unit: "ms", value: paused / .milliseconds(1)),
      Figure(name: "campaign: resume 5,000", unit: "ms", value: resumed / .milliseconds(1)),
    ]
  }

  private static let underWay = 5_000

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func fill(_ database: Database, _ today: Day) async throws {
    try await database.write { (connection) throws(DatabaseError) in
      for number in 0..<Self.fleet {
        try connection.run(
          """
          INSERT INTO device (serial, model, purchased, municipality, unit, user, ownership,
            isShared, readiness, lastSeen, stage, changed)
          VALUES (?, 'Latitude 7440', ?, ?, 'Skole', ?, 'organisation', 0, 'capable', ?, 'inUse', 0)
          """,
          .text("SN\(number)"),
          .integer(today.number - (number % 10 == 0 ? 2_000 : 300)),
          .text(["fjordviken", "storøya", "åsdal", "nordbygd"][number % 4]),
          .text("u\(number % Self.people)@x"),
          .integer(today.number * 86_400_000)
        )
      }
    }
  }

  private static func directory() throws -> Directory {
    let lines = (0..<people).map { "u\($0)\tNavn \($0)\temployee\tfjordviken\t\tu\($0)@x" }
    return try Directory(parsing: lines.joined(separator: "\n"), file: "users.tsv")
  }

  private static let flow = """
    {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 9999999, "End": true}}}
    """

  private static let policy = """
    {"kind": "pc-rollover", "title": "T", "eligible": {"olderThanYears": 4, "seenWithinDays": 90},
     "choices": {"models": [{"id": "a", "title": "A"}], "places": [
       {"id": "p", "title": "P", "municipality": "x", "from": "09:00", "to": "10:00"}]}}
    """
}
