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

/// Scan, plan, take and give back against the stand-in for Microsoft Graph, compared with its answer key.
@Suite(.enabled(if: MockGraph.isThere, "\(MockGraph.need)"))
struct LicenceProofTests {
  /// A tenant: its seed, its size, what its command line says, and what goes wrong on the way.
  struct Tenant: Sendable, CustomTestStringConvertible {
    var seed: Int
    var users: Int
    var options: [String] = []
    var pause = Duration.zero
    /// One in so many requests goes wrong, in turns in each way that there is; 0 for none.
    var mishaps = 0
    /// Whether groups may be left, and mailboxes have been made shared.
    var hasHelp = false
    var testDescription: String {
      "seed \(seed), \(users) users, \(options), mishaps \(mishaps), help \(hasHelp)"
    }
  }

  private static let tenants = [
    Tenant(seed: 7, users: 220), Tenant(seed: 21, users: 160, hasHelp: true),
    Tenant(seed: 22, users: 120, options: ["--conceal-names"]),
    Tenant(seed: 23, users: 140, options: ["--license-lag", "300"], hasHelp: true),
    Tenant(seed: 24, users: 60, options: ["--throttle", "60/1"], pause: .milliseconds(300)),
    Tenant(seed: 25, users: 120, mishaps: 5, hasHelp: true),
    Tenant(seed: 26, users: 90, options: ["--license-lag", "300"], mishaps: 3, hasHelp: true),
  ]

  @Test(arguments: tenants)
  func `frees every unused licence, nobody else's, and gives exactly that back`(
    tenant: Tenant
  ) async throws {
    let graph = try MockGraph(
      users: tenant.users,
      devices: 2,
      seed: tenant.seed,
      options: tenant.options
    )
    let room = try LicenceRoom(graph, policy: tenant.hasHelp ? ["groups": ["LIC-*"]] : [:])
    let transport = UnsteadyTransport(every: tenant.mishaps)
    let connector = try room.connector(over: transport, pause: tenant.pause)
    try await Self.switchPartsOff(room)
    let members = try await room.begin(with: connector)
    if tenant.hasHelp { for id in members { try await graph.changeUser(Self.shared(id)) } }
    let key = try await LicenceKey(room)
    let before = key.people
    // Everybody, and not only those of the plan: what it leaves out, the last look must leave alone too.
    var counts = (licences: 0, people: 0, spared: 0)
    for id in before.keys.sorted() {
      let answer = try await room.remove(
        id,
        by: connector,
        mailbox: tenant.hasHelp ? "converted" : nil
      )
      let wanted = tenant.hasHelp ? key.removableWithHelp(id) : key.removable(id)
      let removed = Set((answer["removed"]?.array ?? []).compactMap { $0["product"]?.string })
      #expect(removed == wanted, "\(before[id]?.text ?? "") \(answer.text)")
      counts.licences += removed.count
      counts.people += removed.isEmpty ? 0 : 1
      counts.spared += key.isSpared(id) ? 1 : 0
      if !removed.isEmpty { #expect(members.contains(id)) }
    }
    let after = try await room.people()
    for (id, person) in before {
      if key.isSpared(id) { #expect(after[id] == person) }
      let wanted = tenant.hasHelp ? key.removableWithHelp(id) : key.removable(id)
      #expect(key.licences(after[id]) == key.licences(person).subtracting(wanted))
    }
    let rows = try await room.rows()
    #expect(rows.count { $0.status == .done } == counts.licences)
    #expect(rows.allSatisfy { $0.status == .done })
    // Each once: of everybody at most one change, and of every group.
    let changes = try await room.asked("POST", "/assignLicense")
    #expect(Set(changes).count == changes.count)
    let leavings = try await room.asked("DELETE", "/$ref")
    #expect(Set(leavings).count == leavings.count)
    print(
      "\(tenant.testDescription): \(before.count) accounts, \(members.count) in the plan,"
        + " \(counts.licences) licences of \(counts.people) freed, \(counts.spared) spared,"
        + " \(leavings.count) groups left, \(transport.count) mishaps"
    )
    #expect(counts.licences > 2 && counts.spared > 30)
    try await Self.restore(rows, in: room)
    #expect(try await room.people() == before)
    #expect(try await room.rows().allSatisfy { $0.status == .undone && $0.because == nil })
  }

  /// So that what is given back is not only the product: Teams is off for all who have E3 by themselves.
  private static func switchPartsOff(_ room: LicenceRoom) async throws {
    let e3 = JSON.string("05e9a617-0261-4cee-bb44-138d3ef5d965")
    for (id, person) in try await room.people() {
      let direct = person["direct"]?.array ?? []
      guard direct.contains(where: { $0.array?.first == e3 }) else { continue }
      let changed = direct.map { licence -> JSON in
        let off: JSON = licence.array?.first == e3 ? ["57ff2da0-773e-42df-b2af-ffb7a2317929"] : []
        return ["skuId": licence.array?.first ?? .null, "disabledPlans": off]
      }
      try await room.graph.changeUser(["id": .string(id), "direct": .array(changed)])
    }
  }

  private static func shared(_ id: String) -> JSON { ["id": .string(id), "purpose": "shared"] }

  private static func restore(_ rows: [LicenceRemoval], in room: LicenceRoom) async throws {
    let now = room.now
    let restorer = LicenceRestorer(
      client: try room.client(.full, .writes),
      database: room.database,
      by: "ida",
      now: { now },
      sleep: { _ in }
    )
    let outcomes = try await restorer.run(rows)
    #expect(outcomes.count == rows.count)
    #expect(outcomes.allSatisfy { $0.outcome == .restored })
  }
}
