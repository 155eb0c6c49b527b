import Flows
import Foundation
import Ground
import Helpdesk
import Messaging
import People
import Storage
import TestKit
import Testing
import WorkingTime

@testable import App

/// The pilot's year with the real engine, its flows and its registers: a campaign of 208 exchanges at four a day.
///
/// People answer, put off, are silent, ask for help or do not come, and technicians take three minutes. For each who drops
/// out another machine is taken in.
@Suite struct PilotYearTests {
  private static let exchanges = 208

  @Test(arguments: [1 as UInt64]) func `saves seventy-six hours with 208 exchanges`(
    seed: UInt64
  )
    async throws
  {
    var year = try PilotYear(seed: seed)
    try await year.open(with: Self.exchanges)
    var days = 0
    while try await year.collected() < Self.exchanges {
      days += 1
      if days > 250 {
        let standing = try await year.standing()
        Issue.record("a year has no more working days: \(standing)")
        return
      }
      try await year.day(wanted: Self.exchanges)
    }
    // What is on its way back comes home.
    for _ in 0..<22 { try await year.day(wanted: 0) }
    let talk = year.talk
    #expect(try await talk.failures() == [])
    let (gains, doubled, stages) = try await talk.database.read {
      (connection) throws(DatabaseError) in
      (
        try GainStore.total(in: connection),
        try connection.rows(
          """
          SELECT serial FROM rolloverStep WHERE step = 'noticed' GROUP BY serial, user HAVING count(*) > 1
          """
        ) { (row) in row.text(0) },
        try connection.rows("SELECT stage, count(*) FROM device GROUP BY stage ORDER BY stage") {
          (row) in "\(row.text(0)) \(row.integer(1))"
        }
      )
    }
    #expect(gains.count == Self.exchanges)
    // A machine that a person had to arrange the collection of took them another time than the usual three minutes.
    #expect(abs(gains.minutes - 22 * Double(Self.exchanges)) < 16)
    #expect(Int(gains.minutes / 60) == 76)
    #expect(doubled == [])
    #expect(stages.contains("disposed \(Self.exchanges)"), "\(stages)")
  }
}

/// People and technicians, a working day at a time.
private struct PilotYear {
  let talk: FlowTalk
  private var generator: SeededGenerator
  private var begun = 0

  init(seed: UInt64) throws {
    generator = SeededGenerator(seed: seed)
    talk = try FlowTalk(as: "kari")
    let people = (0..<400).map {
      "p\($0)\tP\($0)\temployee\tfjordviken\t\tp\($0)@x.example\tliv\tSkolen"
    }
    let lines =
      people + ["liv\tLiv\tleader\tfjordviken\t\tliv@x.example", "ida\tIda\titstaff\tfjordviken"]
    talk.people.directory = try Directory(parsing: lines.joined(separator: "\n"), file: "users.tsv")
  }

  func collected() async throws -> Int {
    try await talk.database.read { (connection) throws(DatabaseError) in
      try connection.rows("SELECT count(*) FROM rolloverStep WHERE step = 'collected'") { (row) in
        row.integer(0)
      }.first ?? 0
    }
  }

  /// Starts the campaign, with so many machines.
  mutating func open(with count: Int) async throws {
    let (members, now) = (try await machines(count), talk.clock.now())
    var policy = TalkedRollover.policy.object ?? JSONObject()
    policy["pace"] = ["perDay": 4]
    let campaign = Campaign(
      kind: "pc-rollover",
      title: "PC-rullering",
      flow: "pc-rollover",
      policy: .object(policy),
      startedBy: "ida",
      created: now
    )
    let desk = CampaignDesk(engine, by: "ida", at: now)
    let started = try await talk.database.write { (connection) throws(DatabaseError) in
      try desk.start(campaign, members: members, in: connection)?.members
    }
    #expect(started == count)
  }

  /// So many more machines in the inventory, each of another person.
  private mutating func machines(_ count: Int) async throws -> [CampaignMember] {
    let now = talk.clock.now()
    let devices = (begun..<begun + count).map { number in
      var device = Device(serial: "S\(1000 + number)")
      (device.user, device.unit) = ("p\(number)@x.example", "Skolen")
      (device.municipality, device.model) = ("fjordviken", "Latitude 5400")
      (device.ownership, device.purchased) = (.organisation, Day("2021-05-03"))
      device.lastSeen = now
      return device
    }
    try await talk.database.write { (connection) throws(DatabaseError) in
      for device in devices { try FleetStore.add(device, at: now, in: connection) }
    }
    let first = begun
    begun += count
    return devices.enumerated().map { place, device in
      CampaignMember(
        campaign: 1,
        subject: device.serial,
        user: "p\(first + place)",
        municipality: "fjordviken",
        place: place
      )
    }
  }

  /// Whoever starts something only writes it down; the conversation's own engine runs it.
  private var engine: FlowEngine { FlowEngine(flows: talk.flows, connectors: Connectors([])) }

  /// One day: others are taken in for those who have dropped out, people answer, technicians work.
  mutating func day(wanted: Int) async throws {
    let missing = try await wanted - onTheirWay()
    if missing > 0 {
      let (members, now) = (try await machines(missing), talk.clock.now())
      let desk = CampaignDesk(engine, by: "ida", at: now)
      try await talk.database.write { (connection) throws(DatabaseError) in
        for member in members { _ = try desk.add(member, in: connection) }
      }
    }
    _ = try await talk.settled()
    try await answer()
    try await work()
    _ = try await talk.wait(days: 1, at: TimeOfDay("10:00"))
  }

  private func onTheirWay() async throws -> Int {
    try await talk.database.read { (connection) throws(DatabaseError) in
      try connection.rows(
        """
        SELECT (SELECT count(*) FROM campaignMember WHERE status = 'waiting')
          + (SELECT count(*) FROM rolloverRun WHERE ended IS NULL)
          + (SELECT count(*) FROM rolloverStep WHERE step = 'collected')
        """
      ) { (row) in row.integer(0) }.first ?? 0
    }
  }

  /// How the exchanges stand, where the year was too short.
  func standing() async throws -> [String] {
    try await talk.database.read { (connection) throws(DatabaseError) in
      try connection.rows(
        """
        SELECT flow || ' ' || status || ' ' || state, count(*) FROM execution GROUP BY 1
        UNION ALL SELECT 'ended ' || detail, count(*) FROM rolloverStep WHERE step = 'ended' GROUP BY 1
        """
      ) { (row) in "\(row.text(0)): \(row.integer(1))" }
    }
  }

  // MARK: People

  private mutating func answer() async throws {
    let users = try await talk.database.read { (connection) throws(DatabaseError) in
      try connection.rows("SELECT DISTINCT user FROM question WHERE state = 'open' ORDER BY user") {
        (row) in row.text(0)
      }
    }
    for user in users {
      let questions = try await talk.database.read { (connection) throws(DatabaseError) in
        try QuestionStore.openQuestions(of: user, in: connection).map(\.question)
      }
      let now = talk.clock.now()
      for question in questions {
        guard Int.random(in: 0..<5, using: &generator) > 0, let data = data(for: question) else {
          continue
        }
        let answer = try question.answer(from: data)
        try await talk.database.write { (connection) throws(DatabaseError) in
          try QuestionStore.settle(question.id, as: .answered, at: now, in: connection)
          _ = try FlowAnswers().answer(question.token, with: answer, at: now, in: connection)
        }
      }
    }
    _ = try await talk.settled()
  }

  /// What somebody answers; nil where they do not today.
  private mutating func data(for question: Question) -> JSON? {
    var data = JSONObject()
    for input in question.inputs {
      switch input.kind {
      case .choice(let choices, false):
        data[input.id] = choices.randomElement(using: &generator).map { .string($0.value) }
      case .text: data[input.id] = "vet ikke"
      case .date(let earliest, _): data[input.id] = earliest.map(JSON.string)
      default: break
      }
    }
    let names = question.actions.compactMap { $0.data["action"]?.string }
    guard !names.isEmpty else { return .object(data) }
    let isUsual = Int.random(in: 0..<100, using: &generator) < 80
    let name = isUsual ? names.first : names.randomElement(using: &generator)
    data["action"] = name.map(JSON.string)
    return .object(data)
  }

  // MARK: Technicians

  /// Everybody's work of the day: two minutes to prepare a machine, one to hand it over; a few are not fetched.
  private mutating func work() async throws {
    let items = try await talk.database.read { (connection) throws(DatabaseError) in
      try WorklistStore.items(WorklistFilter(), in: connection)
    }
    let (now, today) = (talk.clock.now(), OsloClock.reading(talk.clock.now()).day)
    var due: [WorkItem] = []
    for item in items {
      let isToday = item.order.due.map { OsloClock.reading($0).day <= today } ?? true
      guard item.order.kind == "utlevering" else {
        due.append(item)
        continue
      }
      if isToday, Int.random(in: 0..<20, using: &generator) > 0 { due.append(item) }
    }
    let claimed = due
    try await talk.database.write { (connection) throws(DatabaseError) in
      for item in claimed where item.order.kind == "klargjoring" || item.order.kind == "utlevering"
      {
        _ = try WorklistStore.claim(item.number, by: "ida", at: now, in: connection)
      }
    }
    // A person who looks at something else takes the same machine on and off the list at once.
    try await finish(due.filter { !["klargjoring", "utlevering"].contains($0.order.kind) })
    _ = try await talk.wait(minutes: 1)
    try await finish(due.filter { $0.order.kind == "utlevering" })
    _ = try await talk.wait(minutes: 1)
    try await finish(due.filter { $0.order.kind == "klargjoring" })
  }

  private func finish(_ items: [WorkItem]) async throws {
    let now = talk.clock.now()
    try await talk.database.write { (connection) throws(DatabaseError) in
      for item in items {
        _ = try WorklistStore.claim(item.number, by: "ida", at: now, in: connection)
        _ = try WorklistStore.finish(
          item.number,
          with: Note(by: "ida", at: now, ""),
          answering: FlowAnswers(),
          in: connection
        )
      }
    }
    _ = try await talk.settled()
  }
}
