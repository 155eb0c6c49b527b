import Connectors
import Flows
import Foundation
import Graph
import Ground
import HTTP
import Helpdesk
import Storage
import TestKit
import Testing
import WorkingTime

/// Rakel killed at every step of taking and giving back: before each request to Graph, and after it was carried out.
@Suite(.serialized, .enabled(if: MockGraph.isThere, "\(MockGraph.need)"))
struct LicenceKillTests {
  private static let e3 = "05e9a617-0261-4cee-bb44-138d3ef5d965"
  private static let visio = "c5928f49-12ba-48f7-ada3-0d743a3601d5"
  private static let teams = "57ff2da0-773e-42df-b2af-ffb7a2317929"

  /// Somebody who has E3 with a group, and Visio and more directly, and lost interest long ago.
  private static func prepare(_ room: LicenceRoom) async throws -> String {
    try await room.graph.tell("reset")
    let people = try await room.people()
    let truth = try await room.graph.exactTruth()
    let groups = (truth["groups"]?.object ?? JSONObject()).filter {
      $0.value.string?.contains("SPE_E3") == true
    }.map(\.key)
    let idle = people.filter { _, person in
      person["kind"]?.string?.hasPrefix("inactive") == true && person["hold"] != true
        && person["employment"] == "Fast"
        && (person["groups"]?.array ?? []).contains { groups.contains($0.string ?? "") }
    }
    let id = try #require(idle.keys.sorted().first)
    try await room.graph.changeUser([
      "id": .string(id),
      "direct": [["skuId": .string(visio), "disabledPlans": []]],
    ])
    return id
  }

  /// Begins a campaign with them; their mailbox is made a shared one after that.
  private static func begin(_ room: LicenceRoom, with id: String) async throws {
    #expect(try await room.begin().contains(id))
    try await room.graph.changeUser(["id": .string(id), "purpose": "shared"])
  }

  private static func graph() throws -> MockGraph { try mock.get() }

  private static let mock = Result { try MockGraph(users: 40, devices: 1, seed: 31) }

  @Test func `takes each licence once, and knows of each, wherever it is killed`() async throws {
    let graph = try Self.graph()
    // As many requests as there are where nothing goes wrong.
    let plain = UnsteadyTransport { _, _ in nil }
    let first = try LicenceRoom(graph, policy: ["groups": ["LIC-*"]])
    let somebody = try await Self.prepare(first)
    try await Self.begin(first, with: somebody)
    _ = try await first.remove(
      somebody,
      by: try first.connector(over: plain),
      mailbox: "converted"
    )
    let steps = plain.requests
    #expect(steps >= 7)
    var planned = 0
    for step in 1...steps {
      for kill in [UnsteadyTransport.Mishap.killedBefore, .killedAfter] {
        let room = try LicenceRoom(graph, policy: ["groups": ["LIC-*"]])
        let id = try await Self.prepare(room)
        // So that the tenant knows of nothing that was asked before.
        let before = try await room.people()
        try await Self.begin(room, with: id)
        let asked = try await room.asked("POST", "/assignLicense").count
        let left = try await room.asked("DELETE", "/$ref").count
        let request = room.request("remove", of: id, ["decision": "user", "mailbox": "converted"])
        let dying = try room.connector(
          over: UnsteadyTransport { number, _ in number == step ? kill : nil }
        )
        let outcome = await dying.perform(request)
        if case .done = outcome { Issue.record("step \(step) \(kill): \(outcome)") }
        planned += try await room.rows().isEmpty ? 0 : 1
        // What the other side has lost is always on disk.
        let now = try await room.people()
        let lost =
          (before[id]?["licences"]?.array?.count ?? 0) - (now[id]?["licences"]?.array?.count ?? 0)
        #expect(try await room.rows().count >= lost, "step \(step) \(kill)")
        let answer = try await room.remove(id, by: try room.connector(), mailbox: "converted")
        #expect(answer["state"] == "done", "step \(step) \(kill): \(answer.text)")
        #expect(answer["removed"]?.array?.count == 2)
        #expect(try await room.people()[id]?["licences"] == [])
        #expect(try await room.asked("POST", "/assignLicense").count == asked + 1)
        #expect(try await room.asked("DELETE", "/$ref").count == left + 1)
        let rows = try await room.rows()
        #expect(rows.map(\.status) == [.done, .done])
        try await Self.giveBack(rows, in: room, over: CurlTransport())
        #expect(try await room.people() == before)
      }
    }
    print("\(steps) steps killed twice each, \(planned) of them with something written down")
    #expect(planned >= 6)
  }

  private static func giveBack(
    _ rows: [LicenceRemoval],
    in room: LicenceRoom,
    over transport: any Transport
  ) async throws {
    let now = room.now
    let restorer = LicenceRestorer(
      client: try room.client(.full, .writes, over: transport),
      database: room.database,
      by: "ida",
      now: { now },
      sleep: { _ in }
    )
    _ = try await restorer.run(rows)
  }

  @Test func `gives each licence back once, wherever it is killed`() async throws {
    let graph = try Self.graph()
    for step in 1...8 {
      for kill in [UnsteadyTransport.Mishap.killedBefore, .killedAfter] {
        let room = try LicenceRoom(graph, policy: ["groups": ["LIC-*"]])
        let id = try await Self.prepare(room)
        let before = try await room.people()
        try await Self.begin(room, with: id)
        _ = try await room.remove(id, by: try room.connector(), mailbox: "converted")
        let (asked, joined) = (
          try await room.asked("POST", "/assignLicense").count,
          try await room.asked("POST", "/$ref").count
        )
        let dying = UnsteadyTransport { number, _ in number == step ? kill : nil }
        try? await Self.giveBack(try await room.rows(), in: room, over: dying)
        // Said again, by whoever finds it half done.
        try await Self.giveBack(try await room.rows(), in: room, over: CurlTransport())
        #expect(try await room.people() == before, "step \(step) \(kill)")
        #expect(try await room.asked("POST", "/assignLicense").count == asked + 1)
        #expect(try await room.asked("POST", "/$ref").count == joined + 1)
        #expect(try await room.rows().map(\.status) == [.undone, .undone])
      }
    }
  }

  @Test func `gives back what Graph has taken, and nobody confirmed`() async throws {
    let room = try LicenceRoom(try Self.graph())
    let id = try await Self.prepare(room)
    let before = try await room.people()
    try await Self.begin(room, with: id)
    // Killed as it would read whether it is so: the flow is then cancelled, and never comes back.
    let dying = UnsteadyTransport { number, _ in number == 6 ? .killedBefore : nil }
    let request = room.request("remove", of: id, ["decision": "user"])
    _ = await (try room.connector(over: dying)).perform(request)
    let rows = try await room.rows()
    #expect(rows.map(\.status) == [.planned] && rows.allSatisfy(\.isTaken))
    #expect(try await room.people() != before)
    try await Self.giveBack(rows, in: room, over: CurlTransport())
    #expect(try await room.people() == before)
    #expect(try await room.rows().map(\.status) == [.undone])
  }

  /// What happens between what was written down and the crash's end.
  enum Turn: String, Sendable, CaseIterable {
    case signsIn, isHeld, isKept, isGivenAnew, losesParts, isTakenByOthers, isGone, isStopped
  }

  @Test(arguments: Turn.allCases)
  func `lets be what has changed since it was written down`(turn: Turn) async throws {
    let room = try LicenceRoom(try Self.graph(), policy: [:])
    let id = try await Self.prepare(room)
    try await Self.begin(room, with: id)
    // Killed as it would take it: the only request that changes anything.
    let dying = UnsteadyTransport { _, request in
      request.address.target.hasSuffix("assignLicense") ? .killedBefore : nil
    }
    let request = room.request("remove", of: id, ["decision": "user"])
    _ = await (try room.connector(over: dying)).perform(request)
    #expect(try await room.rows().map(\.status) == [.planned])
    try await Self.change(turn, id, in: room)
    let licences = try await room.people()[id]?["licences"]
    let answer = try await room.remove(id, by: try room.connector())
    let rows = try await room.rows()
    #expect(try await room.people()[id]?["licences"] == licences)
    #expect(try await room.asked("POST", "/assignLicense").isEmpty)
    if turn == .isTakenByOthers {
      #expect(rows.map(\.status) == [.done])
    } else {
      #expect(rows.map(\.status) == [.cancelled], "\(answer.text)")
      #expect(answer["removed"] == [])
    }
    let why = [
      "signsIn": "active", "isHeld": "hold", "isKept": "kept", "isGivenAnew": "changed",
      "losesParts": "changed", "isGone": "gone", "isStopped": "stopped",
    ]
    #expect(rows.first?.because == why[turn.rawValue])
  }

  private static func change(_ turn: Turn, _ id: String, in room: LicenceRoom) async throws {
    let user = JSON.string(id)
    switch turn {
    case .signsIn:
      let now = room.now.formatted(.iso8601)
      try await room.graph.changeUser(["id": user, "lastUse": .string(now)])
    case .isHeld:
      try await room.graph.changeUser(["id": user, "hold": true])
      try await room.writeHolds()
    case .isKept:
      let keep = LicenceKeep(
        user: id,
        reason: "r",
        until: .init(number: 99_999),
        by: "k",
        time: room.now
      )
      try await room.database.write { (connection) throws(DatabaseError) in
        try LicenceKeepStore.keep(keep, in: connection)
      }
    case .isGivenAnew, .losesParts:
      if turn == .isGivenAnew {
        room.now += 60
        try await room.setClock()
      }
      let plans: JSON = turn == .losesParts ? [.string("663a804f-1c30-4ff0-9915-9db84f0d1cea")] : []
      let direct: JSON = [["skuId": .string(visio), "disabledPlans": plans]]
      try await room.graph.changeUser(["id": user, "direct": direct])
    case .isTakenByOthers: try await room.graph.changeUser(["id": user, "direct": []])
    case .isGone: try await room.graph.changeUser(["id": user, "gone": true])
    case .isStopped:
      let campaign = room.campaign
      try await room.database.write { (connection) throws(DatabaseError) in
        _ = try CampaignStore.setStatus(.stopped, of: campaign, in: connection)
      }
    }
  }
}
